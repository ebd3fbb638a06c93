-- Care plan, duties and cards.

create table care_plan (
  school_id uuid not null,
  id uuid not null,
  preset text not null,
  params jsonb not null,
  definition_id uuid not null,
  effective_from date not null,
  effective_to date,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, definition_id) references definition (school_id, id)
);
create unique index care_plan_current on care_plan (school_id) where effective_to is null;

create table duty_rule (
  school_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  key text not null,
  version integer not null default 1,
  params jsonb not null,
  effective_from date not null,
  effective_to date,
  primary key (school_id, id),
  foreign key (school_id, plan_id) references care_plan (school_id, id),
  unique (school_id, plan_id, key, version)
);

create table card (
  school_id uuid not null,
  id uuid not null,
  root_id uuid not null,
  version integer not null,
  kind text not null check (kind in ('talk', 'parentContact', 'homeVisit')),
  pupil_id uuid not null,
  class_id uuid,
  author_id uuid not null,
  held_on date not null,
  reached boolean not null,
  fields jsonb not null,
  entered_for uuid,
  late_reason text,
  correction_reason text,
  superseded_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  unique (school_id, root_id, version)
);
create index card_pupil on card (school_id, pupil_id, held_on desc) where superseded_at is null;
create index card_author on card (school_id, author_id, created_at desc);

-- What was said (tier case: author, class teacher's topics excepted) and what is for author and counsellor only (tier psych).
create table card_content (
  school_id uuid not null,
  id uuid not null,
  card_id uuid not null,
  author_id uuid not null,
  tier text not null check (tier in ('case', 'psych')),
  sealed bytea not null,
  primary key (school_id, id),
  foreign key (school_id, card_id) references card (school_id, id) on delete cascade
);
create index card_content_card on card_content (school_id, card_id);

create table duty (
  school_id uuid not null,
  id uuid not null,
  rule_id uuid not null,
  key text not null,
  pupil_id uuid not null,
  class_id uuid,
  performer_role text not null,
  window_from date not null,
  window_to date not null,
  due_on date not null,
  done_card_id uuid,
  done_on date,
  attempts integer not null default 0,
  last_attempt_on date,
  excuse_kind text check (excuse_kind in ('away', 'declined', 'unreachable', 'holiday', 'moved', 'other')),
  excuse_reason text,
  excused_by uuid,
  excused_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, rule_id) references duty_rule (school_id, id),
  foreign key (school_id, pupil_id) references pupil (school_id, id) on delete cascade,
  unique (school_id, rule_id, pupil_id, window_from)
);
create index duty_open_class on duty (school_id, class_id, due_on) where done_on is null and excuse_kind is null;
create index duty_open_pupil on duty (school_id, pupil_id, due_on) where done_on is null and excuse_kind is null;
create index duty_pupil on duty (school_id, pupil_id, window_from);
create index duty_due on duty (school_id, due_on, key);

-- The one definition of a duty's state (K-25, K-26, K-28, K-30). "Today" is the school's, set with the scope.
create view duty_state with (security_invoker = true) as
select d.*,
  case
    when d.done_on is not null and d.done_on <= d.due_on then 'done'
    when d.excuse_kind is not null then 'excused'
    when d.done_on is not null then 'late'
    when app_today() > d.due_on then 'missed'
    when app_today() >= d.window_from then 'due'
    else 'upcoming'
  end as state,
  d.due_on - app_today() as days_left
from duty d;
