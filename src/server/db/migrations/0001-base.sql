-- Roles, units, accounts, calendar, classes, audit. Forward only.
-- Every table that holds anything about a child carries school_id, has the primary key
-- (school_id, id) and row-level security; a test lints the catalogue for this.

create function app_schools() returns uuid[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.schools', true), ''), ',')::uuid[] $$;
create function app_user() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.person', true), '')::uuid $$;
create function app_tier(wanted text) returns boolean language sql stable parallel safe
  as $$ select wanted = any(string_to_array(nullif(current_setting('app.tiers', true), ''), ',')) $$;
create function app_today() returns date language sql stable parallel safe
  as $$ select nullif(current_setting('app.today', true), '')::date $$;

create table unit (
  id uuid primary key,
  parent_id uuid references unit (id),
  kind text not null check (kind in ('nation', 'province', 'city', 'county', 'township', 'school')),
  name text not null check (length(name) between 1 and 80),
  code text,
  path text not null,
  time_zone text not null default 'Asia/Shanghai',
  data_officer text,
  settings jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now()
);
create index unit_path on unit (path text_pattern_ops);

-- Sign-in (better-auth). Column names are that library's own.
create table auth_user (
  id uuid primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  username text unique,
  "displayUsername" text,
  "twoFactorEnabled" boolean default false,
  "mustChangePassword" boolean not null default false,
  "failedSignIns" integer not null default 0,
  "lockedUntil" timestamptz,
  disabled boolean not null default false,
  locale text
);
create table auth_session (
  id uuid primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null references auth_user (id) on delete cascade
);
create index auth_session_user on auth_session ("userId");
create table auth_account (
  id uuid primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references auth_user (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index auth_account_user on auth_account ("userId");
create table auth_verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index auth_verification_identifier on auth_verification (identifier);
create table auth_two_factor (
  id uuid primary key,
  secret text not null,
  "backupCodes" text not null,
  verified boolean default true,
  "failedVerificationCount" integer not null default 0,
  "lockedUntil" timestamptz,
  "userId" uuid not null references auth_user (id) on delete cascade
);
create index auth_two_factor_user on auth_two_factor ("userId");

-- One-time set-up link: single use, expires, only while no account exists.
create table setup_token (
  id uuid primary key,
  token_hash bytea not null unique,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table school_year (
  school_id uuid not null,
  id uuid not null,
  name text not null,
  starts_on date not null,
  ends_on date not null check (ends_on > starts_on),
  version integer not null default 1,
  primary key (school_id, id),
  unique (school_id, starts_on)
);
create table term (
  school_id uuid not null,
  id uuid not null,
  school_year_id uuid not null,
  name text not null,
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  version integer not null default 1,
  primary key (school_id, id),
  foreign key (school_id, school_year_id) references school_year (school_id, id),
  unique (school_id, starts_on)
);
create table calendar_day (
  school_id uuid not null,
  id uuid not null,
  day date not null,
  kind text not null check (kind in ('holiday', 'makeup')),
  name text not null default '',
  primary key (school_id, id),
  unique (school_id, day)
);
create table class (
  school_id uuid not null,
  id uuid not null,
  school_year_id uuid not null,
  grade smallint not null check (grade between 0 and 12),
  number smallint not null check (number between 1 and 99),
  name text not null,
  promoted_from uuid,
  version integer not null default 1,
  primary key (school_id, id),
  foreign key (school_id, school_year_id) references school_year (school_id, id),
  unique (school_id, school_year_id, grade, number)
);

create table role_assignment (
  school_id uuid not null,
  id uuid not null,
  user_id uuid not null references auth_user (id),
  role text not null check (role in ('administrator', 'principal', 'archiveKeeper', 'classTeacher', 'helpingTeacher', 'counsellor', 'auditor')),
  class_id uuid,
  pupil_id uuid,
  from_on date not null,
  to_on date,
  ended_reason text,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  check (role <> 'classTeacher' or class_id is not null),
  check (role <> 'helpingTeacher' or pupil_id is not null),
  check (to_on is null or to_on >= from_on)
);
create index role_assignment_user on role_assignment (user_id);
create index role_assignment_class on role_assignment (school_id, class_id) where class_id is not null;
create index role_assignment_pupil on role_assignment (school_id, pupil_id) where pupil_id is not null;

-- Who is behind a session token: one round trip before any scope exists (owner's rights, one row only).
create function session_actor(session_token text, at_time timestamptz, idle interval)
returns table (user_id uuid, session_id uuid, name text, username text, locale text, must_change_password boolean,
  two_factor boolean, touched_at timestamptz, roles jsonb)
language sql stable security definer set search_path = public
as $$
  select u.id, s.id, u.name, u.username, u.locale, u."mustChangePassword", coalesce(u."twoFactorEnabled", false), s."updatedAt",
    coalesce((
      select jsonb_agg(jsonb_build_object('role', r.role, 'schoolId', r.school_id, 'classId', r.class_id,
        'pupilId', r.pupil_id, 'from', r.from_on, 'to', r.to_on, 'timeZone', n.time_zone))
      from role_assignment r join unit n on n.id = r.school_id
      where r.user_id = u.id and (r.to_on is null or r.to_on >= ((at_time at time zone n.time_zone)::date))
        and r.from_on <= ((at_time at time zone n.time_zone)::date)
    ), '[]'::jsonb)
  from auth_session s join auth_user u on u.id = s."userId"
  where s.token = session_token and s."expiresAt" > at_time and s."updatedAt" > at_time - idle and not u.disabled
$$;

-- The audit chain: one head row per school, one append-only row per read of a file and per change (docs/adr/0005).
create table audit_head (
  school_id uuid primary key,
  seq bigint not null default 0,
  hash bytea not null default '\x'
);
create table audit_entry (
  school_id uuid not null,
  id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  actor_id uuid,
  action text not null,
  entity text not null,
  entity_id uuid,
  pupil_id uuid,
  why text not null default '',
  detail text not null default '{}',
  hash bytea not null,
  primary key (school_id, id),
  unique (school_id, seq)
);
create index audit_entry_pupil on audit_entry (school_id, pupil_id, seq desc) where pupil_id is not null;
