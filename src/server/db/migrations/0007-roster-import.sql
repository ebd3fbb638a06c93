-- The uploaded file, sealed, until the import is committed or cancelled; then it is forgotten.
alter table roster_import add column file_sealed bytea;
-- The sheet's row a change came from, to name it when it can no longer be undone.
alter table roster_change add column row_number integer;
-- What a national register says beyond our columns (addresses, health, notes), kept sealed for its export.
alter table pupil add column extra_sealed bytea;
