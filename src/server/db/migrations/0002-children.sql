-- Pupils, their families, left-behind status and care files.

create table pupil (
  school_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 60),
  name_grams text[] not null,
  pinyin text not null default '',
  initials text not null default '',
  sex text not null check (sex in ('male', 'female', 'unknown')),
  birth_on date not null,
  ethnic text,
  residence text not null default 'unknown' check (residence in ('rural', 'urban', 'unknown')),
  boarding boolean,
  class_id uuid,
  student_no text,
  id_kind text not null default 'none' check (id_kind in ('resident', 'none', 'other')),
  id_sealed bytea,
  id_index bytea,
  id_masked text,
  phone_sealed bytea,
  phone_masked text,
  address_sealed bytea,
  village text,
  registered_mark text,
  extra jsonb not null default '{}',
  joined_on date not null,
  left_on date,
  left_reason text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, class_id) references class (school_id, id)
);
create unique index pupil_id_number on pupil (school_id, id_index) where id_index is not null;
create index pupil_class on pupil (school_id, class_id, name) where left_on is null;
create index pupil_grams on pupil using gin (name_grams) with (fastupdate = off);

create table class_membership (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  class_id uuid not null,
  from_on date not null,
  to_on date,
  reason text,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  foreign key (school_id, class_id) references class (school_id, id)
);
create index class_membership_pupil on class_membership (school_id, pupil_id);

create table family_member (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  relation text not null,
  name text,
  state text not null default 'present' check (state in ('present', 'dead', 'unknown')),
  incapable boolean not null default false,
  is_guardian boolean,
  born_on date,
  id_sealed bytea,
  id_masked text,
  phone_sealed bytea,
  phone_masked text,
  phone_verified_on date,
  best_time text,
  address_sealed bytea,
  work_unit text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade
);
create index family_member_pupil on family_member (school_id, pupil_id);

create table absence (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  member_id uuid not null,
  from_on date,
  to_on date,
  kind text not null default 'work' check (kind in ('work', 'prison', 'illness', 'lost', 'other')),
  place text,
  work_unit text,
  note text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  foreign key (school_id, member_id) references family_member (school_id, id) on delete cascade,
  check (to_on is null or from_on is null or to_on >= from_on)
);
create index absence_pupil on absence (school_id, pupil_id);

create table carer (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  member_id uuid,
  kind text not null check (kind in ('parent', 'grandparent', 'relative', 'friend', 'nobody', 'uncertain')),
  relation text not null,
  name text,
  born_on date,
  phone_sealed bytea,
  phone_masked text,
  phone_verified_on date,
  occupation text,
  health text,
  legal_basis text not null default 'helper' check (legal_basis in ('parent', 'legalGuardian', 'entrusted', 'helper')),
  from_on date,
  to_on date,
  reason text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  foreign key (school_id, member_id) references family_member (school_id, id) on delete cascade,
  check (to_on is null or from_on is null or to_on >= from_on)
);
create index carer_pupil on carer (school_id, pupil_id);

create table definition (
  school_id uuid not null,
  id uuid not null,
  key text not null,
  version integer not null default 1,
  params jsonb not null,
  is_primary boolean not null default false,
  effective_from date not null,
  effective_to date,
  primary key (school_id, id),
  unique (school_id, key, version)
);

create table child_status (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  definition_id uuid not null,
  result text not null check (result in ('counted', 'toVerify')),
  kind text,
  from_on date not null,
  to_on date,
  as_of date not null,
  reasons jsonb not null,
  ended_reason jsonb,
  decided_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  foreign key (school_id, definition_id) references definition (school_id, id)
);
create unique index child_status_open on child_status (school_id, pupil_id, definition_id) where to_on is null;
create index child_status_definition on child_status (school_id, definition_id, result) where to_on is null;

create table child_file (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  opened_on date not null,
  closed_on date,
  close_reason text,
  keeper_id uuid,
  character text,
  interests text,
  health text,
  goals text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade
);
create unique index child_file_open on child_file (school_id, pupil_id) where closed_on is null;

-- The upload and its decoded rows stay sealed; nothing readable lies in the database.
create table roster_import (
  school_id uuid not null,
  id uuid not null,
  file_name text not null,
  file_hash bytea not null,
  state text not null check (state in ('reading', 'preview', 'committed', 'undone', 'failed', 'cancelled')),
  as_of date not null,
  sheet text,
  mapping jsonb,
  rows_sealed bytea,
  summary jsonb,
  failure jsonb,
  created_by uuid,
  created_at timestamptz not null default now(),
  committed_at timestamptz,
  undone_at timestamptz,
  version integer not null default 1,
  primary key (school_id, id)
);
create table roster_change (
  school_id uuid not null,
  id uuid not null,
  import_id uuid not null,
  entity text not null,
  entity_id uuid not null,
  pupil_id uuid,
  kind text not null check (kind in ('added', 'changed')),
  before_sealed bytea,
  primary key (school_id, id),
  foreign key (school_id, import_id) references roster_import (school_id, id)
);
create index roster_change_import on roster_change (school_id, import_id);
