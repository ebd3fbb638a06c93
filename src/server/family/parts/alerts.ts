import { fail, ok, type Result } from '#shared/errors.ts'
import { maySeeFamily } from '#shared/family/policy.ts'
import { ALERT_KINDS, alertsOf, type Alert, type AlertFacts } from '#shared/family/rules/alerts.ts'
import type { AlertList, AlertsQuery, FamilyAlert } from '#shared/family/schema.ts'
import type { Deps } from '#server/deps.ts'
import { alertFactsQuery, type AlertRow } from '#server/family/reads.ts'
import type { Context } from '#server/http/context.ts'

const PAGE_SIZE = 50

/** Agreements in force by child; where the school keeps none, nothing is said of them. */
type Agreements = ReadonlyMap<string, NonNullable<AlertFacts['agreement']>>

function factsOf(row: AlertRow, agreements: Agreements | undefined): AlertFacts {
  const { carer } = row
  return {
    birthDate: row.birthDate,
    fileFrom: row.fileFrom,
    carer: carer as AlertFacts['carer'],
    parents: row.parents,
    numbers: row.numbers,
    parentReachedOn: row.parentReachedOn,
    ...(agreements && { agreement: agreements.get(row.pupilId) ?? null }),
  }
}

const alertsOfRow = (row: AlertRow, today: string, agreements?: Agreements): Alert[] =>
  alertsOf(factsOf(row, agreements), today)

export async function getChildAlerts(
  { db }: Deps,
  context: Context,
  pupilId: string,
): Promise<Result<{ alerts: FamilyAlert[] }>> {
  const scope = context.scope(maySeeFamily(context.actor))
  if (!scope) return fail('forbidden')
  const [[row]] = await db.read(scope, [alertFactsQuery(scope, pupilId)])
  return row ? ok({ alerts: alertsOfRow(row, scope.today) }) : fail('not-found')
}

/** Children of whom something is to be looked at. Counts and lists come from the same decision (one definition). */
export async function listAlerts(
  { db }: Deps,
  context: Context,
  { kind, only, classId, page }: AlertsQuery,
): Promise<Result<AlertList>> {
  const scope = context.scope(maySeeFamily(context.actor))
  if (!scope) return fail('forbidden')
  const [facts] = await db.read(scope, [alertFactsQuery(scope, null)])
  const children = facts
    .filter((row) => classId === undefined || row.classId === classId)
    .map(({ pupilId, name, className, ...row }) => ({
      pupilId,
      name,
      className,
      alerts: alertsOfRow({ pupilId, name, className, ...row }, scope.today),
    }))
    .filter(({ alerts }) => alerts.length > 0)
  const having = (test: (alert: Alert) => boolean) => children.filter(({ alerts }) => alerts.some(test))
  const shown = having(
    (alert) => (kind === undefined || alert.kind === kind) && (only === undefined || alert.urgent),
  )
  const rank = ({ alerts }: { alerts: readonly Alert[] }): number =>
    Math.min(...alerts.map((alert) => ALERT_KINDS.indexOf(alert.kind)))
  const sorted = shown.toSorted((a, b) => rank(a) - rank(b))
  return ok({
    counts: ALERT_KINDS.map((one) => ({
      kind: one,
      count: having((alert) => alert.kind === one).length,
    })).filter(({ count }) => count > 0),
    urgent: having(({ urgent }) => urgent).length,
    rows: sorted.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    page,
    size: PAGE_SIZE,
    total: sorted.length,
  })
}
