-- The child's file: fields under seal by tier, openings with reasons, the five goals, renewals, fields a school adds itself.

-- What the file says beyond the register's typed columns: one sealed value for each tier and child (docs/adr/0018). The
-- plain columns of child_file are emptied at the next start (seal-reasons.ts).
create table child_file_part (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  tier text not null check (tier in ('basic', 'contact', 'fileCase', 'psych')),
  sealed bytea not null,
  updated_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  unique (school_id, pupil_id, tier)
);

-- Each opening is a row of its own: why it was opened and closed stays readable.
alter table child_file add column opened_by uuid;
alter table child_file add column open_kind text check (open_kind in ('counted', 'decided', 'again'));
alter table child_file add column open_note_sealed bytea;
alter table child_file add column closed_by uuid;
alter table child_file add column close_kind text check (close_kind in ('notCounted', 'moved', 'finished', 'grownUp', 'other'));
alter table child_file add column close_note_sealed bytea;

-- How one of the five goals (五有) stands, on whose word and by what evidence; a new statement is a new row.
create table child_goal (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  goal text not null check (goal in ('taught', 'guarded', 'helped', 'healthy', 'safe')),
  state text not null check (state in ('met', 'partly', 'open')),
  told_by text not null check (told_by in ('teacher', 'child', 'family', 'village', 'other')),
  stated_on date not null,
  card_id uuid,
  evidence_sealed bytea,
  author_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  foreign key (school_id, card_id) references card (school_id, id),
  check (card_id is not null or evidence_sealed is not null)
);
create index child_goal_pupil on child_goal (school_id, pupil_id, stated_on desc);

-- When every file is renewed; the newest holds.
create table renewal_rule (
  school_id uuid not null,
  id uuid not null,
  each_term boolean not null,
  on_change boolean not null,
  windows jsonb not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (school_id, id)
);
create index renewal_rule_latest on renewal_rule (school_id, created_at desc);

-- Somebody went through a section of a file and found it right, or put it right.
create table file_renewal (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  section text not null check (section in ('register', 'family', 'person', 'school', 'health', 'home')),
  confirmed_on date not null,
  confirmed_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  unique (school_id, pupil_id, section, confirmed_on)
);

-- A field the school adds itself: each change is a version; values lie in child_file_part under the field's id.
create table own_field (
  school_id uuid not null,
  id uuid not null,
  field_id uuid not null,
  version integer not null,
  label text not null check (length(label) between 1 and 20),
  purpose text not null check (length(purpose) between 1 and 100),
  kind text not null check (kind in ('text', 'number', 'date', 'choice')),
  options jsonb not null default '[]',
  tier text not null check (tier in ('basic', 'contact', 'fileCase')),
  from_on date not null,
  retired boolean not null default false,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  unique (school_id, field_id, version)
);

do $$
declare t text;
begin
  foreach t in array array['child_file_part', 'child_goal', 'renewal_rule', 'file_renewal', 'own_field']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert on %I to shouwang_app', t);
    if t <> 'child_file_part' then
      execute format($sql$create policy by_school on %I using (strpos(current_setting('app.schools', true), school_id::text) > 0)
        with check (school_id = any(app_schools()))$sql$, t);
    end if;
  end loop;
end $$;
create policy by_school_and_tier on child_file_part
  using (strpos(current_setting('app.schools', true), school_id::text) > 0 and (tier = 'basic' or app_tier(tier)))
  with check (school_id = any(app_schools()));
grant update on child_file_part to shouwang_app;

create statistics child_file_part_pupil_school (dependencies) on school_id, pupil_id from child_file_part;
