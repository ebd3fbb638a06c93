import type { CalendarDay } from '#shared/calendar/schema.ts'
import { newId } from '#server/db/id.ts'
import { qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export const saveDaysQuery = (scope: Scope, days: readonly CalendarDay[]) =>
  qb
    .insertInto('calendar_day')
    .values(days.map((day) => ({ school_id: scope.schoolId, id: newId(), ...day })))
    .onConflict((conflict) =>
      conflict
        .columns(['school_id', 'day'])
        .doUpdateSet((eb) => ({ kind: eb.ref('excluded.kind'), name: eb.ref('excluded.name') })),
    )
    .compile()

export const removeDayQuery = (scope: Scope, day: string) =>
  qb
    .deleteFrom('calendar_day')
    .where('school_id', '=', scope.schoolId)
    .where('day', '=', day)
    .returning('id')
    .compile()
