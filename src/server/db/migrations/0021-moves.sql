-- One child twice, and a child that goes to another class or school (docs/adr/0022).

-- Two entries that somebody looked at: not the same child. The smaller id first.
create table duplicate_verdict (
  school_id uuid not null,
  id uuid not null,
  first_id uuid not null,
  second_id uuid not null,
  decided_by uuid,
  decided_at timestamptz not null default now(),
  primary key (school_id, id),
  unique (school_id, first_id, second_id),
  check (first_id < second_id)
);

-- Two entries made one. Sealed: every row that was touched as it was before and after, so that it can be undone.
create table pupil_merge (
  school_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  gone_id uuid not null,
  sealed bytea not null,
  merged_by uuid,
  merged_at timestamptz not null default now(),
  undone_by uuid,
  undone_at timestamptz,
  primary key (school_id, id)
);
create index pupil_merge_kept on pupil_merge (school_id, kept_id) where undone_at is null;

-- A child asked for or gone. Both schools have a row of the same id; what stays of it with the sending school is the receipt.
create table transfer (
  school_id uuid not null,
  id uuid not null,
  side text not null check (side in ('out', 'in')),
  other_school_id uuid,
  other_name text not null check (length(other_name) between 1 and 80),
  pupil_id uuid not null,
  name_masked text not null,
  sex text not null check (sex in ('male', 'female', 'unknown')),
  birth_year smallint not null,
  class_name text,
  state text not null check (state in ('asked', 'accepted', 'refused', 'withdrawn', 'expired', 'left')),
  note_sealed bytea,
  answer_sealed bytea,
  id_index bytea,
  asked_by uuid,
  asked_on date not null,
  expires_on date not null,
  decided_by uuid,
  decided_on date,
  primary key (school_id, id),
  check ((other_school_id is null) = (state = 'left'))
);
create unique index transfer_asked on transfer (school_id, pupil_id) where state = 'asked' and side = 'out';
create index transfer_newest on transfer (school_id, asked_on desc, id);

-- What the school before did for a child that came from it. It is told here and counts in no figure of this school.
create table carried_duty (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  transfer_id uuid not null,
  key text not null,
  window_from date not null,
  window_to date not null,
  due_on date not null,
  state text not null check (state in ('done', 'late', 'missed', 'excused')),
  done_on date,
  card_id uuid,
  work_id uuid,
  work_sealed bytea,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade
);
create index carried_duty_pupil on carried_duty (school_id, pupil_id, window_from desc);

do $$
declare t text;
begin
  foreach t in array array['duplicate_verdict', 'pupil_merge', 'transfer', 'carried_duty']
  loop
    execute format('alter table %I enable row level security', t);
    execute format($sql$create policy by_school on %I using (strpos(current_setting('app.schools', true), school_id::text) > 0)
      with check (school_id = any(app_schools()))$sql$, t);
    execute format('grant select, insert, update on %I to shouwang_app', t);
  end loop;
end $$;
grant delete on duplicate_verdict to shouwang_app;

create index pupil_born on pupil (school_id, birth_on);

-- Cards and sealed words can be inserted and not changed, and some are seen by their author only. To give them to
-- another record of the same child, or to another school, without showing them to anybody, there are these functions:
-- they work only in a scope with the tier `move`, only within its schools, and return numbers and ids.
create function check_move(variadic schools uuid[]) returns void language plpgsql stable as $$
begin
  if not coalesce(app_tier('move') and schools <@ app_schools(), false) then
    raise exception 'no move under way in this scope';
  end if;
end $$;

create function stored_columns(name text, prefix text, form text) returns text language sql stable set search_path = public as $$
  select string_agg(format(form, prefix || quote_ident(attname), quote_ident(attname)), ', ' order by attnum) from pg_attribute
  where attrelid = format('public.%I', name)::regclass and attnum > 0 and not attisdropped and attgenerated = ''
$$;

-- Ids of the rows of a child, also of those one may not read.
create function child_rows(name text, school uuid, pupil uuid) returns uuid[]
language plpgsql stable security definer set search_path = public as $$
declare found uuid[];
begin
  perform check_move(school);
  execute format('select coalesce(array_agg(id order by id), %L) from public.%I where school_id = $1 and pupil_id = $2', '{}', name)
    into found using school, pupil;
  return found;
end $$;

-- Rows get another child, duty or member: nothing else of them changes.
create function move_rows(name text, school uuid, ids uuid[], patch jsonb) returns integer
language plpgsql security definer set search_path = public as $$
declare moved integer; sets text;
begin
  perform check_move(school);
  select string_agg(format('%I = ($3 ->> %L)::uuid', k, k), ', ') into sets from jsonb_object_keys(patch) k
    where k in ('pupil_id', 'duty_id', 'member_id');
  execute format('update public.%I set %s where school_id = $1 and id = any($2)', name, sets) using school, ids, patch;
  get diagnostics moved = row_count;
  return moved;
end $$;

-- Rows as they were kept, generated columns left out; what is there already is changed.
create function put_rows(name text, school uuid, kept jsonb) returns integer
language plpgsql security definer set search_path = public as $$
declare put integer;
begin
  perform check_move(school);
  execute format('insert into public.%1$I (%2$s) select %2$s from jsonb_populate_recordset(null::public.%1$I, $2) r
      where r.school_id = $1 on conflict (school_id, id) do update set %3$s',
    name, stored_columns(name, '', '%s'), stored_columns(name, '', '%2$s = excluded.%2$s')) using school, kept;
  get diagnostics put = row_count;
  return put;
end $$;

-- Rows of one school once more under another; the ids stay, and with them what is sealed.
create function carry_rows(name text, from_school uuid, to_school uuid, key text, keys uuid[], patch jsonb) returns integer
language plpgsql security definer set search_path = public as $$
declare carried integer;
begin
  perform check_move(from_school, to_school);
  execute format('insert into public.%1$I (%2$s) select %3$s from public.%1$I t, lateral jsonb_populate_record(t, $4) r
      where t.school_id = $1 and t.%5$I = any($3) on conflict (school_id, id) do update set %4$s',
    name, stored_columns(name, '', '%s'), stored_columns(name, 'r.', '%s'), stored_columns(name, '', '%2$s = excluded.%2$s'), key)
    using from_school, to_school, keys, patch || jsonb_build_object('school_id', to_school);
  get diagnostics carried = row_count;
  return carried;
end $$;

create function drop_rows(name text, school uuid, key text, keys uuid[]) returns integer
language plpgsql security definer set search_path = public as $$
declare dropped integer;
begin
  perform check_move(school);
  execute format('delete from public.%I where school_id = $1 and %I = any($2)', name, key) using school, keys;
  get diagnostics dropped = row_count;
  return dropped;
end $$;

revoke execute on function child_rows, move_rows, put_rows, carry_rows, drop_rows from public;
grant execute on function child_rows, move_rows, put_rows, carry_rows, drop_rows to shouwang_app;
