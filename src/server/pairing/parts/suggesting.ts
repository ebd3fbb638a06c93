import { fail, ok, type Result } from '#shared/errors.ts'
import {
  blockOf,
  blocksOf,
  costOf,
  meritsOf,
  type MatchChild,
  type MatchHelper,
  type MatchProblem,
} from '#shared/pairing/rules/match.ts'
import { mayPair } from '#shared/pairing/policy.ts'
import type { HelperPart, Suggestion, SuggestionInput } from '#shared/pairing/schema.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { beginSearch, findSearch, shownOf, stopSearch } from '#server/pairing/parts/desk.ts'
import { asked, childOf, mostOf, planPairing } from '#server/pairing/parts/facts.ts'
import type { Found } from '#server/pairing/parts/optimise.ts'
import { recordedBars, recordedQueries } from '#server/pairing/parts/recorded.ts'
import { searchInWorker } from '#server/pairing/parts/run-in-worker.ts'
import { helperFactsQuery, matchChildrenQuery, peersQuery } from '#server/pairing/parts/search-reads.ts'
import { childrenQuery, loadsQuery, pairingsQuery, planPairingQuery } from '#server/pairing/reads.ts'

const TIME_LIMIT_MS = 20_000
/** Other good choices shown beside each pair. */
const OTHERS = 3

interface Person {
  readonly id: string
  readonly name: string
  readonly className: string | null
}

export interface Search {
  readonly problem: MatchProblem
  readonly people: ReadonlyMap<string, Person>
  /** Proposal that a run keeps or replaces, by child. */
  readonly proposals: ReadonlyMap<string, string>
}

/**
 * What a search is about: children without a helper of this part, and those whose helper is only proposed; whoever helps
 * already stays and takes up room.
 */
export async function searchOf({ db, vault }: Deps, scope: Scope, part: HelperPart): Promise<Search> {
  const [[plan], children, loads, pairings, grownUps, peers] = await db.read(scope, [
    planPairingQuery(scope),
    childrenQuery(scope),
    loadsQuery(scope),
    pairingsQuery(scope, {}),
    helperFactsQuery(scope),
    peersQuery(scope),
  ])
  const planned = planPairing(plan)
  const wanting = asked(
    planned,
    children.map((row) => childOf(planned, row)),
  ).filter(({ has }) => !has.includes(part))
  const proposals = new Map<string, { pairingId: string; helperId: string }>()
  for (const { id, state, members } of pairings) {
    const child = members.filter((one) => one.part === 'child')
    const helper = members.find((one) => one.part === part)
    if (state === 'proposed' && helper && child[0] && child.length === 1)
      proposals.set(child[0].personId, { pairingId: id, helperId: helper.personId })
  }
  const childIds = wanting.map(({ id }) => id)
  const pupilIds = part === 'pupil' ? peers.map(({ id }) => id) : []
  const [rows, ...recorded] = await db.read(scope, [
    matchChildrenQuery(scope, childIds),
    ...recordedQueries(scope, childIds, pupilIds),
  ])
  const barsOf = recordedBars(vault, recorded)
  const matchChildren = rows.map(({ name: _name, className: _class, ...row }): MatchChild => ({
    ...row,
    ...barsOf(row),
    kept: proposals.get(row.id)?.helperId ?? null,
  }))
  // A proposal is open again: it takes up no room in its own search.
  const searched = new Set(rows.map(({ id }) => id))
  const loadBy = new Map(
    loads
      .filter((row) => row.part === part)
      .map((row) => [
        row.personId,
        {
          load:
            row.elsewhere +
            row.children.filter(
              ({ id }) => !(searched.has(id) && proposals.get(id)?.helperId === row.personId),
            ).length,
          most: mostOf(planned, row),
          vettedTo: row.vettedTo,
        },
      ]),
  )
  const free = { load: 0, most: mostOf(planned, { part, most: null }), vettedTo: null }
  const known = part === 'pupil' ? peers : grownUps.filter(({ id }) => loadBy.has(id))
  const helpers = known.map(({ name: _name, ...row }): MatchHelper => ({
    ...row,
    ...(loadBy.get(row.id) ?? free),
  }))
  return {
    problem: { part, today: scope.today, children: matchChildren, helpers },
    people: new Map<string, Person>([
      ...known.map(({ id, name }): [string, Person] => [id, { id, name, className: null }]),
      ...rows.map(({ id, name, className }): [string, Person] => [id, { id, name, className }]),
    ]),
    proposals: new Map([...proposals].map(([child, { pairingId }]) => [child, pairingId])),
  }
}

/** The found pairs in words: why each was chosen, who else would do, and what keeps the others away. */
function resultOf(
  { problem, people, proposals }: Search,
  { chosen, gap }: Found,
): NonNullable<Suggestion['result']> {
  const { children, helpers, part, today } = problem
  const person = (id: string): Person => people.get(id) ?? { id, name: '', className: null }
  const pairs = children.flatMap((child, at) => {
    const helper = helpers[chosen[at] ?? -1]
    if (!helper) return []
    const others = helpers
      .filter((one) => one.id !== helper.id && blockOf(child, one, part, today) === undefined)
      .map((one) => ({ one, cost: costOf(child, one) }))
      .toSorted((a, b) => a.cost - b.cost)
      .slice(0, OTHERS)
      .map(({ one }) => ({ id: one.id, name: person(one.id).name, merits: [...meritsOf(child, one)] }))
    return [
      {
        child: person(child.id),
        helper: { id: helper.id, name: person(helper.id).name },
        merits: [...meritsOf(child, helper)],
        pairingId: child.kept === helper.id ? (proposals.get(child.id) ?? null) : null,
        others,
      },
    ]
  })
  const unmatched = children
    .filter((_child, at) => (chosen[at] ?? -1) < 0)
    .map((child) => ({ child: person(child.id), blocks: [...blocksOf(problem, child)] }))
  return { pairs, unmatched, gap, children: children.length, helpers: helpers.length }
}

/** Begins a search; nothing of it is kept until somebody proposes what it found. */
export async function startSuggestion(
  deps: Deps,
  context: Context,
  { id, part }: SuggestionInput,
): Promise<Result<Suggestion>> {
  const scope = context.scope(mayPair(context.actor))
  if (!scope) return fail('forbidden')
  const { schoolId } = scope
  const { userId } = context.user
  const search = beginSearch(id, { schoolId, userId, part }, async (running) => {
    running.progress = { step: 'rules', round: 0, gap: null }
    const about = await searchOf(deps, scope, part)
    const outcome = await searchInWorker(
      { problem: about.problem, timeLimitMs: TIME_LIMIT_MS },
      (progress) => void (running.progress = progress),
      running.abort.signal,
    )
    return outcome.ok ? resultOf(about, outcome.found) : undefined
  })
  return findSearch(id, schoolId, userId) ? ok(shownOf(search)) : fail('already-exists')
}

export async function getSuggestion(_deps: Deps, context: Context, id: string): Promise<Result<Suggestion>> {
  const scope = context.scope(mayPair(context.actor))
  if (!scope) return fail('forbidden')
  const search = findSearch(id, scope.schoolId, context.user.userId)
  return search ? ok(shownOf(search)) : fail('not-found')
}

export async function cancelSuggestion(
  _deps: Deps,
  context: Context,
  id: string,
): Promise<Result<Suggestion>> {
  const scope = context.scope(mayPair(context.actor))
  if (!scope) return fail('forbidden')
  const search = findSearch(id, scope.schoolId, context.user.userId)
  if (!search) return fail('not-found')
  stopSearch(search)
  return ok(shownOf(search))
}
