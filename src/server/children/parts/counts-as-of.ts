import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import { evaluate } from '#shared/children/rules/evaluate.ts'
import type { Definition } from '#shared/children/schema.ts'
import { factsByPupil } from '#server/children/parts/facts.ts'
import { absenceFactsQuery, parentFactsQuery, pupilFactsQuery } from '#server/children/queries.ts'
import { idsQuery } from '#server/children/reads.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'

export interface StatusCount {
  readonly key: string
  readonly counted: number
  readonly toVerify: number
}

/**
 * How many of the pupils a person reaches count under each definition as of a day, decided from today's facts and
 * stored nowhere (K-17): what a list of that day must come to.
 */
export async function countsAsOf(
  { db }: Deps,
  scope: Scope,
  definitions: readonly Definition[],
  asOf: LocalDate,
): Promise<StatusCount[]> {
  const [reachable, pupils, parents, absences] = await db.read(scope, [
    idsQuery(scope, { view: 'all' }),
    pupilFactsQuery(scope, undefined),
    parentFactsQuery(scope, undefined),
    absenceFactsQuery(scope, undefined),
  ])
  const own = new Set(reachable.map(({ id }) => id))
  const there = pupils.filter(({ id, joinedOn }) => own.has(id) && joinedOn <= asOf)
  const facts = [...factsByPupil(there, parents, absences).values()]
  return definitions.map((definition) => {
    const results = facts.map((one) => evaluate(definition, one, asOf).result)
    const count = (wanted: string): number => results.filter((result) => result === wanted).length
    return { key: definition.key, counted: count('counted'), toVerify: count('toVerify') }
  })
}
