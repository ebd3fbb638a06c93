import { mayEnterRanks } from '#shared/appraisal/policy.ts'
import { misplaced, ranksNeeded } from '#shared/appraisal/rules/ranks.ts'
import type { RankAt, RankList, RanksInput } from '#shared/appraisal/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { enter } from '#server/appraisal/parts/entering.ts'
import { concerned, readPaid, runningScheme, type Running } from '#server/appraisal/parts/facts.ts'
import { openEntry } from '#server/appraisal/parts/sealed.ts'
import { lockAppraisalQuery } from '#server/appraisal/queries.ts'
import { childrenQuery, entriesQuery, type ChildRow, type EntryRow } from '#server/appraisal/reads.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

interface ClassOf {
  readonly running: Running
  readonly scope: Scope
  readonly tx: Transaction
  readonly children: readonly ChildRow[]
  readonly ats: readonly RankAt[]
}

const isWithin = ({ reach }: Scope, classId: string): boolean =>
  reach.kind === 'school' || reach.classIds.includes(classId)

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
    const [children, paid] = await tx.run(
      childrenQuery(scope, running.year.id, running.asOf),
      readPaid(scope, running),
    )
    const own = isWithin(scope, classId) ? children.filter((child) => child.classId === classId) : []
    const [first] = own
    if (!first) return fail('not-found')
    const ats = ranksNeeded(first.grade, running.settings.firstGrade)
    return work({ running, scope, tx, ats, children: concerned(own, paid, running.settings) })
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
  return inClass<RankList>(deps, context, { id, classId }, async ({ running, scope, tx, children, ats }) => {
    const at = ats.find((one) => one === wanted) ?? ats[0] ?? 'first'
    const term = termOf(running, at, scope.today)
    const [rows] = await tx.run(ranksQuery(scope, term?.id))
    const newest = new Map(rows.filter(isRank).map((row) => [row.pupilId, row]))
    tx.audit({ action: 'read', entity: 'appraisalEntry', entityId: id, detail: { classId, at } })
    return ok({
      className: children[0]?.className ?? '',
      at,
      ats: [...ats],
      termName: term?.name ?? null,
      children: children.map(({ id: pupilId, name }) => {
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
      }),
    })
  })
}

/** What the class's ranks of the term would be; a rank that cannot follow the ones before it is refused (K-79). */
function tieFault(
  { vault }: Deps,
  { entries }: RanksInput,
  children: readonly ChildRow[],
  rows: readonly EntryRow[],
): number | undefined {
  const ranks = new Map<string, number | null>(
    rows.filter(isRank).map(({ id, pupilId, sealed }) => {
      const value = openEntry(vault, id, sealed)
      return [pupilId, typeof value === 'number' ? value : null]
    }),
  )
  for (const { pupilId, rank } of entries) ranks.set(pupilId, rank)
  return misplaced(children.flatMap(({ id }) => ranks.get(id) ?? []))
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
    // Last year's class may have been another one.
    const wrong = at === 'yearBefore' ? undefined : tieFault(deps, input, children, rows)
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
