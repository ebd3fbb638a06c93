/** Marks by which a household is guessed: an adult at hand by name and masked number, or both parents by name. */
const guessedMarks = (day: string, among: string): string => `guess as (
  select pupil_id, concat_ws('|', 'adult', name, phone_masked) as mark from family_member
  where school_id = $1::uuid and state = 'present' and name is not null and phone_masked is not null and ${among}
  union
  select pupil_id, concat_ws('|', 'adult', name, phone_masked) from carer
  where school_id = $1::uuid and name is not null and phone_masked is not null and (to_on is null or to_on >= ${day}::date) and ${among}
  union
  select pupil_id, concat_ws('|', 'parents', min(name) filter (where relation = 'father'), min(name) filter (where relation = 'mother'))
  from family_member where school_id = $1::uuid and relation in ('father', 'mother') and name is not null and ${among}
  group by pupil_id having count(distinct relation) = 2)`

/**
 * The one definition of a household, as marks: the household that a person confirmed; for a child without one what is
 * guessed. Two children with one mark in common live together. Reads $1 school; `day` is the parameter of today; `among`
 * narrows the children (`pupil_id in (…)`).
 */
export const householdMarks = (day: string, among = 'true'): string => `placed as (
  select pupil_id, household_id from household_place where school_id = $1::uuid and to_on is null and ${among}),
${guessedMarks(day, among)},
mark as (
  select pupil_id, concat_ws('|', 'household', household_id) as mark from placed
  union all
  select pupil_id, mark from guess where pupil_id not in (select pupil_id from placed))`

/**
 * The marks of one child and of whoever could share one with it: a mark is made of names, so the others have somebody of
 * the same name around them. A school is not gone through for every child whose page is opened.
 */
export const householdMarksNear = (child: string, day: string): string => `named as (
  select name from family_member where school_id = $1::uuid and pupil_id = ${child}::uuid and name is not null
  union select name from carer where school_id = $1::uuid and pupil_id = ${child}::uuid and name is not null),
near as materialized (
  select ${child}::uuid as id
  union select pupil_id from family_member where school_id = $1::uuid and name in (select name from named)
  union select pupil_id from carer where school_id = $1::uuid and name in (select name from named)
  union select b.pupil_id from household_place a join household_place b on b.school_id = a.school_id and b.household_id = a.household_id
    where a.school_id = $1::uuid and a.pupil_id = ${child}::uuid and a.to_on is null and b.to_on is null),
${householdMarks(day, 'pupil_id in (select id from near)')}`
