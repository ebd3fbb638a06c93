-- What the moves of 0021 need of the file, of agreements and of pairings (docs/adr/0022).

-- Two files of one child are made one value by value: whoever may move reads every sealed part, within that transaction only.
drop policy by_school_and_tier on child_file_part;
create policy by_school_and_tier on child_file_part
  using (strpos(current_setting('app.schools', true), school_id::text) > 0
    and (tier = 'basic' or app_tier(tier) or app_tier('move')))
  with check (school_id = any(app_schools()));

-- An agreement that came with a child keeps the words and the school it was signed with.
alter table agreement
  add column signed_title text,
  add column signed_body text,
  add column signed_school text;
