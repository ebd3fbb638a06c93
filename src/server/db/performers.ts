/** Who owes what today, by the one view that says so; covers are in it (docs/adr/0013). Reads $1 school. */
export const PERFORMERS = `performer as (
  select p.role, p.target, p.user_id, p.name, p.covers_id from performer p where p.school_id = $1::uuid)`
/** What the performer of a duty `d` holds the role for. */
export const TARGET = `post_target(d.performer_role, d.school_id, d.class_id, d.pupil_id)`
export const POST = `(d.performer_role, ${TARGET})`
// As lists of pairs, which are looked up by hash: a correlated search would be made for every duty.
export const UNASSIGNED = `coalesce(${POST} in (select r.role, r.target from performer r), false) is not true`
export const MINE = `coalesce(${POST} in (select r.role, r.target from performer r where r.user_id = app_user()), false)`
