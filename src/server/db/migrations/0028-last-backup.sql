-- When the last backup was made: one row for the whole installation, so that an administrator sees it on screen. Where the
-- file went is not kept.
create table last_backup (
  only_one boolean primary key default true check (only_one),
  made_at timestamptz not null,
  bytes bigint not null check (bytes > 0),
  -- Of the program that made it.
  version text not null
);
grant select on last_backup to shouwang_app;
