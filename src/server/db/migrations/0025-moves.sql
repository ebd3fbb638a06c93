-- A school is told that it is asked to take a child over, and the other what became of its request (docs/adr/0022).
alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (kind in ('urgent', 'escalation', 'overdue', 'dueToday', 'digest',
  'transferAsked', 'transferAnswered'));
