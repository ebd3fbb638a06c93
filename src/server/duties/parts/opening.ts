import { addDays, type LocalDate, schoolYearOf, type Span } from '#shared/calendar/rules/local-date.ts'
import { yearAt } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import type { Rule, SubjectKind } from '#shared/duties/schema.ts'
import { getCalendar } from '#server/calendar/service.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { difference, type StoredDuty } from '#server/duties/parts/difference.ts'
import { type Known, knownRules, owedDuties, type OwedDuty } from '#server/duties/parts/owed-duties.ts'
import { isByCard, unsettled } from '#server/duties/parts/settle.ts'
import { excuseOpened } from '#server/duties/parts/standing-excuses.ts'
import type { SubjectFacts } from '#server/duties/parts/subjects.ts'
import {
  classTimesQuery,
  eventsQuery,
  listTimesQuery,
  markTimesQuery,
  pairingTimesQuery,
  pupilTimesQuery,
  roleTimesQuery,
} from '#server/duties/parts/times.ts'
import {
  changeDutiesQuery,
  type ChangedDuty,
  insertDutiesQuery,
  lockDutiesQuery,
  matchingCardsQuery,
  settleDutiesQuery,
  settleHelpsQuery,
  withdrawDutiesQuery,
} from '#server/duties/queries.ts'
import { doneOnceQuery, dutiesDueFromQuery, lastDueQuery, rulesQuery } from '#server/duties/reads.ts'

export interface Opening {
  readonly opened: number
  readonly changed: number
  readonly withdrawn: number
  /** Not done and ended early: neither missed nor counted (K-27). */
  readonly ended: number
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
  const year = yearAt(today, calendar)
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
  const { missing, changed, surplus, ended } = difference(owed, rows, today)
  const fresh = missing.map((duty) => ({ ...duty, id: newId() }))
  // In pieces: a term of a large school is thousands of rows, and other requests come in between.
  for (let at = 0; at < fresh.length; at += ROWS_AT_ONCE)
    await tx.run(insertDutiesQuery(scope, fresh.slice(at, at + ROWS_AT_ONCE)))
  if (changed.length > 0) await tx.run(changeDutiesQuery(scope, changed.toSorted(byId)))
  const removed = surplus.length > 0 ? await tx.rows(withdrawDutiesQuery(scope, surplus)) : []
  await excuseOpened(tx, scope, calendar, fresh)
  if (known.some(({ rule }) => rule.inPairing !== undefined))
    await tx.run(settleHelpsQuery(scope, { pupilIds, from }))
  const moved = new Set([...fresh, ...changed].map(({ id }) => id))
  const gone = new Set(removed.map(({ id }) => id))
  const kept = afterChanges(rows, changed).filter(({ id }) => !gone.has(id))
  if (moved.size > 0) await settleMoved(tx, scope, [...kept, ...fresh.map(untouched)], { moved, today })
  return { opened: fresh.length, changed: changed.length, withdrawn: removed.length, ended }
}

/** Windows of a child in some days that its rules ask for and that are not opened yet: those of a coming term, mostly. */
export async function dutiesToCome(
  tx: Tx,
  scope: Scope,
  calendar: Calendar,
  pupilId: string,
  days: Span,
): Promise<readonly OwedDuty[]> {
  const known = knownRules(await tx.rows(rulesQuery(scope))).filter(({ rule }) => rule.per === 'child')
  const [facts, rows] = await factsFor(tx, scope, known, days, [pupilId])
  return difference(owedDuties(known, calendar, facts, days), rows, scope.today).missing
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
  const categories = [...new Set(known.flatMap(({ stored }) => stored.otherTargets))]
  const marks = categories.length > 0 ? await tx.rows(markTimesQuery(scope, pupilIds, categories)) : []
  const classKeys = keysOf('class')
  const classes = classKeys.length > 0 ? await tx.rows(classTimesQuery(scope, classKeys)) : []
  const roles = needs(({ per, paired }) => per === 'person' || paired === true)
    ? await tx.rows(roleTimesQuery(scope))
    : []
  const kinds = [...new Set(known.flatMap(({ rule }) => rule.inPairing ?? []))]
  const pairings = kinds.length > 0 ? await tx.rows(pairingTimesQuery(scope, pupilIds, kinds)) : []
  const since = addDays(days.from, -EVENTS_BEFORE_DAYS)
  const [events, pupils] = needs(({ period }) => period === 'event')
    ? await tx.run(
        eventsQuery(scope, { from: since, to: days.to }, pupilIds),
        pupilTimesQuery(scope, pupilIds, since),
      )
    : [[], []]
  // Of what is owed once, where its rule has been in force in more than one version.
  const onceKeys = known.flatMap(({ rule }) => (rule.period === 'once' && rule.version > 1 ? [rule.key] : []))
  const done = onceKeys.length > 0 ? await tx.rows(doneOnceQuery(scope, onceKeys, pupilIds)) : []
  return [
    { schoolId: scope.schoolId, lists, marks, classes, roles, pairings, events, pupils, done },
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
