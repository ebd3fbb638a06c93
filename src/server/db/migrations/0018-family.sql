-- Families as dated facts, households that a person confirmed, the contact card and its rounds of confirmation.

alter table family_member
  add column died_on date,
  add column occupation text,
  add column health text,
  add column work_phone_sealed bytea,
  add column work_phone_masked text,
  add column work_address_sealed bytea,
  -- The day on which the number was found to reach nobody.
  add column phone_dead_on date,
  -- Why nobody of the school may contact this person; the legal note is sealed.
  add column no_contact text check (no_contact in ('court', 'family', 'safety', 'other')),
  add column no_contact_sealed bytea;

alter table absence
  -- Code of an administrative division (GB/T 2260, six digits).
  add column division text check (division ~ '^[1-9][0-9]{5}$'),
  add column home_often text check (home_often in ('weekly', 'monthly', 'quarterly', 'yearly', 'rarely'));

alter table carer
  add column ill boolean not null default false,
  add column address_sealed bytea,
  add column phone_dead_on date,
  -- What the law bars from entrusted care (law on the protection of minors, art. 22), as codes: sealed (H-06).
  add column bars_sealed bytea;

-- In whose household a child lives, as a person has confirmed it; without a row it is guessed (db/household.ts).
create table household_place (
  school_id uuid not null,
  id uuid not null,
  household_id uuid not null,
  pupil_id uuid not null,
  from_on date not null,
  to_on date,
  confirmed_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade
);
create unique index household_place_now on household_place (school_id, pupil_id) where to_on is null;
create index household_place_household on household_place (school_id, household_id) where to_on is null;
create index household_place_pupil on household_place (school_id, pupil_id);

-- What was changed on a contact card, append-only. Numbers are kept masked, other words not at all.
create table contact_change (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  record text not null check (record in ('member', 'carer')),
  record_id uuid not null,
  relation text not null,
  fields text[] not null,
  phone_was text,
  phone_is text,
  source text not null check (source in ('school', 'guardian', 'phone', 'paper')),
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade
);
create index contact_change_pupil on contact_change (school_id, pupil_id, changed_at desc);

create table contact_round (
  school_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('yearly', 'termly')),
  from_on date not null,
  to_on date not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  check (to_on >= from_on)
);

-- One child in one round: a private link to a guardian, and how and when the numbers were confirmed.
create table contact_check (
  school_id uuid not null,
  id uuid not null,
  round_id uuid not null,
  pupil_id uuid not null,
  state text not null default 'open' check (state in ('open', 'confirmed', 'corrected', 'notMine')),
  way text check (way in ('link', 'phone', 'paper')),
  member_id uuid,
  token_hash bytea,
  expires_at timestamptz,
  answered_at timestamptz,
  answered_by uuid,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, round_id) references contact_round (school_id, id) on delete cascade,
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  foreign key (school_id, member_id) references family_member (school_id, id) on delete cascade,
  unique (school_id, round_id, pupil_id)
);
create index contact_check_pupil on contact_check (school_id, pupil_id);
create index contact_check_token on contact_check using hash (token_hash) where answered_at is null;

-- Another number that a guardian gave: nothing is changed until somebody of the school agrees.
create table contact_proposal (
  school_id uuid not null,
  id uuid not null,
  check_id uuid not null,
  pupil_id uuid not null,
  record text not null check (record in ('member', 'carer')),
  record_id uuid not null,
  -- Null: the number reaches nobody any more.
  phone_sealed bytea,
  phone_masked text,
  state text not null default 'open' check (state in ('open', 'accepted', 'refused')),
  decided_by uuid,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, check_id) references contact_check (school_id, id) on delete cascade,
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade
);
create index contact_proposal_check on contact_proposal (school_id, check_id);
create index contact_proposal_pupil on contact_proposal (school_id, pupil_id) where state = 'open';

-- Numbers at which a person of the school may be reached; published, if at all, to parents of the own children (H-30).
create table staff_number (
  school_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  office_sealed bytea,
  mobile_sealed bytea,
  published text not null default 'none' check (published in ('none', 'office', 'mobile')),
  version integer not null default 1,
  primary key (school_id, id),
  unique (school_id, user_id)
);

-- Whose link it is, for a request that has no session: nothing without the exact token, once answered or late.
create function contact_link(hash bytea, at_time timestamptz)
returns table (school_id uuid, school_name text, time_zone text, check_id uuid, pupil_id uuid, pupil_name text, member_id uuid)
language sql stable security definer set search_path = public
as $$
  select c.school_id, n.name, n.time_zone, c.id, p.id, p.name, m.id
  from contact_check c
  join unit n on n.id = c.school_id
  join pupil p on p.school_id = c.school_id and p.id = c.pupil_id and p.left_on is null
  join family_member m on m.school_id = c.school_id and m.id = c.member_id and m.state = 'present' and m.no_contact is null
  where c.token_hash = hash and c.answered_at is null and c.expires_at > at_time
$$;

do $$
declare t text;
begin
  foreach t in array array['household_place', 'contact_change', 'contact_round', 'contact_check', 'contact_proposal', 'staff_number']
  loop
    execute format('alter table %I enable row level security', t);
    execute format($sql$create policy by_school on %I using (strpos(current_setting('app.schools', true), school_id::text) > 0)
      with check (school_id = any(app_schools()))$sql$, t);
    execute format('grant select, insert on %I to shouwang_app', t);
    if t <> 'contact_change' then
      execute format('grant update on %I to shouwang_app', t);
    end if;
  end loop;
end $$;
