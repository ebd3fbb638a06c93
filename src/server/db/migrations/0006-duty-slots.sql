-- A rule may want several cards in one window: one duty for each, told apart by its slot.
alter table duty add column slot smallint not null default 1 check (slot between 1 and 7);
alter table duty drop constraint duty_school_id_rule_id_pupil_id_window_from_key;
alter table duty add constraint duty_window unique (school_id, rule_id, pupil_id, window_from, slot);

-- What a principal asks first: everything begun and not done, whatever the class.
create index duty_open_due on duty (school_id, due_on, id) where done_on is null and excuse_kind is null;
