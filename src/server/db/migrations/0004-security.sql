-- The application's role owns nothing and sees only the schools and tiers set for its transaction.
-- The policy compares a column with a setting: no subquery, and an unset scope shows nothing, without an error.

do $$
declare t text;
begin
  for t in select table_name from information_schema.columns
    where table_schema = 'public' and column_name = 'school_id'
      and table_name in (select tablename from pg_tables where schemaname = 'public')
  loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select on %I to shouwang_app', t);
    if t <> 'card_content' then
      execute format('create policy by_school on %I using (school_id = any(app_schools())) with check (school_id = any(app_schools()))', t);
    end if;
  end loop;
end $$;

create policy by_school_and_tier on card_content
  using (school_id = any(app_schools()) and (author_id = app_user() or app_tier(tier)))
  with check (school_id = any(app_schools()) and author_id = app_user());

grant insert, update, delete on school_year, term, calendar_day, class, role_assignment, pupil, class_membership,
  family_member, absence, carer, definition, child_status, child_file, roster_import, roster_change,
  care_plan, duty_rule, duty to shouwang_app;
grant insert on card, card_content, audit_entry to shouwang_app;
grant update (superseded_at) on card to shouwang_app;
grant insert, update on audit_head to shouwang_app;
grant select on duty_state to shouwang_app;
grant select, insert, update on unit, setup_token to shouwang_app;
grant select, insert, update, delete on auth_user, auth_session, auth_account, auth_verification, auth_two_factor to shouwang_app;
