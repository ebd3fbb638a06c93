import { addDays, schoolYearOf, todayIn, weekStart } from '#shared/calendar/rules/local-date.ts'
import { isSchoolDay, schoolDaysBetween } from '#shared/calendar/rules/school-days.ts'
import { getCalendar } from '#server/calendar/service.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { RowOf } from '#server/db/query.ts'
import { settingsOf, settingsQuery } from '#server/db/school-settings.ts'
import { mintJobScope, type Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { failureFields } from '#server/http/faults.ts'
import { digests } from '#server/notices/parts/digest.ts'
import { escalate } from '#server/notices/parts/escalate.ts'
import { transferNotice } from '#server/notices/parts/transfers.ts'
import { urgentNotice } from '#server/notices/parts/urgent.ts'
import { dropOldQuery, insertNoticesQuery, type NewNotice } from '#server/notices/queries.ts'
import {
  owedNowQuery,
  performersQuery,
  schoolsQuery,
  untoldTransfersQuery,
  untoldUrgentQuery,
  weekQuery,
  workWeekQuery,
} from '#server/notices/reads.ts'

const KEPT_DAYS = 120
/** How far back a new principal or counsellor is told of urgent cards. */
const URGENT_DAYS = 30
/** How long ago a request may have lapsed to be told of still. */
const LAPSED_DAYS = 30

/** What a person owes today, and what is overdue; in the holidays only what falls due on the day itself. */
function reminders(
  scope: Scope,
  rows: readonly RowOf<ReturnType<typeof owedNowQuery>>[],
  schoolDay: boolean,
): readonly NewNotice[] {
  const of = (userId: string, kind: string, detail: object): NewNotice => ({
    id: newId(),
    userId,
    kind,
    ref: scope.today,
    pupilId: null,
    cardId: null,
    detail,
  })
  return rows.flatMap(({ userId, dueToday, dueChildren, overdue, overdueChildren, longest }) => [
    ...(dueToday > 0 ? [of(userId, 'dueToday', { count: dueToday, children: dueChildren })] : []),
    ...(overdue > 0 && schoolDay
      ? [of(userId, 'overdue', { count: overdue, children: overdueChildren, longest })]
      : []),
  ])
}

/** Whom a duty came to in the middle of the day is reminded of today's at once, as the daily run does it. */
export async function remind(
  tx: Pick<Transaction, 'run' | 'rows'>,
  scope: Scope,
  userIds: readonly string[],
  at: string,
): Promise<void> {
  const calendar = await getCalendar(tx, scope)
  const owed = await tx.rows(owedNowQuery(scope, schoolYearOf(scope.today).from, userIds))
  const notices = reminders(scope, owed, isSchoolDay(scope.today, calendar))
  if (notices.length > 0) await tx.run(insertNoticesQuery(scope, notices, at))
}

/**
 * What went up to whoever owes it is said in the reminder of the same duties, not beside it: nobody is told the same thing
 * twice on one day.
 */
function together(reminded: readonly NewNotice[], up: readonly NewNotice[]): readonly NewNotice[] {
  const overdue = new Set(reminded.flatMap(({ userId, kind }) => (kind === 'overdue' ? [userId] : [])))
  const isSaid = ({ userId, detail }: NewNotice): boolean =>
    'to' in detail && detail.to === 'performer' && overdue.has(userId)
  const dragging = new Map(
    up.filter(isSaid).map(({ userId, detail }) => [userId, 'count' in detail ? detail.count : 0]),
  )
  return [
    ...reminded.map((notice) =>
      notice.kind === 'overdue' && dragging.has(notice.userId)
        ? { ...notice, detail: { ...notice.detail, dragging: dragging.get(notice.userId) } }
        : notice,
    ),
    ...up.filter((notice) => !isSaid(notice)),
  ]
}

/**
 * The notices of one school for one day; running it again adds nothing. The digest is made on Monday, or on the first
 * day after it on which the machine runs; a week without a school day has none, and nothing goes up the school on a day off.
 */
export async function tellSchool(tx: Transaction, scope: Scope, at: string): Promise<void> {
  const { today } = scope
  const calendar = await getCalendar(tx, scope)
  const since = schoolYearOf(today).from
  const monday = weekStart(today)
  const schoolDay = isSchoolDay(today, calendar)
  const teaching = schoolDaysBetween(monday, addDays(monday, 6), calendar) > 0
  const [[unit], owed, holders, week, works, urgent, transfers] = await tx.run(
    settingsQuery(scope),
    owedNowQuery(scope, since),
    performersQuery(scope, ['principal', 'classTeacher']),
    weekQuery(scope, since, monday),
    workWeekQuery(scope, since, monday),
    untoldUrgentQuery(scope, addDays(today, -URGENT_DAYS)),
    untoldTransfersQuery(scope, addDays(today, -LAPSED_DAYS)),
  )
  const { escalation } = settingsOf(unit)
  const principals = [
    ...new Set(holders.flatMap(({ role, userId }) => (role === 'principal' ? [userId] : []))),
  ]
  const up = schoolDay ? await escalate(tx, scope, { setting: escalation, since, principals }) : []
  const notices = [
    ...urgent.map(({ userId, ...card }) => urgentNotice({ ...card, authorId: '' }, userId)),
    ...transfers.map(({ id, kind, userId }) => transferNotice(kind, id, userId)),
    ...together(reminders(scope, owed, schoolDay), up),
    ...(teaching ? digests(monday, week, works, holders) : []),
  ]
  if (up.length > 0) tx.audit({ action: 'escalate', entity: 'duty', detail: { notices: up.length } })
  await tx.run(dropOldQuery(scope, addDays(today, -KEPT_DAYS)), insertNoticesQuery(scope, notices, at))
}

/** Every school's notices of the day, after its duties were opened. A school that fails does not stop the others. */
export async function tellDaily(deps: Deps): Promise<{ readonly schools: number; readonly failed: number }> {
  const schools = await deps.db.rows(schoolsQuery())
  const now = new Date(deps.now())
  let failed = 0
  for (const { id, timeZone } of schools) {
    const scope = mintJobScope(id, todayIn(timeZone, now))
    try {
      await deps.db.write(scope, (tx) => tellSchool(tx, scope, now.toISOString()))
    } catch (error) {
      failed += 1
      deps.log.error({ ...failureFields(error), schoolId: id }, 'daily notices of a school failed')
    }
  }
  return { schools: schools.length, failed }
}
