-- A school is told that it is asked to take a child over, and the other what became of its request (docs/adr/0022).
alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (kind in ('urgent', 'escalation', 'overdue', 'dueToday', 'digest',
  'transferAsked', 'transferAnswered'));

-- Who has kept a file, from which day, named by whom; null = by the plan. The last one is the keeper of today (X-20).
alter table child_file add column keepers jsonb not null default '[]';
update child_file set keepers = jsonb_build_array(jsonb_build_object('id', keeper_id, 'from', opened_on, 'by', null))
where keeper_id is not null;
