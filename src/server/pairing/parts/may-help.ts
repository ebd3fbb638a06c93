import type { FieldError } from '#shared/errors.ts'
import { barOf, type MatchAsks, type MatchTraits } from '#shared/pairing/rules/match.ts'
import type { Bar } from '#shared/pairing/schema.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { recordedBars, recordedQueries } from '#server/pairing/parts/recorded.ts'
import { helperFactsQuery, matchChildrenQuery } from '#server/pairing/parts/search-reads.ts'

interface Helping {
  readonly part: string
  readonly personId: string
  readonly name: string
}
type Pairing = {
  readonly kind: string
  readonly members: readonly { readonly part: string; readonly personId: string }[]
}

const CODES = { relative: 'is-relative', conflict: 'barred' } as const

const faultOf = ({ part, name }: Helping, bar: Bar): FieldError =>
  bar === 'relative' || bar === 'conflict'
    ? { path: part, code: CODES[bar], params: { name } }
    : { path: part, code: 'not-as-asked', params: { name, asked: bar } }

/**
 * The hard rules of a suggestion for whoever pairs by hand, read once for any number of pairings. Checks in date are asked
 * on the day it begins, room by the load.
 */
export async function mayHelp(
  { vault }: Deps,
  tx: Pick<Transaction, 'run'>,
  scope: Scope,
  pairings: readonly Pairing[],
): Promise<(pairing: Pairing, helper: Helping) => FieldError[]> {
  const idsOf = (wanted: string): string[] => [
    ...new Set(
      pairings.flatMap(({ members }) =>
        members.flatMap(({ part, personId }) => (part === wanted ? [personId] : [])),
      ),
    ),
  ]
  const [childIds, pupilIds] = [idsOf('child'), idsOf('pupil')]
  const [pupils, grownUps, ...recorded] = await tx.run(
    matchChildrenQuery(scope, [...new Set([...childIds, ...pupilIds])]),
    helperFactsQuery(scope),
    ...recordedQueries(scope, childIds, pupilIds),
  )
  const barsOf = recordedBars(vault, recorded)
  const asks = new Map(pupils.map((row): [string, MatchAsks] => [row.id, { ...row, ...barsOf(row) }]))
  const traits = new Map([
    ...grownUps.map((row): [string, MatchTraits] => [row.id, row]),
    ...pupils.map((row): [string, MatchTraits] => [row.id, { ...row, languages: null }]),
  ])
  return ({ kind, members }, helper) => {
    const known = traits.get(helper.personId)
    const bars = members.flatMap(({ part, personId }) => {
      const child = part === 'child' ? asks.get(personId) : undefined
      return child && known ? [barOf(child, known)] : []
    })
    // What a child asks of a helper is not asked of the three pupils of a group, who are there as a group (H-15).
    const isOfGroup = kind === 'group3211' && helper.part === 'pupil'
    const bar = bars.find(
      (one) => one !== undefined && (!isOfGroup || one === 'relative' || one === 'conflict'),
    )
    return bar === undefined ? [] : [faultOf(helper, bar)]
  }
}
