import { schoolYearOf } from '#shared/calendar/rules/local-date.ts'
import { maySeeWindows } from '#shared/duties/policy.ts'
import type { OpenWindow } from '#shared/duties/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { TO_DO } from '#server/db/open-duty.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { ASKED, dutyQuery } from '#server/duties/reads.ts'
import type { Context } from '#server/http/context.ts'

/** What one line of My day stands for, from the same day on: its begun windows still to do, the oldest first. */
const windowsQuery = (scope: Scope, dutyId: string, since: string) =>
  raw<OpenWindow>(
    `select d.id as "dutyId", d.window_from as "from", d.window_to as "to", d.due_on as "dueOn", ${ASKED} as "excuseAsked"
     from duty one join duty d on d.school_id = one.school_id and d.subject_id = one.subject_id and d.key = one.key
     where one.school_id = $1::uuid and one.id = $2::uuid and ${TO_DO} and d.window_from <= $3::date and d.due_on >= $4::date
     order by d.window_from, d.due_on, d.id limit 60`,
    [scope.schoolId, dutyId, scope.today, since],
  )

/** The windows behind the line of a duty, so that each of them can be entered or excused. */
export async function listDutyWindows(
  { db }: Deps,
  context: Context,
  dutyId: string,
): Promise<Result<{ windows: OpenWindow[] }>> {
  const scope = context.scope(maySeeWindows(context.actor))
  if (!scope) return fail('forbidden')
  const since = schoolYearOf(scope.today).from
  const [[known], windows] = await db.read(scope, [
    dutyQuery(scope, dutyId),
    windowsQuery(scope, dutyId, since),
  ])
  return known ? ok({ windows }) : fail('not-found')
}
