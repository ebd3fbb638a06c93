-- Who helps whom (C10): pairings as dated facts with both sides' consent, people who help with their checks, what a child
-- asks of a helper. docs/adr/0020.

alter table role_assignment drop constraint role_assignment_role_check;
alter table role_assignment add constraint role_assignment_role_check check (role in ('administrator', 'principal',
  'archiveKeeper', 'classTeacher', 'helpingTeacher', 'counsellor', 'auditor', 'volunteer'));

-- One who helps. Of a member of staff the account has the name; whoever comes from outside may have an account or none.
create table helper (
  school_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('staff', 'volunteer', 'parent')),
  name text check (length(name) between 1 and 40),
  user_id uuid references auth_user (id),
  sex text not null default 'unknown' check (sex in ('male', 'female', 'unknown')),
  village text check (length(village) <= 60),
  languages text[] not null default '{}',
  phone_sealed bytea,
  phone_masked text,
  most_children integer check (most_children between 1 and 40),
  left_on date,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  unique (school_id, user_id),
  check (kind <> 'staff' or user_id is not null),
  check (kind = 'staff' or name is not null)
);

-- A check of somebody from outside, with its last day; a newer one stands beside the old.
create table helper_check (
  school_id uuid not null,
  id uuid not null,
  helper_id uuid not null,
  kind text not null check (kind in ('identity', 'record', 'training')),
  done_on date not null,
  valid_to date not null check (valid_to >= done_on),
  recorded_by uuid,
  recorded_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, helper_id) references helper (school_id, id) on delete cascade
);
create index helper_check_helper on helper_check (school_id, helper_id, kind, valid_to);

-- The one definition of "vetted" (H-09): the last day on which identity, record and training all hold; null = one is missing.
create view helper_vetting with (security_invoker = true) as
select h.school_id, h.id as helper_id,
  case when count(distinct k.kind) = 3 then min(k.last) end as vetted_to
from helper h
left join (
  select school_id, helper_id, kind, max(valid_to) as last from helper_check
  where done_on <= app_today() group by school_id, helper_id, kind) k on k.school_id = h.school_id and k.helper_id = h.id
where h.kind <> 'staff'
group by h.school_id, h.id;

create table pairing (
  school_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('teacherAndPupil', 'teacher', 'class', 'agentParent', 'teacherAndOtherParent', 'group3211', 'volunteer', 'pupil')),
  agreed_sealed bytea not null,
  supervisor_id uuid references auth_user (id),
  follows uuid,
  proposed_on date not null,
  started_on date,
  trial_to date,
  confirmed_on date,
  ended_on date,
  end_kind text check (end_kind in ('child', 'helper', 'guardian', 'goalReached', 'moved', 'handedOver', 'school')),
  end_note_sealed bytea,
  next_review_on date,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, follows) references pairing (school_id, id),
  check ((ended_on is null) = (end_kind is null)),
  check (confirmed_on is null or started_on is not null)
);

create table pairing_member (
  school_id uuid not null,
  id uuid not null,
  pairing_id uuid not null,
  part text not null check (part in ('child', 'teacher', 'pupil', 'outside', 'class')),
  pupil_id uuid,
  user_id uuid references auth_user (id),
  helper_id uuid,
  class_id uuid,
  primary key (school_id, id),
  foreign key (school_id, pairing_id) references pairing (school_id, id) on delete cascade,
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  foreign key (school_id, helper_id) references helper (school_id, id),
  foreign key (school_id, class_id) references class (school_id, id),
  check (num_nonnulls(pupil_id, user_id, helper_id, class_id) = 1),
  check (case part when 'teacher' then user_id when 'outside' then helper_id when 'class' then class_id else pupil_id end is not null)
);
create index pairing_member_pairing on pairing_member (school_id, pairing_id);
create index pairing_member_pupil on pairing_member (school_id, pupil_id) where pupil_id is not null;
create index pairing_member_helper on pairing_member (school_id, helper_id) where helper_id is not null;

-- Answers of both sides, append-only; the newest of a person counts. A child's guardian is one who may decide (H-21).
create table pairing_consent (
  school_id uuid not null,
  id uuid not null,
  pairing_id uuid not null,
  member_id uuid not null,
  party text not null check (party in ('self', 'guardian')),
  agreed boolean not null,
  guardian_id uuid,
  given_on date not null,
  recorded_by uuid,
  recorded_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pairing_id) references pairing (school_id, id) on delete cascade,
  foreign key (school_id, member_id) references pairing_member (school_id, id) on delete cascade,
  check (party = 'self' or not agreed or guardian_id is not null)
);
create index pairing_consent_pairing on pairing_consent (school_id, pairing_id, recorded_at);

