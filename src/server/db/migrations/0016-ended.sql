-- The last day on which a duty is asked for, where a change ended it before it was done (K-27): neither missed nor counted.
alter table duty add column ended_on date;
-- The excuse that waits for a second person and would cover it: which windows lie in a time is told by the school's calendar
-- when it is asked for (K-28), so that every list says the same.
alter table duty add column asked_id uuid;
create index duty_asked on duty (school_id, asked_id) where asked_id is not null;
update duty d set asked_id = q.id from excuse q
where q.school_id = d.school_id and q.state = 'asked' and d.done_on is null and d.excuse_kind is null
  and (q.duty_id = d.id or (q.duty_id is null and q.pupil_id = d.pupil_id
    and q.from_on <= d.window_from and q.to_on >= d.window_to));

drop view duty_state;
-- The one definition of a duty's state (K-25, K-26, K-27, K-28, K-30). "Today" is the school's, set with the scope.
create view duty_state with (security_invoker = true) as
select d.school_id, d.id, d.rule_id, d.key, d.pupil_id, d.class_id, d.performer_role, d.window_from, d.window_to, d.due_on,
  d.done_card_id, d.done_on, d.attempts, d.last_attempt_on, d.excuse_kind, d.excused_by, d.excused_at, d.slot, d.subject_kind,
  d.person_id, d.subject_id, d.excuse_id, d.ended_on, d.asked_id,
  case
    when d.done_on is not null and d.done_on <= d.due_on then 'done'
    when d.excuse_kind is not null then 'excused'
    when d.ended_on is not null and (d.done_on is not null or app_today() > d.ended_on) then 'ended'
    when d.done_on is not null then 'late'
    when app_today() > d.due_on then 'missed'
    when app_today() >= d.window_from then 'due'
    else 'upcoming'
  end as state,
  d.due_on - app_today() as days_left
from duty d;
grant select on duty_state to shouwang_app;

-- Why a record came late or was corrected may speak of a child: under seal, as a card's. The plain columns are emptied at the
-- next start (seal-reasons.ts).
alter table work add column late_reason_sealed bytea;
alter table work add column correction_reason_sealed bytea;

-- The plain columns that the start after 0011 emptied. Where that has not run yet, because the database comes from before,
-- they stay until it has: the same start seals what is in them and drops them. Nothing is lost, both ways end alike.
do $$
begin
  if not exists (select from card where late_reason is not null or correction_reason is not null)
    and not exists (select from duty where excuse_reason is not null) then
    alter table card drop column late_reason, drop column correction_reason;
    alter table duty drop column excuse_reason;
  end if;
end $$;

-- Entries of the year's calendar from before the school began to keep it are neither done nor missed; those filled in by
-- one request can be taken out again together.
alter table task add column before_start boolean not null default false;
alter table task add column filled_by uuid;
drop view task_state;
-- The one definition of a task's state: the last day is in time, overdue begins the day after (K-25).
create view task_state with (security_invoker = true) as
select t.*,
  case
    when t.done_on is not null and t.done_on <= t.ends_on then 'done'
    when t.done_on is not null then 'late'
    when t.before_start and app_today() > t.ends_on then 'before'
    when app_today() > t.ends_on then 'missed'
    when app_today() >= t.starts_on then 'due'
    else 'upcoming'
  end as state,
  t.ends_on - app_today() as days_left
from task t;
grant select on task_state to shouwang_app;
