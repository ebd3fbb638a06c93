-- Points and awards by class rank (C35, plans 6 and 8): off until a principal turns it on for one school year and somebody
-- else agrees. What was turned off stays on record; turned on again it is another row.
create table appraisal_scheme (
  school_id uuid not null,
  id uuid not null,
  -- Named, not referred to: a year made by mistake may be taken away again.
  school_year_id uuid not null,
  settings jsonb not null,
  -- Who says that a child has no serious breach: never one of those who are paid.
  conduct_by uuid not null references auth_user (id),
  turned_on_by uuid not null references auth_user (id),
  turned_on_at timestamptz not null,
  approved_by uuid references auth_user (id),
  approved_at timestamptz,
  ended_by uuid references auth_user (id),
  ended_at timestamptz,
  version integer not null default 1,
  primary key (school_id, id),
  check ((approved_by is null) = (approved_at is null)),
  check ((ended_by is null) = (ended_at is null)),
  check (approved_by <> turned_on_by)
);
create unique index appraisal_scheme_year on appraisal_scheme (school_id, school_year_id) where ended_at is null;

-- What was said of one child for a term (class rank) or a school year (conduct, title); append-only, the newest counts. All
-- of it is under seal: neither a rank nor an order of ranks can be read out of the database.
create table appraisal_entry (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  kind text not null check (kind in ('rank', 'conduct', 'title')),
  -- A term of a rank, else a school year.
  span_id uuid not null,
  sealed bytea not null,
  entered_by uuid not null,
  entered_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade
);
create index appraisal_entry_newest on appraisal_entry (school_id, span_id, kind, pupil_id, entered_at desc, id desc);
create index appraisal_entry_pupil on appraisal_entry (school_id, pupil_id);

do $$
declare t text;
begin
  foreach t in array array['appraisal_scheme', 'appraisal_entry']
  loop
    execute format('alter table %I enable row level security', t);
    execute format($sql$create policy by_school on %I using (strpos(current_setting('app.schools', true), school_id::text) > 0)
      with check (school_id = any(app_schools()))$sql$, t);
    execute format('grant select, insert on %I to shouwang_app', t);
  end loop;
end $$;
grant update (approved_by, approved_at, ended_by, ended_at, version) on appraisal_scheme to shouwang_app;
