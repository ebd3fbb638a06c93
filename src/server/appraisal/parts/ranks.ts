import { mayEnterRanks } from '#shared/appraisal/policy.ts'
import { misplaced, ranksNeeded } from '#shared/appraisal/rules/ranks.ts'
import type { RankAt, RankList, RanksInput } from '#shared/appraisal/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { auditRead, enter } from '#server/appraisal/parts/entering.ts'
import {
  askedOf,
  readChildren,
  readPaid,
  runningScheme,
  type Running,
} from '#server/appraisal/parts/facts.ts'
import { openEntry } from '#server/appraisal/parts/sealed.ts'
import { lockAppraisalQuery } from '#server/appraisal/queries.ts'
import { entriesQuery, type ChildRow, type EntryRow } from '#server/appraisal/reads.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

interface ClassOf {
  readonly running: Running
  readonly scope: Scope
  readonly tx: Transaction
  /** At least one. */
  readonly children: readonly ChildRow[]
  readonly className: string
  readonly ats: readonly RankAt[]
}

/** A class of the year within reach while the scheme is on, with the children whose ranks it needs. */
async function inClass<T>(
  { db }: Deps,
  context: Context,
  { id, classId }: { readonly id: string; readonly classId: string },
  work: (of: ClassOf) => Promise<Result<T>>,
): Promise<Result<T>> {
  const scope = context.scope(mayEnterRanks(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<T>>(scope, async (tx) => {
    await tx.run(lockAppraisalQuery(scope))
    const found = await runningScheme(tx, scope, id)
    if (!found.ok) return found
    const running = found.value
    const [rows, paid] = await tx.run(readChildren(scope, running), readPaid(scope, running))
    const { ranked } = askedOf(scope, rows, paid, running.settings)
    const children = ranked.filter((child) => child.classId === classId)
    const [first] = children
    if (!first) return fail('not-found')
    const { grade, className } = first
    return work({
      running,
      scope,
      tx,
      children,
      className,
      ats: ranksNeeded(grade, running.settings.firstGrade),
    })
  })
}

const ranksQuery = (scope: Scope, spanId: string | undefined) => entriesQuery(scope, spanId ? [spanId] : [])

/** The term of a rank once it has begun: before it there is none to enter. */
function termOf({ at }: Running, when: RankAt, today: string) {
  const term = at[when]
  return term && term.startsOn <= today ? term : undefined
}

const isRank = ({ kind }: EntryRow): boolean => kind === 'rank'

/** Whoever enters reads back the own entries only: of somebody else's, that there is one (H-07). */
export function listRanks(
  deps: Deps,
  context: Context,
  id: string,
  { classId, at: wanted }: { readonly classId: string; readonly at?: RankAt | undefined },
): Promise<Result<RankList>> {
  return inClass<RankList>(deps, context, { id, classId }, async (of) => {
    const { running, scope, tx, children, className, ats } = of
    const at = ats.find((one) => one === wanted) ?? ats[0] ?? 'first'
    const term = termOf(running, at, scope.today)
    const [rows] = await tx.run(ranksQuery(scope, term?.id))
    const newest = new Map(rows.filter(isRank).map((row) => [row.pupilId, row]))
    const lines = children.map(({ id: pupilId, name }) => {
      const entry = newest.get(pupilId)
      const mine = entry?.enteredBy === context.actor.userId
      const value = entry && mine ? openEntry(deps.vault, entry.id, entry.sealed) : null
      return {
        pupilId,
        name,
        rank: typeof value === 'number' ? value : null,
        entryId: entry?.id ?? null,
        byOther: entry !== undefined && !mine,
      }
    })
    const read = lines.filter(({ rank }) => rank !== null)
    auditRead(
      tx,
      id,
      read.map(({ pupilId }) => pupilId),
      { classId, at },
    )
    return ok({ className, at, ats: [...ats], termName: term?.name ?? null, children: lines })
  })
}

/**
 * What the class's ranks of the term would be; a rank that cannot follow the ones before it is refused (K-79). Whoever came from
 * another class or school later had the rank there; the class of the year before may have been another one for all.
 */
function tieFault(
  { vault }: Deps,
  { at, entries }: RanksInput,
  children: readonly ChildRow[],
  rows: readonly EntryRow[],
  { endsOn }: { readonly endsOn: string },
): number | undefined {
  if (at === 'yearBefore') return undefined
  const ranks = new Map<string, number | null>(
    rows.filter(isRank).map(({ id, pupilId, sealed }) => {
      const value = openEntry(vault, id, sealed)
      return [pupilId, typeof value === 'number' ? value : null]
    }),
  )
  for (const { pupilId, rank } of entries) ranks.set(pupilId, rank)
  const together = children.filter(({ cameOn }) => cameOn <= endsOn)
  return misplaced(together.flatMap(({ id }) => ranks.get(id) ?? []))
}

export function enterRanks(
  deps: Deps,
  context: Context,
  id: string,
  input: RanksInput,
): Promise<Result<{ done: true }>> {
  const { classId, at, entries } = input
  return inClass<{ done: true }>(deps, context, { id, classId }, async (of) => {
    const { running, scope, tx, children, ats } = of
    const term = termOf(running, at, scope.today)
    if (!term || !ats.includes(at)) return fail('not-allowed-now')
    const known = new Set(children.map((child) => child.id))
    const strange = entries.findIndex(({ pupilId }) => !known.has(pupilId))
    if (strange >= 0) return invalid({ path: `entries.${strange}.pupilId`, code: 'unknown-reference' })
    const twice = entries.findIndex(
      ({ id: one, pupilId }, place) =>
        entries.findIndex((other) => other.pupilId === pupilId || other.id === one) !== place,
    )
    if (twice >= 0) return invalid({ path: `entries.${twice}.pupilId`, code: 'not-unique' })
    const [rows] = await tx.run(ranksQuery(scope, term.id))
    const wrong = tieFault(deps, input, children, rows, term)
    const place = entries.findIndex(({ rank }) => rank === wrong)
    if (wrong !== undefined)
      return invalid({ path: `entries.${Math.max(place, 0)}.rank`, code: 'not-unique' })
    return enter(
      deps,
      tx,
      scope,
      context.actor.userId,
      entries.map(({ id: one, pupilId, rank, after }) => ({
        id: one,
        pupilId,
        kind: 'rank' as const,
        spanId: term.id,
        value: rank,
        after,
      })),
    )
  })
}
