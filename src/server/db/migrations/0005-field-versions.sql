-- The version at which each field last changed: an edit on an older version conflicts only where it touches the same field.
alter table pupil add column field_versions jsonb not null default '{}';
alter table child_file add column field_versions jsonb not null default '{}';

create unique index definition_current on definition (school_id, key) where effective_to is null;
create index child_status_pupil on child_status (school_id, pupil_id);
create index absence_member on absence (school_id, member_id);
create index child_file_pupil on child_file (school_id, pupil_id);
