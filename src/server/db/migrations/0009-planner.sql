-- What keeps the planner's estimates true, measured over 50,000 children and 5 million duties and cards.

-- Every query names its school (school_id = …), and the policy named it once more as "school_id = any(…)". The planner
-- multiplied both, expected no rows, and read whole schools in nested loops. A comparison of texts says the same to the
-- wall and nothing to the planner. An id has 36 letters and the list commas, so nothing but an id of the list is found;
-- without a scope it is null: no row, no error.
do $$
declare t text;
begin
  for t in select tablename from pg_policies where schemaname = 'public' and policyname = 'by_school'
  loop
    execute format($sql$alter policy by_school on %I using (strpos(current_setting('app.schools', true), school_id::text) > 0)$sql$, t);
  end loop;
end $$;
alter policy by_school_and_tier on card_content
  using (strpos(current_setting('app.schools', true), school_id::text) > 0 and (author_id = app_user() or app_tier(tier)));

-- A class and a child are of one school: without knowing that the planner multiplies here, too.
create statistics pupil_class_school (dependencies) on school_id, class_id from pupil;
create statistics duty_class_school (dependencies) on school_id, class_id from duty;
create statistics duty_pupil_school (dependencies) on school_id, pupil_id from duty;
create statistics card_pupil_school (dependencies) on school_id, pupil_id from card;
create statistics child_status_pupil_school (dependencies) on school_id, pupil_id from child_status;
create statistics child_status_definition_school (dependencies) on school_id, definition_id from child_status;
create statistics carer_pupil_school (dependencies) on school_id, pupil_id from carer;
create statistics family_member_pupil_school (dependencies) on school_id, pupil_id from family_member;
create statistics absence_pupil_school (dependencies) on school_id, pupil_id from absence;
create statistics child_file_pupil_school (dependencies) on school_id, pupil_id from child_file;

-- The ring of My day: a class's duties of one month, done and open.
create index duty_class_due on duty (school_id, class_id, due_on);
