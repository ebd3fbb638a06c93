-- Who ended a pairing reads the own words about it again (H-12); `created_by` beside it has no key to an account either.
alter table pairing add column ended_by uuid;

create or replace view pairing_state with (security_invoker = true) as
select p.school_id, p.id, p.kind, p.agreed_sealed, p.supervisor_id, p.follows, p.proposed_on, p.started_on, p.trial_to,
  p.confirmed_on, p.ended_on, p.end_kind, p.end_note_sealed, p.next_review_on, p.version, p.created_by, p.created_at,
  case
    when p.ended_on is not null and p.ended_on <= app_today() then 'ended'
    when p.started_on is null then 'proposed'
    when p.confirmed_on is null then 'trial'
    else 'active'
  end as state,
  case when p.ended_on is null and p.started_on is not null then coalesce(p.next_review_on, p.trial_to) end as review_on,
  p.ended_by
from pairing p;
