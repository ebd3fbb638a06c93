-- Who holds a post on a day, covers (代办), excuses over a time and by a second person, reasons under seal.

-- A post is a role with what it is held for: a class, a child, or the school. A duty is owed by a post in the same way.
create function post_target(role text, school_id uuid, class_id uuid, pupil_id uuid) returns uuid
  language sql immutable parallel safe
  as $$ select case role when 'classTeacher' then class_id when 'helpingTeacher' then pupil_id else school_id end $$;

-- One person's posts in another's hands from a day to a day; without a last day they were handed over for good, which
-- changes the dated roles themselves and is kept here as history.
create table cover (
  school_id uuid not null,
  id uuid not null,
  from_user_id uuid not null references auth_user (id),
  to_user_id uuid not null references auth_user (id),
  from_on date not null,
  to_on date,
  created_by uuid,
  created_at timestamptz not null default now(),
  ended_by uuid,
  ended_at timestamptz,
  primary key (school_id, id),
  check (from_user_id <> to_user_id),
  check (to_on is null or to_on >= from_on)
);
create index cover_to_user on cover (to_user_id) where ended_at is null;
create table cover_post (
  school_id uuid not null,
  id uuid not null,
  cover_id uuid not null,
  assignment_id uuid not null,
  primary key (school_id, id),
  foreign key (school_id, cover_id) references cover (school_id, id) on delete cascade,
  foreign key (school_id, assignment_id) references role_assignment (school_id, id),
  unique (school_id, cover_id, assignment_id)
);
create index cover_post_assignment on cover_post (school_id, assignment_id);

-- The one definition of who owes what today: whoever holds the post, or whoever covers it for him. Several holders share
-- it, any of them fulfils. A switched-off account does nothing; nobody left = unassigned.
create view performer with (security_invoker = true) as
select r.school_id, r.role, post_target(r.role, r.school_id, r.class_id, r.pupil_id) as target, r.user_id, u.name,
  null::uuid as covers_id
from role_assignment r join auth_user u on u.id = r.user_id and not u.disabled
where r.from_on <= app_today() and (r.to_on is null or r.to_on >= app_today())
  and not exists (
    select 1 from cover_post p join cover c on c.school_id = p.school_id and c.id = p.cover_id
    where p.school_id = r.school_id and p.assignment_id = r.id and c.ended_at is null
      and c.from_on <= app_today() and c.to_on >= app_today())
union all
select r.school_id, r.role, post_target(r.role, r.school_id, r.class_id, r.pupil_id), c.to_user_id, u.name, c.from_user_id
from cover c
join cover_post p on p.school_id = c.school_id and p.cover_id = c.id
join role_assignment r on r.school_id = p.school_id and r.id = p.assignment_id
join auth_user u on u.id = c.to_user_id and not u.disabled
where c.ended_at is null and c.from_on <= app_today() and c.to_on >= app_today()
  and r.from_on <= app_today() and (r.to_on is null or r.to_on >= app_today());

-- The right to open the children comes and goes with the days of the cover.
create or replace function session_actor(session_token text, at_time timestamptz, idle interval)
returns table (user_id uuid, session_id uuid, name text, username text, locale text, must_change_password boolean,
  two_factor boolean, touched_at timestamptz, roles jsonb)
language sql stable security definer set search_path = public
as $$
  select u.id, s.id, u.name, u.username, u.locale, u."mustChangePassword", coalesce(u."twoFactorEnabled", false), s."updatedAt",
    coalesce((
      select jsonb_agg(jsonb_build_object('role', h.role, 'schoolId', h.school_id, 'classId', h.class_id,
        'pupilId', h.pupil_id, 'timeZone', h.time_zone, 'coverFor', h.cover_for) order by h.cover_for is not null)
      from (
        select r.role, r.school_id, r.class_id, r.pupil_id, n.time_zone, null::uuid as cover_for
        from role_assignment r join unit n on n.id = r.school_id
        where r.user_id = u.id and (r.to_on is null or r.to_on >= ((at_time at time zone n.time_zone)::date))
          and r.from_on <= ((at_time at time zone n.time_zone)::date)
        union all
        select r.role, r.school_id, r.class_id, r.pupil_id, n.time_zone, c.from_user_id
        from cover c
        join unit n on n.id = c.school_id
        join cover_post p on p.school_id = c.school_id and p.cover_id = c.id
        join role_assignment r on r.school_id = p.school_id and r.id = p.assignment_id
        where c.to_user_id = u.id and c.ended_at is null
          and ((at_time at time zone n.time_zone)::date) between c.from_on and c.to_on
          and (r.to_on is null or r.to_on >= ((at_time at time zone n.time_zone)::date))
          and r.from_on <= ((at_time at time zone n.time_zone)::date)) h
    ), '[]'::jsonb)
  from auth_session s join auth_user u on u.id = s."userId"
  where s.token = session_token and s."expiresAt" > at_time and s."updatedAt" > at_time - idle and not u.disabled
$$;

-- Whose post the author covered when he filed the card.
alter table card add column cover_for uuid;
-- Why a card came late or was corrected, under seal; the plain columns are emptied at the next start (seal-reasons.ts).
alter table card add column late_reason_sealed bytea;
alter table card add column correction_reason_sealed bytea;

-- Why a duty need not be done: one window, or every window that lies in a time (K-28). One too many stands as asked until
-- a second person has agreed.
create table excuse (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid,
  duty_id uuid,
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  kind text not null check (kind in ('away', 'declined', 'unreachable', 'holiday', 'moved', 'other')),
  reason_sealed bytea,
  state text not null check (state in ('asked', 'agreed', 'refused', 'withdrawn')),
  asked_by uuid,
  asked_at timestamptz not null default now(),
  decided_by uuid,
  decided_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade
);
create index excuse_pupil on excuse (school_id, pupil_id, state);
create index excuse_asked on excuse (school_id, asked_at) where state = 'asked';
alter table duty add column excuse_id uuid;
create index duty_excuse on duty (school_id, excuse_id) where excuse_id is not null;

do $$
declare t text;
begin
  foreach t in array array['cover', 'cover_post', 'excuse']
  loop
    execute format('alter table %I enable row level security', t);
    execute format($sql$create policy by_school on %I using (strpos(current_setting('app.schools', true), school_id::text) > 0)
      with check (school_id = any(app_schools()))$sql$, t);
    execute format('grant select, insert, update on %I to shouwang_app', t);
  end loop;
end $$;
grant select on performer to shouwang_app;
