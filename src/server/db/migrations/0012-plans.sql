-- A school's own plans, copied from a preset and changed. What is adopted from one is copied into care_plan, so that a
-- later change alters nothing that was promised.
create table own_plan (
  school_id uuid not null,
  id uuid not null,
  name text not null,
  preset text not null,
  params jsonb not null,
  version integer not null default 1,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (school_id, id)
);
create unique index own_plan_name on own_plan (school_id, name) where removed_at is null;

-- The own name at the time of adopting, and the own plan it came from.
alter table care_plan add column name text;
alter table care_plan add column own_plan_id uuid;
alter table care_plan add constraint care_plan_own foreign key (school_id, own_plan_id) references own_plan (school_id, id);

-- How much the school thinks its people can carry: each setting a row of its own, the latest holds.
create table load_capacity (
  school_id uuid not null,
  id uuid not null,
  from_on date not null,
  params jsonb not null,
  set_by uuid,
  created_at timestamptz not null default now(),
  primary key (school_id, id)
);
create index load_capacity_latest on load_capacity (school_id, created_at desc);

do $$
declare t text;
begin
  foreach t in array array['own_plan', 'load_capacity']
  loop
    execute format('alter table %I enable row level security', t);
    execute format($sql$create policy by_school on %I using (strpos(current_setting('app.schools', true), school_id::text) > 0) with check (school_id = any(app_schools()))$sql$, t);
  end loop;
end $$;
grant select, insert, update on own_plan to shouwang_app;
grant select, insert on load_capacity to shouwang_app;
