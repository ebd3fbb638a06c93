-- A roster's names are indexed in portions: 30 keys a name, one by one, cost a third of an import. A search reads the
-- waiting ones through, at most half a megabyte.
alter index pupil_grams set (fastupdate = on, gin_pending_list_limit = 512);
