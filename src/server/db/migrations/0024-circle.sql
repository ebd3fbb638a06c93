-- What the family and the circle around a child still lacked: agreements about to end, contacts named by hand, how often a
-- parent calls, and words about a family under seal.

-- Agreements signed by all with a last day that nobody has renewed or ended: the one definition behind the duty of it. A
-- later one of the same kind that all have signed renews it.
create view agreement_expiry with (security_invoker = true) as
select a.school_id, a.id, a.kind, a.pupil_id, a.staff_id, a.from_on, a.to_on
from agreement_state a
where a.to_on is not null and a.ended_on is null and a.unsigned = 0
  and not exists (
    select from agreement_state r
    where r.school_id = a.school_id and r.kind = a.kind and r.id <> a.id and r.unsigned = 0 and r.ended_on is null
      and r.pupil_id is not distinct from a.pupil_id and r.staff_id is not distinct from a.staff_id
      and (r.to_on is null or r.to_on > a.to_on));
grant select on agreement_expiry to shouwang_app;

-- Whom else one can ring for a child, named by hand: the village children's director, and a second contact.
create table contact_named (
  school_id uuid not null,
  id uuid not null,
  pupil_id uuid not null,
  kind text not null check (kind in ('villageDirector', 'second')),
  name text not null check (length(name) between 1 and 60),
  -- What the person is to the child, or the post.
  relation text not null check (length(relation) between 1 and 60),
  phone_sealed bytea,
  phone_masked text,
  phone_verified_on date,
  phone_dead_on date,
  best_time text,
  -- The day from which on the person is not on the card any more.
  ended_on date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade
);
create index contact_named_pupil on contact_named (school_id, pupil_id);
alter table contact_named enable row level security;
create policy by_school on contact_named using (strpos(current_setting('app.schools', true), school_id::text) > 0)
  with check (school_id = any(app_schools()));
grant select, insert, update on contact_named to shouwang_app;

alter table contact_change drop constraint contact_change_record_check;
alter table contact_change add constraint contact_change_record_check check (record in ('member', 'carer', 'named'));

-- How often somebody away speaks with the child (law on the protection of minors, art. 23: at least once a week).
alter table absence add column calls_often text
  check (calls_often in ('weekly', 'monthly', 'quarterly', 'yearly', 'rarely'));

-- Why somebody is away, how somebody's health is and why somebody cares: words about a family go under seal (Part 8, PIPL 28).
alter table absence add column note_sealed bytea;
alter table family_member add column health_sealed bytea;
alter table carer
  add column health_sealed bytea,
  add column reason_sealed bytea;
-- Where nothing plain is left the plain columns go at once; else the next start seals them and drops them (seal-reasons.ts).
do $$
begin
  if not exists (select from absence where note is not null)
    and not exists (select from family_member where health is not null)
    and not exists (select from carer where health is not null or reason is not null) then
    alter table absence drop column note;
    alter table family_member drop column health;
    alter table carer drop column health, drop column reason;
  end if;
end $$;
