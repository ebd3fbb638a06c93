-- Why else a school looks after a child (X-05, X-06): dated marks, one open at a time of each category. What was entered by
-- mistake stays on record and holds on no day. What it rests on is under seal.
create table care_mark (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  category text not null check (category in ('singleParent', 'disabled', 'orphan', 'migrantWorkersChild', 'studyDifficulty', 'poverty')),
  -- First and last day, both included; null = still.
  from_on date not null,
  to_on date,
  note_sealed bytea,
  recorded_by uuid references auth_user (id),
  recorded_at timestamptz not null default now(),
  mistaken_by uuid references auth_user (id),
  mistaken_at timestamptz,
  version integer not null default 1,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  check (to_on is null or to_on >= from_on)
);
create unique index care_mark_open on care_mark (school_id, pupil_id, category) where to_on is null and mistaken_at is null;
create index care_mark_pupil on care_mark (school_id, pupil_id);

-- Not by tier: what duties and files follow from is read by everybody whose change may bring them up to date. Who is told a
-- category is decided above (docs/adr/0031); what it rests on is sealed.
alter table care_mark enable row level security;
create policy by_school on care_mark using (strpos(current_setting('app.schools', true), school_id::text) > 0)
  with check (school_id = any(app_schools()));
grant select, insert on care_mark to shouwang_app;
grant update (from_on, to_on, note_sealed, mistaken_by, mistaken_at, version) on care_mark to shouwang_app;

-- Which marks hold today, and what the plan in force does for each: what else is asked of files and duties follows from it.
create view target_child with (security_invoker = true) as
select m.school_id, m.pupil_id, m.category, p.archive, p.duties
from care_mark m
cross join lateral (
  select coalesce(bool_or((t.parts ->> 'archive')::boolean), false) as archive,
    coalesce(bool_or((t.parts ->> 'duties')::boolean), false) as duties
  from care_plan c cross join lateral jsonb_array_elements(c.params -> 'otherTargets') as t (parts)
  where c.school_id = m.school_id and c.effective_from <= app_today() and (c.effective_to is null or c.effective_to >= app_today())
    and t.parts ->> 'category' = m.category) as p
where m.mistaken_at is null and m.from_on <= app_today() and (m.to_on is null or m.to_on >= app_today());
grant select on target_child to shouwang_app;

-- A file that a plan opens for such a child.
alter table child_file drop constraint child_file_open_kind_check;
alter table child_file add constraint child_file_open_kind_check check (open_kind in ('counted', 'decided', 'again', 'marked'));
