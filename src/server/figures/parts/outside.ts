import type { FileAnswer } from '#shared/contract.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { maySeeSchoolFigures } from '#shared/figures/policy.ts'
import {
  OUTSIDE_RULE,
  type OutsideCounts,
  type OutsideGrade,
  outsideTables,
  outsideText,
} from '#shared/figures/rules/outside.ts'
import {
  COLUMN_WORDS,
  OUTSIDE_NOTES,
  OUTSIDE_TITLE,
  outsideHead,
  rowWords,
  TABLE_WORDS,
} from '#shared/figures/rules/outside-words.ts'
import { enrolment, retention } from '#shared/figures/rules/schooling.ts'
import type { OutsideQuery, OutsideReport } from '#shared/figures/schema.ts'
import { archiveOf, factsQuery } from '#server/children/service.ts'
import type { AuditEvent } from '#server/db/audit-entry.ts'
import { planForManyQuery, type RowOf } from '#server/db/query.ts'
import { primaryDefinitionQuery } from '#server/db/primary-definition.ts'
import type { Deps } from '#server/deps.ts'
import { countsOf } from '#server/figures/parts/counts.ts'
import {
  begunTermsQuery,
  listedKindsQuery,
  pupilsByGradeQuery,
  schoolingQuery,
  schoolNameQuery,
} from '#server/figures/parts/schooling-reads.ts'
import { termOf, untilOf } from '#server/figures/parts/schooling.ts'
import { stateCountsQuery } from '#server/figures/reads.ts'
import { workbook, XLSX } from '#server/files/service.ts'
import type { Context } from '#server/http/context.ts'

type Facts = RowOf<ReturnType<typeof factsQuery>>
type Kind = RowOf<ReturnType<typeof listedKindsQuery>>

/** Counts that leave the school: nothing but them, small ones hidden (K-54, H-22). Taken out, it goes on record first. */
async function report(
  { db }: Deps,
  context: Context,
  { termId }: OutsideQuery,
  taken?: 'export' | 'print',
): Promise<Result<OutsideReport>> {
  const scope = context.scope(maySeeSchoolFigures(context.actor))
  if (!scope) return fail('forbidden')
  const { today } = scope
  const [terms] = await db.read(scope, [begunTermsQuery(scope)])
  const term = termOf(terms, termId)
  if (term === undefined) return fail('not-found')
  const audit: AuditEvent[] = taken
    ? [
        {
          action: taken,
          entity: 'outsideFigures',
          detail: { asOf: today, rule: OUTSIDE_RULE, termId: term?.id ?? null },
        },
      ]
    : []
  const until = term && untilOf(term, today)
  const days = { from: term?.from ?? today, to: until ?? today }
  const [, pupils, facts, kinds, children, duties, [definition], [school]] = await db.read(
    scope,
    [
      planForManyQuery(),
      pupilsByGradeQuery(scope),
      factsQuery(scope, { view: 'list' }),
      listedKindsQuery(scope),
      schoolingQuery(scope),
      stateCountsQuery(scope, days, null),
      primaryDefinitionQuery(scope),
      schoolNameQuery(scope),
    ],
    { audit },
  )
  const rate = enrolment(children, today)
  const kept = term && retention(children, days, today)
  const counts: OutsideCounts = {
    ...ofList(pupils, facts, kinds),
    enrolment: { enrolled: rate.enrolled.length, out: rate.out.length },
    retention: kept && {
      moved: kept.moved.length,
      kept: kept.kept.length,
      lost: kept.lost.length,
    },
    duties: term && countsOf(duties),
  }
  return ok({
    schoolName: school?.name ?? '',
    asOf: today,
    definition: definition ?? null,
    rule: OUTSIDE_RULE,
    term,
    terms,
    tables: outsideTables(counts),
  })
}

/** Everything about the list of today: by grade and sex, parents, carers and files. */
function ofList(
  pupils: readonly RowOf<ReturnType<typeof pupilsByGradeQuery>>[],
  facts: readonly Facts[],
  kinds: readonly Kind[],
): Pick<OutsideCounts, 'grades' | 'parents' | 'carers' | 'files'> {
  const gradeOf = new Map(kinds.map(({ pupilId, grade }) => [pupilId, grade]))
  const grades = pupils.map(({ grade, count }): OutsideGrade => {
    const own = facts.filter(({ id }) => (gradeOf.get(id) ?? null) === grade)
    const by = (wanted: string): number => own.filter(({ sex }) => sex === wanted).length
    return { grade, pupils: count, male: by('male'), female: by('female'), unknown: by('unknown') }
  })
  const bothAway = kinds.filter(({ kind }) => kind === 'bothAway').length
  const cared = (...wanted: readonly (string | undefined)[]): number =>
    facts.filter(({ carer }) => wanted.includes(carer?.kind)).length
  const complete = facts.filter((row) => archiveOf(row).complete).length
  return {
    grades,
    parents: { oneAway: kinds.length - bothAway, bothAway },
    carers: {
      parent: cared('parent'),
      grandparent: cared('grandparent'),
      relativeOrFriend: cared('relative', 'friend'),
      nobodyOrUncertain: cared('nobody', 'uncertain'),
      notRecorded: cared(undefined),
    },
    files: { complete, incomplete: facts.length - complete },
  }
}

/** As it will leave: what is hidden is not sent to the screen either. */
export const getOutsideReport = (
  deps: Deps,
  context: Context,
  query: OutsideQuery,
): Promise<Result<OutsideReport>> => report(deps, context, query)

export async function printOutsideReport(
  deps: Deps,
  context: Context,
  query: OutsideQuery,
): Promise<Result<{ done: true }>> {
  const printed = await report(deps, context, query, 'print')
  return printed.ok ? ok({ done: true as const }) : printed
}

/** The tables one below the other on one sheet, with the same words as on screen. */
export async function exportOutsideReport(
  deps: Deps,
  context: Context,
  { locale, ...query }: OutsideQuery & { readonly locale: 'zh-CN' | 'en' },
): Promise<Result<FileAnswer>> {
  const made = await report(deps, context, query, 'export')
  if (!made.ok) return made
  const language = locale === 'en' ? 'en' : 'zh'
  const title = OUTSIDE_TITLE[language]
  const bytes = workbook(title, lines(made.value, language))
  return ok({ fileName: `${title}-${made.value.asOf}.xlsx`, mime: XLSX, bytes })
}

async function* lines(made: OutsideReport, language: 'zh' | 'en'): AsyncGenerator<readonly string[]> {
  yield [OUTSIDE_TITLE[language]]
  for (const line of outsideHead(made, language)) yield [line]
  for (const { key, columns, rows } of made.tables) {
    yield []
    yield [TABLE_WORDS[key][language], ...columns.map((column) => COLUMN_WORDS[column][language])]
    for (const row of rows) yield [rowWords(row.key)[language], ...row.cells.map(outsideText)]
  }
  yield []
  for (const note of OUTSIDE_NOTES) yield [note[language]]
}
