-- Photos and scans that hang on something (docs/adr/0021), and agreements with their texts, parties and signatures.

-- What a file is of and how far it has come. The bytes lie in attachment_part, sealed; a removed one can be brought back
-- for some days.
create table attachment (
  school_id uuid not null,
  id uuid not null,
  owner_kind text not null check (owner_kind in ('child', 'card', 'agreement')),
  owner_id uuid not null,
  pupil_id uuid,
  tier text not null check (tier in ('contact', 'case')),
  author_id uuid not null,
  name_sealed bytea not null,
  state text not null default 'uploading' check (state in ('uploading', 'ready', 'quarantined')),
  -- Bytes that were announced, how many of them are here, and their hash.
  size integer not null check (size between 1 and 20971520),
  received integer not null default 0 check (received between 0 and size),
  sha256 bytea not null check (length(sha256) = 32),
  mime text check (mime in ('image/jpeg', 'application/pdf')),
  kept_size integer,
  scan text check (scan in ('off', 'clean', 'found', 'failed')),
  removed_at timestamptz,
  removed_by uuid,
  removed_reason_sealed bytea,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  check ((state = 'ready') = (mime is not null and kept_size is not null)),
  check ((removed_at is null) = (removed_by is null))
);
create index attachment_owner on attachment (school_id, owner_kind, owner_id);
create index attachment_pupil on attachment (school_id, pupil_id) where pupil_id is not null;
create index attachment_open on attachment (school_id, created_at) where state = 'uploading';
create index attachment_removed on attachment (school_id, removed_at) where removed_at is not null;

-- The sealed bytes: as they arrive (upload), and what is kept of them (full, thumb); `at` = offset of the first byte.
create table attachment_part (
  school_id uuid not null,
  id uuid not null,
  attachment_id uuid not null,
  tier text not null,
  author_id uuid not null,
  rendition text not null check (rendition in ('upload', 'full', 'thumb')),
  at integer not null check (at >= 0),
  sealed bytea not null,
  primary key (school_id, id),
  foreign key (school_id, attachment_id) references attachment (school_id, id) on delete cascade,
  unique (school_id, attachment_id, rendition, at)
);
-- Sealed bytes do not get smaller by compressing.
alter table attachment_part alter column sealed set storage external;

-- A school's own words of an agreement, version by version; without any the preset's (version 0).
create table agreement_text (
  school_id uuid not null,
  id uuid not null,
  kind text not null,
  version integer not null check (version >= 1),
  title text not null check (length(title) between 1 and 60),
  body text not null check (length(body) between 1 and 4000),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  unique (school_id, kind, version)
);

-- One agreement: about a child, or of a member of staff with the school.
create table agreement (
  school_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('entrusted', 'safetyHome', 'joint', 'commitment', 'safetyStaff', 'target')),
  text_version integer not null default 0,
  pupil_id uuid,
  staff_id uuid references auth_user (id),
  from_on date not null,
  to_on date check (to_on >= from_on),
  ended_on date,
  end_reason_sealed bytea,
  -- What was agreed in this case (reason, duties, cost, contact), and of entrusted care when school and village were told.
  terms_sealed bytea,
  told_school_on date,
  told_village_on date,
  -- How many must sign: one whose party is gone from the file is not signed by all.
  parties smallint not null default 2 check (parties between 1 and 6),
  -- The day on which the carer declared that no bar of the law holds.
  declared_on date,
  version integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  check ((pupil_id is null) <> (staff_id is null) or kind = 'commitment'),
  check ((ended_on is null) = (end_reason_sealed is null))
);
create index agreement_pupil on agreement (school_id, pupil_id, kind) where pupil_id is not null;
create index agreement_staff on agreement (school_id, staff_id, kind) where staff_id is not null;

-- Who must sign, and when and how it was done.
create table agreement_party (
  school_id uuid not null,
  id uuid not null,
  agreement_id uuid not null,
  part text not null check (part in ('guardian', 'carer', 'teacher', 'helper', 'staff', 'school')),
  user_id uuid references auth_user (id),
  member_id uuid,
  carer_id uuid,
  signed_on date,
  method text check (method in ('screen', 'paper', 'thumb')),
  attachment_id uuid,
  witness_sealed bytea,
  recorded_by uuid,
  recorded_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, agreement_id) references agreement (school_id, id) on delete cascade,
  foreign key (school_id, member_id) references family_member (school_id, id) on delete cascade,
  foreign key (school_id, carer_id) references carer (school_id, id) on delete cascade,
  foreign key (school_id, attachment_id) references attachment (school_id, id),
  unique (school_id, agreement_id, part),
  check (num_nonnulls(user_id, member_id, carer_id) = 1),
  check ((signed_on is null) = (method is null) and (signed_on is null) = (recorded_by is null))
);
create index agreement_party_attachment on agreement_party (school_id, attachment_id) where attachment_id is not null;

-- What the child said about being cared for by somebody else: the author's and the counsellor's to read (H-06, H-12).
create table agreement_opinion (
  school_id uuid not null,
  id uuid not null,
  agreement_id uuid not null,
  pupil_id uuid not null,
  author_id uuid not null,
  heard_on date not null,
  tier text not null default 'case' check (tier = 'case'),
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, agreement_id) references agreement (school_id, id) on delete cascade,
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  unique (school_id, agreement_id)
);
create table agreement_opinion_text (
  school_id uuid not null,
  id uuid not null,
  author_id uuid not null,
  tier text not null default 'case' check (tier = 'case'),
  sealed bytea not null,
  primary key (school_id, id),
  foreign key (school_id, id) references agreement_opinion (school_id, id) on delete cascade
);

-- The one definition of where an agreement stands: its last day still counts; 30 days before it ends it ends soon.
create view agreement_state with (security_invoker = true) as
select a.*, a.parties - p.signed as unsigned,
  case
    when a.ended_on is not null and a.ended_on <= app_today() then 'ended'
    when a.to_on < app_today() then 'ended'
    when p.signed < a.parties then 'toSign'
    when a.to_on <= app_today() + 30 then 'ending'
    else 'valid'
  end as state
from agreement a
cross join lateral (
  select count(s.signed_on)::integer as signed from agreement_party s
  where s.school_id = a.school_id and s.agreement_id = a.id
) p;

do $$
declare t text;
begin
  foreach t in array array['attachment', 'attachment_part', 'agreement_text', 'agreement', 'agreement_party',
    'agreement_opinion', 'agreement_opinion_text']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert on %I to shouwang_app', t);
    if t not in ('attachment_part', 'agreement_opinion_text') then
      execute format($sql$create policy by_school on %I using (strpos(current_setting('app.schools', true), school_id::text) > 0)
        with check (school_id = any(app_schools()))$sql$, t);
    end if;
  end loop;
end $$;
create policy by_school_and_tier on attachment_part
  using (strpos(current_setting('app.schools', true), school_id::text) > 0 and (author_id = app_user() or app_tier(tier)))
  with check (school_id = any(app_schools()) and author_id = app_user());
create policy by_school_and_tier on agreement_opinion_text
  using (strpos(current_setting('app.schools', true), school_id::text) > 0 and (author_id = app_user() or app_tier(tier)))
  with check (school_id = any(app_schools()) and author_id = app_user());
grant update, delete on attachment to shouwang_app;
grant delete on attachment_part to shouwang_app;
grant update on agreement, agreement_party to shouwang_app;
grant select on agreement_state to shouwang_app;
