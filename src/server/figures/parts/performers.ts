/** Who holds which role today, and what for: a class, a child, or the school. */
export const PERFORMERS = `performer as (
  select r.role, u.id as user_id, u.name,
    case r.role when 'classTeacher' then r.class_id when 'helpingTeacher' then r.pupil_id else r.school_id end as target
  from role_assignment r join auth_user u on u.id = r.user_id and not u.disabled
  where r.school_id = $1::uuid and r.from_on <= app_today() and (r.to_on is null or r.to_on >= app_today()))`
/** What the performer of a duty `d` holds the role for. */
export const TARGET = `case d.performer_role when 'classTeacher' then d.class_id when 'helpingTeacher' then d.pupil_id else d.school_id end`
// As a list of pairs, which is looked up by hash: a correlated search would be made for every duty.
export const UNASSIGNED = `coalesce((d.performer_role, ${TARGET}) in (select r.role, r.target from performer r), false) is not true`
