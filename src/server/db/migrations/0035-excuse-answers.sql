-- Whoever asked for an excuse is told what the second person said, and why when it was refused: under seal like the reason.
alter table excuse add column answer_sealed bytea;
-- The excuse that was refused for a duty, until another one is asked for or given.
alter table duty add column refused_id uuid;
alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (kind in ('urgent', 'escalation', 'overdue', 'dueToday', 'digest',
  'transferAsked', 'transferAnswered', 'incident', 'excuseAnswered'));
