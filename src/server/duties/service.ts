import type { Actor } from '#shared/access/schema.ts'
import {
  addDays,
  type LocalDate,
  schoolYearOf,
  type Span,
  todayIn,
} from '#shared/calendar/rules/local-date.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { matchCard, type MatchRefusal } from '#shared/duties/rules/match.ts'
import type { Duty, Rule, SubjectKind } from '#shared/duties/schema.ts'
import { getCalendar } from '#server/calendar/service.ts'
import { evaluateSchool } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import { mintJobScope, type Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { difference, type StoredDuty } from '#server/duties/parts/difference.ts'
import { type DutyRow, dutyOf } from '#server/duties/parts/duty-of.ts'
import { excuseOpened } from '#server/duties/parts/standing-excuses.ts'
import { type Known, knownRules, owedDuties, type OwedDuty } from '#server/duties/parts/owed-duties.ts'
import {
  cardFactsOf,
  isByCard,
  matchDutyOf,
  type SettleCard,
  type SettleDuty,
  unsettled,
} from '#server/duties/parts/settle.ts'
import type { SubjectFacts } from '#server/duties/parts/subjects.ts'
import { classTimesQuery, eventsQuery, listTimesQuery, roleTimesQuery } from '#server/duties/parts/times.ts'
import {
  changeDutiesQuery,
  type ChangedDuty,
  insertDutiesQuery,
  lockDutyQuery,
  lockDutiesQuery,
  matchingCardsQuery,
  settleDutiesQuery,
  touchedDutiesQuery,
  withdrawDutiesQuery,
} from '#server/duties/queries.ts'
import {
  childDutiesQuery,
  dutiesDueFromQuery,
  lastDueQuery,
  rulesQuery,
  schoolsQuery,
  stillOpenQuery,
} from '#server/duties/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

/** Reasons of invented excuses are sealed like everybody's. */
export { sealReason } from '#server/duties/parts/sealed.ts'

// What the plans need of the duties: a plan about to be adopted, checked as adopting checks it.
export { checkStart, draftOf, neverDue } from '#server/duties/parts/plan-draft.ts'

/** Every version of every rule that ran or will, with the definition its plan goes by. */
export async function schoolRules(
  tx: Pick<Transaction, 'rows'>,
  scope: Scope,
): Promise<readonly { readonly rule: Rule; readonly definitionKey: string }[]> {
  const rules = knownRules(await tx.rows(rulesQuery(scope)))
  return rules.map(({ rule, stored }) => ({ rule, definitionKey: stored.definitionKey }))
}

export interface Opening {
  readonly opened: number
  readonly changed: number
  readonly withdrawn: number
}

/** Rows are changed in the order in which filing a card locks them, so that neither waits for the other for ever. */
const byId = (a: { readonly id: string }, b: { readonly id: string }): number => a.id.localeCompare(b.id)

/** Last day of the current term, in the holidays of the next one; without terms the school year's. */
function horizon(today: LocalDate, calendar: Calendar): LocalDate {
  const term = calendar.terms.find(({ to }) => to >= today)
  return term?.to ?? schoolYearOf(today).to
}

/** First day to look at: of the school year, or earlier when nothing has been opened since before it. */
function firstDay(today: LocalDate, calendar: Calendar, lastDue: LocalDate | null): LocalDate {
  const year = calendar.years.find(({ from, to }) => from <= today && today <= to) ?? schoolYearOf(today)
  return lastDue !== null && lastDue < year.from ? addDays(lastDue, 1) : year.from
}

/**
 * Makes the stored duties the owed ones, from the start of the school year to the end of the term: opens what is
 * missing (also what downtime left out), follows children who left the list or changed class, withdraws what is no
 * longer owed and not begun, and lets cards that were filed before fulfil what was opened late. Running it again
 * changes nothing. `pupilIds` limits it to some children, after a change about them.
 */
export async function openDuties(
  _deps: Deps,
  tx: Transaction,
  scope: Scope,
  today: LocalDate,
  pupilIds: readonly string[] | null = null,
): Promise<Opening> {
  const opening = await bringUpToDate(tx, scope, today, pupilIds)
  if (opening.opened + opening.withdrawn > 0)
    tx.audit({ action: 'open', entity: 'duty', detail: { ...opening } })
  return opening
}

type Tx = Pick<Transaction, 'run' | 'rows'>

/** The same without an entry in the log. */
export async function bringUpToDate(
  tx: Tx,
  scope: Scope,
  today: LocalDate,
  pupilIds: readonly string[] | null = null,
): Promise<Opening> {
  await tx.rows(lockDutiesQuery(scope))
  const calendar = await getCalendar(tx, scope)
  const [stored, [last]] = await tx.run(rulesQuery(scope), lastDueQuery(scope))
  // A change about some children changes theirs; what it means for a class follows with the next whole opening.
  const known = knownRules(stored).filter(({ rule }) => pupilIds === null || rule.per === 'child')
  const from = firstDay(today, calendar, last?.dueOn ?? null)
  const days = { from, to: horizon(today, calendar) }
  const [facts, rows] = await factsFor(tx, scope, known, days, pupilIds)
  const owed = owedDuties(known, calendar, facts, days)
  const { missing, changed, surplus } = difference(owed, rows, today)
  const fresh = missing.map((duty) => ({ ...duty, id: newId() }))
  let opened = 0
  // In pieces: a term of a large school is thousands of rows, and other requests come in between.
  for (let at = 0; at < fresh.length; at += ROWS_AT_ONCE) {
    const [inserted] = await tx.rows(insertDutiesQuery(scope, fresh.slice(at, at + ROWS_AT_ONCE)))
    opened += inserted?.opened ?? 0
  }
  if (changed.length > 0) await tx.run(changeDutiesQuery(scope, changed.toSorted(byId)))
  const removed = surplus.length > 0 ? await tx.rows(withdrawDutiesQuery(scope, surplus)) : []
  await excuseOpened(tx, scope, calendar, fresh)
  const moved = new Set([...fresh, ...changed].map(({ id }) => id))
  const gone = new Set(removed.map(({ id }) => id))
  const kept = afterChanges(rows, changed).filter(({ id }) => !gone.has(id))
  if (moved.size > 0) await settleMoved(tx, scope, [...kept, ...fresh.map(untouched)], { moved, today })
  return { opened, changed: changed.length, withdrawn: removed.length }
}

const ROWS_AT_ONCE = 500

/** Before the first day looked at, so that an event knows the one before it. */
const EVENTS_BEFORE_DAYS = 92

/** The dated facts that some rules need, and the stored duties to compare with: nothing is read that no rule asks for. */
async function factsFor(
  tx: Tx,
  scope: Scope,
  known: readonly Known[],
  days: Span,
  pupilIds: readonly string[] | null,
): Promise<readonly [SubjectFacts, readonly StoredDuty[]]> {
  const keysOf = (per: SubjectKind): string[] => [
    ...new Set(known.flatMap(({ rule, stored }) => (rule.per === per ? stored.definitionKey : []))),
  ]
  const needs = (test: (rule: Rule) => boolean): boolean => known.some(({ rule }) => test(rule))
  const [lists, rows] = await tx.run(
    listTimesQuery(scope, pupilIds, keysOf('child')),
    dutiesDueFromQuery(scope, days.from, pupilIds),
  )
  const classKeys = keysOf('class')
  const classes = classKeys.length > 0 ? await tx.rows(classTimesQuery(scope, classKeys)) : []
  const roles = needs(({ per, paired }) => per === 'person' || paired === true)
    ? await tx.rows(roleTimesQuery(scope))
    : []
  const since = addDays(days.from, -EVENTS_BEFORE_DAYS)
  const events = needs(({ period }) => period === 'event')
    ? await tx.rows(eventsQuery(scope, { from: since, to: days.to }, pupilIds))
    : []
  return [
    { schoolId: scope.schoolId, lists, classes, roles, events },
    rows.map((row) => ({
      ...row,
      subjectKind: row.subjectKind as SubjectKind,
      subjectId: row.subjectId,
    })),
  ]
}

const untouched = (duty: OwedDuty & { readonly id: string }): StoredDuty => ({
  ...duty,
  doneOn: null,
  cardId: null,
  attempts: 0,
  lastAttemptOn: null,
  excused: false,
})

function afterChanges(rows: readonly StoredDuty[], changed: readonly ChangedDuty[]): readonly StoredDuty[] {
  const changes = new Map(changed.map((one) => [one.id, one]))
  return rows.map((duty) => ({ ...duty, ...changes.get(duty.id) }))
}

/** Cards filed before a duty was opened or moved count for it as if it had been there; `rows` are all that are known now. */
async function settleMoved(
  tx: Tx,
  scope: Scope,
  rows: readonly StoredDuty[],
  { moved, today }: { readonly moved: ReadonlySet<string>; readonly today: LocalDate },
): Promise<void> {
  const begun = rows.filter((duty) => moved.has(duty.id) && duty.from <= today && isByCard(duty))
  const first = begun.reduce((day, duty) => (duty.from < day ? duty.from : day), today)
  const pupilIds = [...new Set(begun.flatMap(({ pupilId }) => pupilId ?? []))]
  if (pupilIds.length === 0) return
  const cards = Map.groupBy(
    await tx.rows(matchingCardsQuery(scope, pupilIds, first, today)),
    (card) => card.pupilId,
  )
  const touched = rows.filter(
    (duty) => duty.from <= today && duty.to >= first && cards.has(duty.pupilId ?? ''),
  )
  const should = [...Map.groupBy(touched, ({ pupilId }) => pupilId)].flatMap(([pupilId, duties]) =>
    unsettled(duties, cards.get(pupilId ?? '') ?? []),
  )
  // Only what was opened or moved: the others were settled when their cards were filed.
  const own = should.filter(({ id }) => moved.has(id))
  if (own.length > 0) await tx.run(settleDutiesQuery(scope, own.toSorted(byId)))
}

/** A role was given or ended: what persons owe, and children with a helping teacher, follows at once. */
export async function followRoles(deps: Deps, tx: Transaction, scope: Scope): Promise<void> {
  const known = knownRules(await tx.rows(rulesQuery(scope)))
  if (known.some(({ rule }) => rule.per === 'person' || rule.paired === true))
    await openDuties(deps, tx, scope, scope.today)
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

/** After a card is filed or corrected: its duties say what the child's valid cards make of them. */
export async function settleCard(
  tx: Transaction,
  scope: Scope,
  pupilId: string,
  duties: readonly SettleDuty[],
): Promise<readonly SettleDuty[]> {
  if (duties.length === 0) return []
  const first = duties.reduce((day, duty) => (duty.from < day ? duty.from : day), scope.today)
  const cards = await tx.rows(matchingCardsQuery(scope, [pupilId], first, scope.today))
  const should = unsettled(duties, cards)
  if (should.length > 0) await tx.run(settleDutiesQuery(scope, should))
  const changes = new Map(should.map((one) => [one.id, one]))
  return duties.map((duty) => ({ ...duty, ...changes.get(duty.id) }))
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

/** Every school's daily run: who is on the list today, then the duties. Also catches up after downtime. */
export async function runDaily(deps: Deps): Promise<{ readonly schools: number; readonly failed: number }> {
  const schools = await deps.db.rows(schoolsQuery())
  let failed = 0
  for (const { id, timeZone } of schools) {
    const today = todayIn(timeZone, new Date(deps.now()))
    const scope = mintJobScope(id, today)
    try {
      await deps.db.write(scope, async (tx) => {
        await evaluateSchool(tx, scope, today)
        return openDuties(deps, tx, scope, today)
      })
    } catch (error) {
      failed += 1
      deps.log.error({ err: error, schoolId: id }, 'daily run of a school failed')
    }
  }
  return { schools: schools.length, failed }
}
