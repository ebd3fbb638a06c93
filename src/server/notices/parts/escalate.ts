import { stepsToTake } from '#shared/notices/rules/escalation.ts'
import type { Escalation, EscalationStep } from '#shared/notices/schema.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import { insertStepsQuery, type NewNotice } from '#server/notices/queries.ts'
import { performersOfQuery, toEscalateQuery } from '#server/notices/reads.ts'

type To = EscalationStep['to']

interface Line {
  readonly duties: Set<string>
  longest: number
}

/** Adds a duty to what a person is told. */
function tell(told: Map<string, Map<To, Line>>, userId: string, to: To, dutyId: string, days: number): void {
  const own = told.get(userId) ?? new Map<To, Line>()
  const line = own.get(to) ?? { duties: new Set<string>(), longest: 0 }
  line.duties.add(dutyId)
  line.longest = Math.max(line.longest, days)
  told.set(userId, own.set(to, line))
}

/**
 * Takes the steps whose time has come; what nobody owes goes to the principal at once. One notice a person and day; who owes a
 * duty himself is not told of it as a leader, too.
 */
export async function escalate(
  tx: Pick<Transaction, 'run' | 'rows'>,
  scope: Scope,
  { setting, since, principals }: { setting: Escalation; since: string; principals: readonly string[] },
): Promise<readonly NewNotice[]> {
  const first = setting.steps[0]
  if (!setting.on || !first) return []
  const duties = await tx.rows(toEscalateQuery(scope, since, first.afterDays, setting.steps.length))
  const due = duties.flatMap(({ dutyId, daysOverdue, taken }) =>
    stepsToTake(setting, daysOverdue, taken).map((step) => ({ dutyId, daysOverdue, step })),
  )
  if (due.length === 0) return []
  const [performers] = await tx.run(
    performersOfQuery(scope, [...new Set(due.map(({ dutyId }) => dutyId))]),
    insertStepsQuery(
      scope,
      due.map(({ dutyId, step }) => ({ id: newId(), dutyId, step })),
    ),
  )
  const owing = Map.groupBy(performers, ({ dutyId }) => dutyId)
  const told = new Map<string, Map<To, Line>>()
  for (const { dutyId, daysOverdue, step } of due) {
    const to = setting.steps[step - 1]?.to ?? 'principal'
    const own = (owing.get(dutyId) ?? []).flatMap(({ userId }) => (userId === null ? [] : [userId]))
    const up = to === 'principal' || own.length === 0
    for (const userId of up ? principals.filter((id) => !own.includes(id)) : own)
      tell(told, userId, up ? 'principal' : 'performer', dutyId, daysOverdue)
  }
  return [...told].flatMap(([userId, lines]) =>
    [...lines].map(([to, { duties: ids, longest }]) => ({
      id: newId(),
      userId,
      kind: 'escalation',
      ref: `${scope.today} ${to}`,
      pupilId: null,
      cardId: null,
      detail: { to, count: ids.size, longest, duties: [...ids] },
    })),
  )
}
