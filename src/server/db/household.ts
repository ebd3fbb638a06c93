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
