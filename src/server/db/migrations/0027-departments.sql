-- Departments of a school (P3-19) and who belongs to them, dated; work that several of them share (P3-120).
create table department (
  school_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 40),
  from_on date not null,
  to_on date,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (school_id, id)
);
create unique index department_name on department (school_id, name) where to_on is null;

create table department_member (
  school_id uuid not null,
  id uuid not null,
  department_id uuid not null,
  user_id uuid not null references auth_user (id),
  is_head boolean not null,
  from_on date not null,
  to_on date,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, department_id) references department (school_id, id)
);
create unique index department_member_now on department_member (school_id, department_id, user_id) where to_on is null;
create unique index department_head_now on department_member (school_id, department_id) where to_on is null and is_head;

do $$
declare t text;
begin
  foreach t in array array['department', 'department_member']
  loop
    execute format('alter table %I enable row level security', t);
    execute format($sql$create policy by_school on %I using (strpos(current_setting('app.schools', true), school_id::text) > 0)
      with check (school_id = any(app_schools()))$sql$, t);
    execute format('grant select, insert, update on %I to shouwang_app', t);
  end loop;
end $$;

-- The one definition of who belongs to a department today: a member of it who still works in the school.
create view department_staff with (security_invoker = true) as
select m.school_id, m.department_id, m.user_id, u.name, m.is_head
from department_member m
join department d on d.school_id = m.school_id and d.id = m.department_id
join auth_user u on u.id = m.user_id and not u.disabled
where m.from_on <= app_today() and (m.to_on is null or m.to_on >= app_today())
  and d.from_on <= app_today() and (d.to_on is null or d.to_on >= app_today())
  and exists (select from role_assignment r where r.school_id = m.school_id and r.user_id = m.user_id and r.role <> 'volunteer'
    and r.from_on <= app_today() and (r.to_on is null or r.to_on >= app_today()));
grant select on department_staff to shouwang_app;

-- The departments that do a task together, beside or instead of a person or role. They are closed, never deleted.
alter table task add column department_ids uuid[] not null default '{}';
drop view task_state;
-- The one definition of a task's state: the last day is in time, overdue begins the day after (K-25).
create view task_state with (security_invoker = true) as
select t.*,
  case
    when t.done_on is not null and t.done_on <= t.ends_on then 'done'
    when t.done_on is not null then 'late'
    when t.before_start and app_today() > t.ends_on then 'before'
    when app_today() > t.ends_on then 'missed'
    when app_today() >= t.starts_on then 'due'
    else 'upcoming'
  end as state,
  t.ends_on - app_today() as days_left
from task t;
grant select on task_state to shouwang_app;
