import { setTimeout as wait } from 'node:timers/promises'
import type { CompiledQuery } from 'kysely'
import type { Actor } from '#shared/access/schema.ts'
import { type LocalDate, todayIn } from '#shared/calendar/rules/local-date.ts'
import { matchCard, type MatchRefusal } from '#shared/duties/rules/match.ts'
import type { Duty, Rule } from '#shared/duties/schema.ts'
import { evaluateSchool } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import { mintJobScope, type Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { type DutyRow, dutyOf } from '#server/duties/parts/duty-of.ts'
import { openDuties } from '#server/duties/parts/opening.ts'
import { knownRules } from '#server/duties/parts/owed-duties.ts'
import {
  cardFactsOf,
  matchDutyOf,
  type SettleCard,
  type SettleDuty,
  unsettled,
} from '#server/duties/parts/settle.ts'
import {
  lockDutyQuery,
  matchingCardsQuery,
  settleDutiesQuery,
  touchedDutiesQuery,
} from '#server/duties/queries.ts'
import { childDutiesQuery, rulesQuery, schoolsQuery, stillOpenQuery } from '#server/duties/reads.ts'
import { failureFields } from '#server/http/faults.ts'
import type { Vault } from '#server/vault/vault.ts'

/** Reasons of invented excuses are sealed like everybody's. */
export { sealReason } from '#server/duties/parts/sealed.ts'

// What falls due on the days of a calendar: the lines of My day and My week, counted or listed.
export { dueCountsQuery as dueCounts, dueListQuery as dueList } from '#server/duties/parts/due-reads.ts'

export { followAgreement } from '#server/duties/parts/agreement-ends.ts'
export { bringUpToDate, openDuties } from '#server/duties/parts/opening.ts'

// What the plans need of the duties: a plan about to be adopted, checked as adopting checks it.
export { checkStart, draftOf, neverDue } from '#server/duties/parts/plan-draft.ts'
export { tryPlan } from '#server/duties/parts/plan.ts'
export { lockPlansQuery } from '#server/duties/queries.ts'

// A child that is back is owed again what was explained by its leaving.
export { oweAgainQuery } from '#server/duties/queries.ts'

/** A rule in one of its versions, with the list it goes by and whom it asks for beside. */
export interface ListedRule {
  readonly rule: Rule
  readonly definitionKey: string
  readonly otherTargets: readonly string[]
}

/** Every version of every rule that ran or will, with what its plan goes by. */
export async function schoolRules(
  tx: Pick<Transaction, 'rows'>,
  scope: Scope,
): Promise<readonly ListedRule[]> {
  const rules = knownRules(await tx.rows(rulesQuery(scope)))
  return rules.map(({ rule, stored: { definitionKey, otherTargets } }) => ({
    rule,
    definitionKey,
    otherTargets,
  }))
}

/** A role or a pairing began or ended: what persons owe, and children with a helper, follows at once. */
export async function followRoles(deps: Deps, tx: Transaction, scope: Scope): Promise<void> {
  const known = knownRules(await tx.rows(rulesQuery(scope)))
  const follows = ({ per, paired, inPairing }: Rule): boolean =>
    per === 'person' || paired === true || inPairing !== undefined
  if (known.some(({ rule }) => follows(rule))) await openDuties(deps, tx, scope, scope.today)
}

export interface CardTouch {
  readonly pupilId: string
  /** Days whose windows the card may change: the day held, before and after a correction. */
  readonly days: readonly LocalDate[]
  readonly dutyIds: readonly string[]
  /** Earlier versions of the card. */
  readonly cardIds: readonly string[]
}

/** The duties a card may change, locked for the rest of the transaction. */
export const lockTouched = (tx: Transaction, scope: Scope, touch: CardTouch): Promise<SettleDuty[]> =>
  tx.rows(touchedDutiesQuery(scope, touch.pupilId, touch))

/** Why a card cannot be entered for the duty it names; null when it can or names none. */
export function enteredForRefusal(
  duties: readonly SettleDuty[],
  card: Omit<SettleCard, 'id' | 'createdAt'>,
  ownVersions: readonly string[] = [],
): MatchRefusal | null {
  const free = duties.map((duty) =>
    ownVersions.includes(duty.cardId ?? '') ? { ...duty, doneOn: null } : duty,
  )
  return matchCard(cardFactsOf(card), free.map(matchDutyOf)).refused
}

/** Which roles owe the duties that a card would fulfil. */
export function rolesFulfilled(
  duties: readonly SettleDuty[],
  card: Omit<SettleCard, 'id' | 'createdAt'>,
): readonly string[] {
  const { closes } = matchCard(cardFactsOf(card), duties.map(matchDutyOf))
  const ids = new Set(closes.map(({ dutyId }) => dutyId))
  return duties.filter(({ id }) => ids.has(id)).map(({ performerRole }) => performerRole)
}

/** The child's valid cards on the days of its touched duties: what `settleCard` goes by. */
export function cardsOfTouched(
  tx: Transaction,
  scope: Scope,
  pupilId: string,
  duties: readonly SettleDuty[],
): Promise<readonly SettleCard[]> {
  if (duties.length === 0) return Promise.resolve([])
  const first = duties.reduce((day, duty) => (duty.from < day ? duty.from : day), scope.today)
  return tx.rows(matchingCardsQuery(scope, [pupilId], first, scope.today))
}

/** After a card is filed or corrected: its duties as the child's valid cards have them, and the query that stores it. */
export function settleCard(
  scope: Scope,
  duties: readonly SettleDuty[],
  cards: readonly SettleCard[],
): { readonly duties: readonly SettleDuty[]; readonly queries: readonly CompiledQuery[] } {
  const should = unsettled(duties, cards)
  const changes = new Map(should.map((one) => [one.id, one]))
  return {
    duties: duties.map((duty) => ({ ...duty, ...changes.get(duty.id) })),
    queries: should.length > 0 ? [settleDutiesQuery(scope, should)] : [],
  }
}

/** Locks one duty for the rest of the transaction: two records of work for it come one after the other. */
export const lockDuty = (tx: Transaction, scope: Scope, id: string): Promise<unknown> =>
  tx.rows(lockDutyQuery(scope, id))

/** A record of work fulfils the duty it was filed for; a correction moves the day. */
export const settleByWork = (
  tx: Transaction,
  scope: Scope,
  {
    dutyId,
    workId,
    doneOn,
  }: { readonly dutyId: string; readonly workId: string; readonly doneOn: LocalDate },
): Promise<unknown> =>
  tx.run(settleDutiesQuery(scope, [{ id: dutyId, cardId: workId, doneOn, attempts: 0, lastAttemptOn: null }]))

/** A completed page of the handbook fulfils what is due of it; the query, to be sent with the caller's own. */
export { settlePageQuery as settleByPage } from '#server/duties/queries.ts'

/** A review of a pairing fulfils its children's D22; the query, to be sent with the caller's own. */
export { settleReviewQuery as settleByReview } from '#server/duties/queries.ts'

/** A help written down or taken back fulfils what its children owe by their pairings; the query, to be sent with the caller's own. */
export { settleHelpsQuery as settleByHelps } from '#server/duties/queries.ts'

/** Begun duties of a child for its time line: the query, to be sent with the caller's own. */
export const childDuties = (
  scope: Scope,
  pupilId: string,
  before: { on: string; id: string } | null,
  limit: number,
) => childDutiesQuery(scope, pupilId, before, limit)

export const toDuty = (vault: Vault, actor: Actor, row: DutyRow): Duty => dutyOf(vault, actor, row)

/** Begun duties of a child that are still to do: the query. */
export const stillOpen = (scope: Scope, pupilId: string) => stillOpenQuery(scope, pupilId)

/** While the database writes for one school, what the next one owes is worked out. */
const SCHOOLS_AT_ONCE = 2
/** Share of the time a school took that is left to whoever asks the app meanwhile. */
const REST = 0.15

/** Every school's daily run: who is on the list today, then the duties. Also catches up after downtime. */
export async function runDaily(deps: Deps): Promise<{ readonly schools: number; readonly failed: number }> {
  const schools = await deps.db.rows(schoolsQuery())
  const waiting = schools.values()
  let failed = 0
  async function lane(): Promise<void> {
    for (const { id, timeZone } of waiting) {
      const today = todayIn(timeZone, new Date(deps.now()))
      const scope = mintJobScope(id, today)
      const began = performance.now()
      try {
        await deps.db.write(scope, async (tx) => {
          await evaluateSchool(tx, scope, today)
          return openDuties(deps, tx, scope, today)
        })
      } catch (error) {
        failed += 1
        deps.log.error({ ...failureFields(error), schoolId: id }, 'daily run of a school failed')
      }
      await wait((performance.now() - began) * REST)
    }
  }
  await Promise.all(Array.from({ length: SCHOOLS_AT_ONCE }, lane))
  return { schools: schools.length, failed }
}
