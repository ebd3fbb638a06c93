import type { AgreementState } from '#shared/agreements/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { maySeeFamily } from '#shared/family/policy.ts'
import { ALERT_KINDS, alertsOf, type Alert, type AlertFacts } from '#shared/family/rules/alerts.ts'
import type { AlertList, AlertsQuery, FamilyAlert } from '#shared/family/schema.ts'
import { entrustedLines } from '#server/agreements/service.ts'
import type { Deps } from '#server/deps.ts'
import { alertFactsQuery, type AlertRow } from '#server/family/reads.ts'
import type { Context } from '#server/http/context.ts'

const PAGE_SIZE = 50

type Agreement = AlertFacts['agreement']

/** Two facts of a child, each by the feature that keeps it: the care, and the agreement with an entrusted carer. */
function factsOf(row: AlertRow, agreement: Agreement): AlertFacts {
  const { carer } = row
  return {
    birthDate: row.birthDate,
    fileFrom: row.fileFrom,
    carer: carer as AlertFacts['carer'],
    parents: row.parents,
    numbers: row.numbers,
    contactOn: row.contactOn,
    contactMissed: row.contactMissed,
    agreement,
  }
}

const agreementOf = ({ state, to }: { state: AgreementState; to: string | null }): Agreement => ({
  state,
  endsOn: to,
})

export async function getChildAlerts(
  { db }: Deps,
  context: Context,
  pupilId: string,
): Promise<Result<{ alerts: FamilyAlert[] }>> {
  const scope = context.scope(maySeeFamily(context.actor))
  if (!scope) return fail('forbidden')
  const [[row], [line]] = await db.read(scope, [
    alertFactsQuery(scope, pupilId),
    entrustedLines(scope, pupilId),
  ])
  if (!row) return fail('not-found')
  return ok({ alerts: alertsOf(factsOf(row, line ? agreementOf(line) : null), scope.today) })
}

/** Children of whom something is to be looked at. Counts and lists come from the same decision (one definition). */
export async function listAlerts(
  { db }: Deps,
  context: Context,
  { kind, only, classId, page }: AlertsQuery,
): Promise<Result<AlertList>> {
  const scope = context.scope(maySeeFamily(context.actor))
  if (!scope) return fail('forbidden')
  const [facts, lines] = await db.read(scope, [alertFactsQuery(scope, null), entrustedLines(scope, null)])
  const agreements = new Map(
    lines.flatMap((line) => (line.childId ? [[line.childId, agreementOf(line)]] : [])),
  )
  const children = facts
    .filter((row) => classId === undefined || row.classId === classId)
    .map((row) => ({
      pupilId: row.pupilId,
      name: row.name,
      className: row.className,
      alerts: alertsOf(factsOf(row, agreements.get(row.pupilId) ?? null), scope.today),
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
