/** Whether one of the departments of a task `t` has the reader in it today. */
export const OF_OWN_DEPARTMENT = `exists (select from department_staff s where s.school_id = t.school_id
  and s.department_id = any (t.department_ids) and s.user_id = app_user())`
