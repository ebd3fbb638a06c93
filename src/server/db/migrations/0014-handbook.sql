-- The work handbook of a class, the care diary of a helper, the school's year calendar and the calendar link of a person.

-- One page for each class and teaching week, named by its Monday. The plan is about the class, sealed all the same.
create table handbook_week (
  school_id uuid not null,
  id uuid not null,
  class_id uuid not null,
  week_on date not null check (extract(isodow from week_on) = 1),
  planned_sealed bytea,
  version integer not null default 1,
  completed_on date,
  completed_by uuid,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, class_id) references class (school_id, id),
  unique (school_id, class_id, week_on)
);

-- That something was written, by whom, for which day. A diary entry is a helper's, about one child.
create table handbook_entry (
  school_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('class', 'diary')),
  class_id uuid,
  pupil_id uuid,
  author_id uuid not null,
  entry_on date not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, class_id) references class (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  check (case kind when 'class' then class_id is not null else pupil_id is not null end)
);
create index handbook_entry_class on handbook_entry (school_id, class_id, entry_on) where kind = 'class';
create index handbook_entry_pupil on handbook_entry (school_id, pupil_id, entry_on desc) where pupil_id is not null;

-- The cards of a class's week: by the class a card was filed in.
create index card_class on card (school_id, class_id, held_on);

-- What was written. About a child: the author's, and in a class's handbook its class teachers' (tier handbook); a diary is
-- the author's alone (H-12). About nobody in particular: whoever may open the handbook.
create table handbook_text (
  school_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('class', 'diary')),
  pupil_id uuid,
  author_id uuid not null,
  sealed bytea not null,
  primary key (school_id, id),
  foreign key (school_id, id) references handbook_entry (school_id, id) on delete cascade
);

-- The school's dated work of a year, kept by hand: the plan's calendar entries and its own. Without a title the entry's.
create table task (
  school_id uuid not null,
  id uuid not null,
  school_year_id uuid not null,
  entry text,
  title text check (length(title) between 1 and 60),
  starts_on date not null,
  ends_on date not null,
  owner_role text,
  owner_id uuid,
  evidence text check (length(evidence) <= 200),
  evidence_link text check (length(evidence_link) <= 500),
  note text check (length(note) <= 500),
  done_on date,
  done_by uuid,
  copied_from uuid,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, school_year_id) references school_year (school_id, id),
  unique (school_id, school_year_id, entry),
  unique (school_id, school_year_id, copied_from),
  check (entry is not null or title is not null),
  check (ends_on >= starts_on),
  check (owner_role is null or owner_id is null),
  check ((done_on is null) = (done_by is null))
);
create index task_days on task (school_id, starts_on, ends_on);

-- The one definition of a task's state: the last day is in time, overdue begins the day after (K-25).
create view task_state with (security_invoker = true) as
select t.*,
  case
    when t.done_on is not null and t.done_on <= t.ends_on then 'done'
    when t.done_on is not null then 'late'
    when app_today() > t.ends_on then 'missed'
    when app_today() >= t.starts_on then 'due'
    else 'upcoming'
  end as state,
  t.ends_on - app_today() as days_left
from task t;

-- A person's private calendar link: only the hash of its token is kept (docs/adr/0016).
create table feed_link (
  school_id uuid not null,
  id uuid not null,
  user_id uuid not null references auth_user (id),
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  read_on date,
  primary key (school_id, id),
  unique (school_id, token_hash)
);
create unique index feed_link_current on feed_link (school_id, user_id) where revoked_at is null;
create index feed_link_token on feed_link using hash (token_hash) where revoked_at is null;

-- Whose link it is, with the roles of today in its school: as session_actor, for a request that has no session.
create function feed_actor(hash bytea, at_time timestamptz)
returns table (school_id uuid, link_id uuid, user_id uuid, name text, locale text, roles jsonb)
language sql stable security definer set search_path = public
as $$
  select l.school_id, l.id, u.id, u.name, u.locale,
    coalesce((
      select jsonb_agg(jsonb_build_object('role', r.role, 'schoolId', r.school_id, 'classId', r.class_id,
        'pupilId', r.pupil_id, 'timeZone', n.time_zone))
      from role_assignment r join unit n on n.id = r.school_id
      where r.school_id = l.school_id and r.user_id = u.id
        and (r.to_on is null or r.to_on >= ((at_time at time zone n.time_zone)::date))
        and r.from_on <= ((at_time at time zone n.time_zone)::date)
    ), '[]'::jsonb)
  from feed_link l join auth_user u on u.id = l.user_id
  where l.token_hash = hash and l.revoked_at is null and not u.disabled and not u."mustChangePassword"
$$;

do $$
declare t text;
begin
  foreach t in array array['handbook_week', 'handbook_entry', 'handbook_text', 'task', 'feed_link']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update on %I to shouwang_app', t);
    if t <> 'handbook_text' then
      execute format($sql$create policy by_school on %I using (strpos(current_setting('app.schools', true), school_id::text) > 0)
        with check (school_id = any(app_schools()))$sql$, t);
    end if;
  end loop;
end $$;
create policy by_school_and_reader on handbook_text
  using (strpos(current_setting('app.schools', true), school_id::text) > 0
    and (author_id = app_user() or (kind = 'class' and (pupil_id is null or app_tier('handbook')))))
  with check (school_id = any(app_schools()) and author_id = app_user());
grant delete on handbook_entry, handbook_text, task to shouwang_app;
grant select on task_state to shouwang_app;
