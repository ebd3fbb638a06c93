import { CompiledQuery } from 'kysely'
import type { Reach } from '#shared/access/schema.ts'
import type { Scope } from '#server/db/scope.ts'

/** A text, a number or a list that the query hands on as it came; one that may be missing makes a query of its own. */
type Values = readonly (string | number | readonly string[] | undefined)[]
interface Built {
  readonly sql: string
  /** Gives the parameters of a call; what no call gives is the query's own. */
  readonly parameters: (scope: Scope, values: Values) => unknown[]
}

/**
 * A query that is built once for each kind of reach and each choice of values given, instead of at each call: for what
 * everybody asks all day building costs as much as sending. `build` may use the scope and the values as parameters only,
 * never to decide what the query says; the first call of each kind proves it and throws otherwise.
 */
export function builtOnce<Row, Given extends Values>(
  build: (scope: Scope, ...values: Given) => CompiledQuery<Row>,
): (scope: Scope, ...values: Given) => CompiledQuery<Row> {
  const kinds = new Map<string, Built>()
  return (scope, ...values) => {
    const kind = `${scope.reach.kind} ${values.map((value) => (value === undefined ? '-' : '+')).join('')}`
    const known = kinds.get(kind)
    if (known) return CompiledQuery.raw(known.sql, known.parameters(scope, values))
    const query = build(scope, ...values)
    const built = withPlaces(scope, values, build)
    const filled = built.parameters(scope, values)
    if (built.sql !== query.sql || filled.some((one, at) => one !== query.parameters[at]))
      throw new Error(`the query depends on its values: ${query.sql}`)
    kinds.set(kind, built)
    return query
  }
}

/** Something no query has of its own: a text by its words, a list by being this very one. */
const markOf = (value: Values[number], at: number): Values[number] =>
  typeof value === 'string'
    ? `value ${at}`
    : typeof value === 'number'
      ? Number.MIN_SAFE_INTEGER + at
      : value && []

/** Builds with a mark for each value and finds the marks again among the parameters. */
function withPlaces<Row, Given extends Values>(
  scope: Scope,
  values: Given,
  build: (scope: Scope, ...values: Given) => CompiledQuery<Row>,
): Built {
  const marks = values.map(markOf) as unknown as Given
  const classIds: readonly string[] = []
  const pupilIds: readonly string[] = []
  const reach: Reach = scope.reach.kind === 'school' ? scope.reach : { ...scope.reach, classIds, pupilIds }
  const marked = { ...scope, schoolId: 'school', today: 'today', userId: 'user', reach } as Scope
  const { sql, parameters } = build(marked, ...marks)
  const finders = parameters.map((parameter): ((from: Scope, given: Values) => unknown) => {
    if (parameter === marked.schoolId) return (from) => from.schoolId
    if (parameter === marked.today) return (from) => from.today
    if (parameter === marked.userId) return (from) => from.userId
    if (parameter === classIds) return ({ reach: to }) => (to.kind === 'some' ? to.classIds : parameter)
    if (parameter === pupilIds) return ({ reach: to }) => (to.kind === 'some' ? to.pupilIds : parameter)
    const at = marks.indexOf(parameter as Given[number])
    return at < 0 ? () => parameter : (_, given) => given[at]
  })
  return { sql, parameters: (from, given) => finders.map((find) => find(from, given)) }
}
