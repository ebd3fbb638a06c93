-- What a birthday, a parent at home again or an absence asks for is owed also by children whom the event takes off the list, or who
-- are on none yet. Rules from before promise that from today on: of windows that are over nobody is asked now.
update duty_rule r set params = r.params || jsonb_build_object('adoptedOn', (now() at time zone u.time_zone)::date)
from unit u
where u.id = r.school_id and r.params ->> 'event' in ('birthday', 'parentHome', 'absenceFound');
