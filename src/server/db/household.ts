/**
 * Marks by which children are taken for one household: a parent at hand or a carer by name and masked number, or both
 * parents by name. Two children with one mark in common live together. Reads $1 school; `day` is the parameter of today;
 * `among` narrows the children (`pupil_id in (…)`).
 */
export const householdMarks = (day: string, among = 'true'): string => `mark as (
  select pupil_id, concat_ws('|', 'adult', name, phone_masked) as mark from family_member
  where school_id = $1::uuid and state = 'present' and name is not null and phone_masked is not null and ${among}
  union
  select pupil_id, concat_ws('|', 'adult', name, phone_masked) from carer
  where school_id = $1::uuid and name is not null and phone_masked is not null and (to_on is null or to_on > ${day}::date) and ${among}
  union
  select pupil_id, concat_ws('|', 'parents', min(name) filter (where relation = 'father'), min(name) filter (where relation = 'mother'))
  from family_member where school_id = $1::uuid and relation in ('father', 'mother') and name is not null and ${among}
  group by pupil_id having count(distinct relation) = 2)`
