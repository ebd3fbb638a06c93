-- Undoing an import removes pupils with all that hangs on them: every reference is found by an index.
create index carer_member on carer (school_id, member_id) where member_id is not null;
drop index card_pupil;
create index card_pupil on card (school_id, pupil_id, held_on desc);
