import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { maySeeSchoolFigures } from '#shared/figures/policy.ts'
import { enrolment, outReason, retention, trend } from '#shared/figures/rules/schooling.ts'
import type {
  FigureTerm,
  Schooling,
  SchoolingItem,
  SchoolingList,
  SchoolingListQuery,
  SchoolingPart,
  SchoolingQuery,
} from '#shared/figures/schema.ts'
import { planForManyQuery } from '#server/db/query.ts'
import { primaryDefinitionQuery } from '#server/db/primary-definition.ts'
import type { Deps } from '#server/deps.ts'
import { begunTermsQuery, schoolingQuery, type SchoolingRow } from '#server/figures/parts/schooling-reads.ts'
import { BOARD_PAGE } from '#server/figures/reads.ts'
import type { Context } from '#server/http/context.ts'

/** The term that is asked for, else the newest that has begun; undefined = there is no such term here. */
export function termOf(terms: readonly FigureTerm[], id: string | undefined): FigureTerm | null | undefined {
  return id === undefined ? (terms[0] ?? null) : terms.find((term) => term.id === id)
}

/** The last day of a term, or today while it runs. */
export const untilOf = ({ to }: FigureTerm, today: string): string => (to < today ? to : today)

/** No school keeps a roster of earlier days; a year before it there is a calendar still. */
const FIRST_DAY = '1900-01-01'

async function read({ db }: Deps, context: Context, query: SchoolingQuery) {
  const scope = context.scope(maySeeSchoolFigures(context.actor))
  if (!scope) return fail('forbidden')
  const { today } = scope
  const day = query.day ?? today
  if (day > today) return invalid({ path: 'day', code: 'in-future' })
  if (day < FIRST_DAY) return invalid({ path: 'day', code: 'before-start' })
  const [, terms, [definition], children] = await db.read(scope, [
    planForManyQuery(),
    begunTermsQuery(scope),
    primaryDefinitionQuery(scope),
    schoolingQuery(scope),
  ])
  const term = termOf(terms, query.termId)
  if (term === undefined) return fail('not-found')
  const until = term && untilOf(term, today)
  return ok({
    today,
    day,
    definition: definition ?? null,
    terms,
    term,
    until,
    rate: enrolment(children, day),
    kept: term && until !== null ? retention(children, { from: term.from, to: until }, today) : null,
    trend: trend(children, day),
  })
}

type Known = Extract<Awaited<ReturnType<typeof read>>, { ok: true }>['value']

/** Enrolment of a day, retention of a term and the trend of a year (K-53, F05, F06, F30). */
export async function getSchooling(
  deps: Deps,
  context: Context,
  query: SchoolingQuery,
): Promise<Result<Schooling>> {
  const known = await read(deps, context, query)
  if (!known.ok) return known
  const { today, day, definition, terms, term, until, rate, kept, trend: year } = known.value
  const { since, before, now, change, percent } = year
  const gone = (wanted: string): number => year.gone.filter(({ reason }) => reason === wanted).length
  return ok({
    today,
    day,
    definition,
    terms,
    enrolment: {
      schoolAge: rate.denominator,
      enrolled: rate.numerator,
      out: rate.out.length,
      percent: rate.percent,
    },
    retention: term && retentionOf(term, kept, until ?? today),
    trend: {
      since,
      before,
      now,
      change,
      percent,
      joined: year.joined.length,
      gone: {
        parentsBack: gone('parentsBack'),
        leftSchool: gone('leftSchool'),
        ageReached: gone('ageReached'),
        other: gone('other'),
      },
    },
  })
}

const retentionOf = (
  term: FigureTerm,
  rate: Known['kept'],
  until: string,
): NonNullable<Schooling['retention']> => ({
  term,
  until,
  start: rate?.start.length ?? 0,
  moved: rate?.moved.length ?? 0,
  kept: rate?.kept.length ?? 0,
  lost: rate?.lost.length ?? 0,
  percent: rate?.percent ?? null,
})

/** Whom a number counts, and the day on which it does. */
function partOf(
  { rate, kept, trend: year, day, until }: Known,
  part: SchoolingPart,
): [readonly SchoolingRow[], string] {
  switch (part) {
    case 'schoolAge':
    case 'enrolled':
    case 'out':
      return [rate[part], day]
    case 'start':
    case 'moved':
    case 'kept':
    case 'lost':
      return [kept?.[part] ?? [], until ?? day]
    case 'before':
      return [year.listedBefore, day]
    case 'now':
      return [year.listedNow, day]
    case 'joined':
      return [year.joined, day]
    default:
      return [year.gone.filter(({ reason }) => reason === part).map(({ child }) => child), day]
  }
}

const itemOf = (row: SchoolingRow, day: string): SchoolingItem => ({
  pupilId: row.pupilId,
  name: row.name,
  className: row.className,
  here: row.here,
  reason: outReason(row, day),
  leftOn: row.leftOn,
  movedTo: row.moved?.to ?? null,
  confirmedOn: row.moved?.confirmedOn ?? null,
})

/** The children behind a number of it, in the order of the classes. */
export async function listSchooling(
  deps: Deps,
  context: Context,
  query: SchoolingListQuery,
): Promise<Result<SchoolingList>> {
  const known = await read(deps, context, query)
  if (!known.ok) return known
  const [children, day] = partOf(known.value, query.part)
  const begin =
    query.after === undefined ? 0 : children.findIndex(({ pupilId }) => pupilId === query.after) + 1
  const rows = children.slice(begin, begin + BOARD_PAGE)
  return ok({
    count: children.length,
    items: rows.map((row) => itemOf(row, day)),
    nextAfter: begin + BOARD_PAGE < children.length ? (rows.at(-1)?.pupilId ?? null) : null,
  })
}
