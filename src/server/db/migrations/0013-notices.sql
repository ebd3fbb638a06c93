-- Notices inside the app, escalation of long overdue duties, urgent marks, and what a principal is asked to look at.

-- A card of a talk whose author judged the risk urgent: the fact alone, the judgement stays sealed (H-05, H-12).
alter table card add column urgent boolean not null default false;
-- Keyed hash of what was written, made while filing; tells equal texts without opening any.
alter table card add column text_hash bytea;
create index card_urgent on card (school_id, created_at) where urgent;
create index card_filed on card (school_id, created_at);

-- One row for each person told. It holds ids and counts and no name: names are joined for whoever may see them.
create table notice (
  school_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  kind text not null check (kind in ('urgent', 'escalation', 'overdue', 'dueToday', 'digest')),
  -- What makes it one: the card's first version, the day, the day and whom it goes up to, the week.
  ref text not null,
  day date not null,
  pupil_id uuid,
  card_id uuid,
  detail jsonb not null default '{}',
  read_at timestamptz,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  unique (school_id, user_id, kind, ref)
);
create index notice_pupil on notice (school_id, pupil_id) where pupil_id is not null;

-- A step up the school that was taken for an overdue duty: each at most once.
create table escalation (
  school_id uuid not null,
  id uuid not null,
  duty_id uuid not null,
  step smallint not null check (step between 1 and 5),
  taken_on date not null,
  primary key (school_id, id),
  foreign key (school_id, duty_id) references duty (school_id, id) on delete cascade,
  unique (school_id, duty_id, step)
);

-- What the principal has looked at, with a note if there was something to say; `cards` as many as there were then.
create table review (
  school_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('bulk', 'sameText', 'holiday')),
  -- The first card of the finding.
  card_id uuid not null,
  cards integer not null,
  note text not null default '',
  looked_by uuid not null,
  looked_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, card_id) references card (school_id, id) on delete cascade,
  unique (school_id, kind, card_id)
);
create index review_card on review (school_id, card_id);

alter table notice enable row level security;
alter table escalation enable row level security;
alter table review enable row level security;
create policy by_school on escalation using (strpos(current_setting('app.schools', true), school_id::text) > 0)
  with check (school_id = any(app_schools()));
create policy by_school on review using (strpos(current_setting('app.schools', true), school_id::text) > 0)
  with check (school_id = any(app_schools()));
-- A person sees the own notices; jobs, which have no person, see all. Whoever files an urgent card tells others.
create policy by_school_and_person on notice
  using (strpos(current_setting('app.schools', true), school_id::text) > 0 and (app_user() is null or user_id = app_user()))
  with check (school_id = any(app_schools()));

grant select, insert, delete on notice to shouwang_app;
grant update (read_at) on notice to shouwang_app;
grant select, insert on escalation to shouwang_app;
grant select, insert, update on review to shouwang_app;
