-- The half minute (RFC 6238) of the last code that was taken: no code opens anything twice.
alter table auth_two_factor add column "lastStep" integer;