-- The check of the effect (D22), append-only.
create table pairing_review (
  school_id uuid not null,
  id uuid not null,
  pairing_id uuid not null,
  held_on date not null,
  result text not null check (result in ('well', 'partly', 'notYet')),
  goes_on boolean not null,
  note_sealed bytea not null,
  author_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pairing_id) references pairing (school_id, id) on delete cascade
);
create index pairing_review_pairing on pairing_review (school_id, pairing_id, held_on);

-- What one child asks of who helps it; the bars are ids of accounts, helpers or pupils.
create table pairing_need (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  helper_sex text not null default 'any' check (helper_sex in ('any', 'same', 'male', 'female')),
  language text check (length(language) <= 20),
  same_village boolean not null default false,
  key_target boolean not null default false,
  relatives uuid[] not null default '{}',
  conflicts uuid[] not null default '{}',
  version integer not null default 1,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (school_id, id),
  unique (school_id, pupil_id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade
);

-- A teacher's part in a running pairing is the dated role of a helping teacher and nothing beside it: reach, duties and
-- covers follow from the role. The column says by which pairing it was given.
alter table role_assignment add column pairing_id uuid;
alter table role_assignment add constraint role_assignment_pairing foreign key (school_id, pairing_id) references pairing (school_id, id);
create index role_assignment_by_pairing on role_assignment (school_id, pairing_id) where pairing_id is not null;

-- The one definition of how a pairing stands today.
create view pairing_state with (security_invoker = true) as
select p.*,
  case
    when p.ended_on is not null and p.ended_on <= app_today() then 'ended'
    when p.started_on is null then 'proposed'
    when p.confirmed_on is null then 'trial'
    else 'active'
  end as state,
  case when p.ended_on is null and p.started_on is not null then coalesce(p.next_review_on, p.trial_to) end as review_on
from pairing p;

-- Who is in a pairing. A teacher of a pairing that has begun is whoever holds the role it gave: a hand-over for good or the
-- end of the role shows here at once.
create view pairing_person with (security_invoker = true) as
select m.school_id, m.id, m.pairing_id, m.part, coalesce(m.pupil_id, m.user_id, m.helper_id, m.class_id) as person_id
from pairing_member m join pairing_state p on p.school_id = m.school_id and p.id = m.pairing_id
where m.part <> 'teacher' or p.state in ('proposed', 'ended')
union all
select r.school_id, coalesce(m.id, (array_agg(r.id order by r.id))[1]), r.pairing_id, 'teacher', r.user_id
from role_assignment r join pairing_state p on p.school_id = r.school_id and p.id = r.pairing_id and p.state in ('trial', 'active')
left join pairing_member m on m.school_id = r.school_id and m.pairing_id = r.pairing_id and m.user_id = r.user_id
where r.from_on <= app_today() and (r.to_on is null or r.to_on >= app_today())
group by r.school_id, m.id, r.pairing_id, r.user_id;

-- Who helps a child today (F13): its helping teachers by role, pupils and people from outside by a running pairing; whose
-- checks have run out helps nobody.
create view child_helper with (security_invoker = true) as
select r.school_id, r.pupil_id, 'teacher' as part, r.user_id as person_id, r.pairing_id
from role_assignment r join auth_user u on u.id = r.user_id and not u.disabled
where r.role = 'helpingTeacher' and r.pupil_id is not null and r.from_on <= app_today() and (r.to_on is null or r.to_on >= app_today())
union all
select c.school_id, c.pupil_id, m.part, coalesce(m.pupil_id, m.helper_id), m.pairing_id
from pairing_state p
join pairing_member c on c.school_id = p.school_id and c.pairing_id = p.id and c.part = 'child'
join pairing_member m on m.school_id = p.school_id and m.pairing_id = p.id and m.part in ('pupil', 'outside')
left join helper_vetting v on v.school_id = m.school_id and v.helper_id = m.helper_id
where p.state in ('trial', 'active') and (m.part = 'pupil' or v.vetted_to >= app_today());

do $$
declare t text;
begin
  foreach t in array array['helper', 'helper_check', 'pairing', 'pairing_member', 'pairing_consent', 'pairing_review', 'pairing_need']
  loop
    execute format('alter table %I enable row level security', t);
    execute format($sql$create policy by_school on %I using (strpos(current_setting('app.schools', true), school_id::text) > 0)
      with check (school_id = any(app_schools()))$sql$, t);
    execute format('grant select, insert on %I to shouwang_app', t);
  end loop;
  foreach t in array array['helper_vetting', 'pairing_state', 'pairing_person', 'child_helper']
  loop
    execute format('grant select on %I to shouwang_app', t);
  end loop;
end $$;
grant update on helper, pairing, pairing_need to shouwang_app;
