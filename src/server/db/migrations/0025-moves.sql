-- A school is told that it is asked to take a child over, and the other what became of its request (docs/adr/0022).
alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (kind in ('urgent', 'escalation', 'overdue', 'dueToday', 'digest',
  'transferAsked', 'transferAnswered'));

-- Who has kept a file, from which day, named by whom; null = by the plan. The last one is the keeper of today (X-20).
alter table child_file add column keepers jsonb not null default '[]';
update child_file set keepers = jsonb_build_array(jsonb_build_object('id', keeper_id, 'from', opened_on, 'by', null))
where keeper_id is not null;

-- The help log (R22): one row for each child who came to one help of a pairing; `session_id` is the help. The words are under
-- seal. Who helped is an account, a helper or a pupil, as the pairing's member was. The pairing is named, not referred to: a
-- log goes along with its child before the pairing does.
create table help (
  school_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  pairing_id uuid not null,
  pupil_id uuid not null,
  held_on date not null,
  kind text not null check (kind in ('study', 'life', 'talk', 'activity', 'other')),
  minutes integer not null check (minutes between 1 and 600),
  words_sealed bytea not null,
  helper_id uuid,
  recorded_by uuid not null,
  created_at timestamptz not null default now(),
  withdrawn_on date,
  withdrawn_by uuid,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade
);
create index help_pupil on help (school_id, pupil_id, held_on);
create index help_pairing on help (school_id, pairing_id, held_on);
create index help_session on help (school_id, session_id);
alter table help enable row level security;
alter table help force row level security;
create policy by_school on help using (strpos(current_setting('app.schools', true), school_id::text) > 0)
  with check (school_id = any(app_schools()));
grant select, insert on help to shouwang_app;
grant update (withdrawn_on, withdrawn_by) on help to shouwang_app;
