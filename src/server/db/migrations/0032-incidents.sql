-- What happened to children, who had to be told by when, and who did what (docs/adr/0028). Rows are only ever added: what
-- became of a notice is what the steps say.

-- A sudden event with the limits it began with. What happened, where and what was done first is one sealed value.
create table incident (
  school_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('hurt', 'ill', 'missing', 'conflict', 'traffic', 'water', 'fire', 'other')),
  -- Null: nobody knows when.
  occurred_at timestamptz,
  -- When the school learnt of it.
  known_at timestamptz not null,
  at_school boolean not null,
  acted_at timestamptz not null,
  sealed bytea not null,
  -- The settings of the school at that moment (X-29, K-40, K-42): minutes for each party, and from when they count.
  limits jsonb not null,
  -- From when the limits count; null: outside school hours they do not run here.
  starts_at timestamptz,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (school_id, id)
);
create index incident_newest on incident (school_id, known_at desc, id);

create table incident_child (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  pupil_id uuid not null,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incident (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade
);
create index incident_child_incident on incident_child (school_id, incident_id);
create index incident_child_pupil on incident_child (school_id, pupil_id);

-- Somebody to be told: one of a child's family, or an office. People are named by their record, which may go away.
create table incident_notice (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  party text not null check (party in ('carer', 'parent', 'authority', 'town', 'police', 'civilAffairs', 'education')),
  pupil_id uuid,
  person_id uuid,
  relation text,
  -- Null: without a limit. A report of the protection branch is to be made at once.
  due_at timestamptz,
  at_once boolean not null default false,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incident (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  check ((party in ('carer', 'parent')) = (pupil_id is not null)),
  check (person_id is null or pupil_id is not null)
);
create index incident_notice_incident on incident_notice (school_id, incident_id);
create index incident_notice_pupil on incident_notice (school_id, pupil_id) where pupil_id is not null;

-- Who did what when. Tried: sent or rung, nobody reached (K-30). A step taken back stays and counts no more.
create table incident_step (
  school_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  notice_id uuid,
  kind text not null check (kind in ('tried', 'told', 'takenBack', 'withheld', 'note', 'closed')),
  of_step_id uuid,
  channel text check (channel in ('phone', 'inPerson', 'message', 'letter')),
  at timestamptz not null,
  sealed bytea,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, incident_id) references incident (school_id, id),
  foreign key (school_id, notice_id) references incident_notice (school_id, id) on delete cascade,
  check ((kind in ('note', 'closed')) = (notice_id is null)),
  check ((kind in ('tried', 'told')) = (channel is not null)),
  check ((kind = 'takenBack') = (of_step_id is not null))
);
create index incident_step_incident on incident_step (school_id, incident_id);
create index incident_step_notice on incident_step (school_id, notice_id) where notice_id is not null;
create unique index incident_step_closed on incident_step (school_id, incident_id) where kind = 'closed';

-- Why a notice is withheld: for principal and counsellor alone (H-04). Hangs on the step that says that it is.
create table incident_reason (
  school_id uuid not null,
  id uuid not null,
  author_id uuid not null,
  tier text not null default 'protection' check (tier = 'protection'),
  sealed bytea not null,
  primary key (school_id, id),
  foreign key (school_id, id) references incident_step (school_id, id) on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['incident', 'incident_child', 'incident_notice', 'incident_step', 'incident_reason']
  loop
    execute format('alter table %I enable row level security', t);
    if t <> 'incident_reason' then
      execute format($sql$create policy by_school on %I using (strpos(current_setting('app.schools', true), school_id::text) > 0)
        with check (school_id = any(app_schools()))$sql$, t);
    end if;
    execute format('grant select, insert on %I to shouwang_app', t);
  end loop;
end $$;
create policy by_school_and_tier on incident_reason
  using (strpos(current_setting('app.schools', true), school_id::text) > 0 and app_tier(tier))
  with check (school_id = any(app_schools()) and author_id = app_user());

-- The one definition of what became of a notice: told by the first step that was not taken back, withheld, or neither.
create view incident_notice_state with (security_invoker = true) as
select n.*, told.id as told_step_id, told.at as told_at, withheld.at as withheld_at, withheld.recorded_by as withheld_by,
  withheld.id as withheld_step_id, closed.at as closed_at
from incident_notice n
left join lateral (
  select s.id, s.at from incident_step s
  where s.school_id = n.school_id and s.notice_id = n.id and s.kind = 'told' and not exists (
    select from incident_step b where b.school_id = s.school_id and b.notice_id = s.notice_id and b.kind = 'takenBack'
      and b.of_step_id = s.id)
  order by s.at, s.id limit 1) told on true
left join lateral (
  select s.id, s.at, s.recorded_by from incident_step s
  where s.school_id = n.school_id and s.notice_id = n.id and s.kind = 'withheld' order by s.at, s.id limit 1) withheld on true
left join incident_step closed on closed.school_id = n.school_id and closed.incident_id = n.incident_id and closed.kind = 'closed';
grant select on incident_notice_state to shouwang_app;

-- Principal and counsellor learn that something has happened.
alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (kind in ('urgent', 'escalation', 'overdue', 'dueToday', 'digest',
  'transferAsked', 'transferAnswered', 'incident'));
