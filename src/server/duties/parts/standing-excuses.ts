import { yearAt } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { beyondOnePerson, type ExcusableWindow, windowsCovered } from '#shared/duties/rules/excuse.ts'
import type { Transaction } from '#server/db/database.ts'
import { settingsOf, settingsQuery } from '#server/db/school-settings.ts'
import type { Scope } from '#server/db/scope.ts'
import { askDutiesQuery, excuseDutiesQuery } from '#server/duties/parts/excuse-queries.ts'
import { excuseWindowsQuery, timeExcusesQuery } from '#server/duties/parts/excuse-reads.ts'

interface Opened extends ExcusableWindow {
  readonly id: string
  readonly pupilId: string | null
}

/**
 * An excuse over a time also covers windows that are opened after it was given, or asked for (K-28), within the school year
 * in which it was given. What nobody could count then, because the calendar or the plan has changed since, stays due where
 * it is more than one person may excuse alone and no second one has agreed: it is excused anew, or done (H-13).
 */
export async function excuseOpened(
  tx: Pick<Transaction, 'run' | 'rows'>,
  scope: Scope,
  calendar: Calendar,
  opened: readonly Opened[],
): Promise<void> {
  const first = opened.reduce((day, duty) => (duty.from < day ? duty.from : day), '9999-12-31')
  if (opened.length === 0) return
  const byChild = Map.groupBy(opened, ({ pupilId }) => pupilId)
  const excuses = (await tx.rows(timeExcusesQuery(scope, first))).flatMap((excuse) => {
    const year = yearAt(excuse.givenOn, calendar)
    const span = { from: excuse.from, to: excuse.to < year.to ? excuse.to : year.to }
    const covered = windowsCovered(byChild.get(excuse.pupilId) ?? [], span, calendar)
    return covered.length === 0 ? [] : [{ excuse, covered }]
  })
  if (excuses.length === 0) return
  const pupilIds = excuses.map(({ excuse }) => excuse.pupilId)
  const [standing, [unit]] = await tx.run(excuseWindowsQuery(scope, pupilIds), settingsQuery(scope))
  const { excuseLimit } = settingsOf(unit)
  const excused = new Map(standing.map((window) => [window.id, window]))
  for (const { excuse, covered } of excuses) {
    const { pupilId } = excuse
    const left = covered.filter(({ id }) => !excused.has(id))
    const before = [...excused.values()].filter((window) => window.pupilId === pupilId)
    const alone = excuse.state === 'agreed' && !excuse.byTwo
    const beyond = new Set(alone ? beyondOnePerson(before, left, calendar, excuseLimit) : [])
    const taken = left.filter((window) => !beyond.has(window))
    const ids = taken.map(({ id }) => id)
    if (excuse.state === 'agreed') for (const window of taken) excused.set(window.id, { ...window, pupilId })
    await tx.run(
      excuse.state === 'asked'
        ? askDutiesQuery(scope, ids, excuse.id)
        : excuseDutiesQuery(scope, ids, { ...excuse, by: excuse.askedBy, at: excuse.askedAt }),
    )
  }
}
