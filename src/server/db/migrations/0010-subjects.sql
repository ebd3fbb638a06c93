-- A duty is owed for a child, a class, a member of staff or the school.

alter table duty
  alter column pupil_id drop not null,
  add column subject_kind text not null default 'child' check (subject_kind in ('child', 'class', 'person', 'school')),
  add column person_id uuid;
-- Whom it is owed for, whatever the kind: it cannot disagree with the column that says who that is.
alter table duty
  add column subject_id uuid not null generated always as (
    coalesce(pupil_id, case subject_kind when 'class' then class_id when 'person' then person_id when 'school' then school_id end)) stored,
  add constraint duty_child check ((subject_kind = 'child') = (pupil_id is not null)),
  add constraint duty_person check ((subject_kind = 'person') = (person_id is not null));
alter table duty drop constraint duty_window;
alter table duty add constraint duty_window unique (school_id, rule_id, subject_id, window_from, slot);
-- What My day shows apart from the children of class and helping teachers: few rows beside theirs.
create index duty_work on duty (school_id, due_on, id)
  where (pupil_id is null or performer_role not in ('classTeacher', 'helpingTeacher')) and done_on is null and excuse_kind is null;

drop view duty_state;
-- The one definition of a duty's state (K-25, K-26, K-28, K-30). "Today" is the school's, set with the scope.
create view duty_state with (security_invoker = true) as
select d.*,
  case
    when d.done_on is not null and d.done_on <= d.due_on then 'done'
    when d.excuse_kind is not null then 'excused'
    when d.done_on is not null then 'late'
    when app_today() > d.due_on then 'missed'
    when app_today() >= d.window_from then 'due'
    else 'upcoming'
  end as state,
  d.due_on - app_today() as days_left
from duty d;
grant select on duty_state to shouwang_app;

-- What was done for one duty that no card about a child tells of: a meeting, a plan, a letter. A correction is a new
-- version; what was done is sealed, because it may speak of children.
create table work (
  school_id uuid not null,
  id uuid not null,
  root_id uuid not null,
  version integer not null,
  duty_id uuid not null,
  pupil_id uuid,
  author_id uuid not null,
  held_on date not null,
  people integer check (people between 0 and 100000),
  topics text[] not null default '{}',
  sealed bytea not null,
  late_reason text,
  correction_reason text,
  superseded_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, duty_id) references duty (school_id, id) on delete cascade,
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  unique (school_id, root_id, version)
);
create index work_duty on work (school_id, duty_id);
create index work_pupil on work (school_id, pupil_id) where pupil_id is not null;
alter table work enable row level security;
create policy by_school on work using (strpos(current_setting('app.schools', true), school_id::text) > 0)
  with check (school_id = any(app_schools()));
grant select, insert on work to shouwang_app;
grant update (superseded_at) on work to shouwang_app;

-- Who holds a role, and since when: duties of persons and children with a helping teacher are opened from it.
create index role_assignment_school on role_assignment (school_id, role);
