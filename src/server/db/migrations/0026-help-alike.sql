-- No table forces its policies on its owner (docs/adr/0004): migrations, the sealing at start and the functions that move a
-- child's rows work as the owner and would see nothing. `help` did, alone.
alter table help no force row level security;
