-- The log of a child shows the imports that added or changed it.
create index roster_change_pupil on roster_change (school_id, pupil_id) where pupil_id is not null;
create index audit_entry_import on audit_entry (school_id, entity_id) where entity = 'rosterImport';
