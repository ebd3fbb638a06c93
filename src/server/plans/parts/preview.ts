import { schoolYearOf, type LocalDate, type Span } from '#shared/calendar/rules/local-date.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { mayMark } from '#shared/children/policy.ts'
import { mayAdoptPlan } from '#shared/duties/policy.ts'
import { alternative, ALTERNATIVES } from '#shared/duties/rules/alternatives.ts'
import { planChange } from '#shared/duties/rules/plan-change.ts'
import { rulesOf } from '#shared/duties/rules/plan-rules.ts'
import type { PlanParams, Rule } from '#shared/duties/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import type {
  AlternativeLoad,
  PlanPreview,
  PlanWarning,
  PreviewInput,
  SchoolLoad,
} from '#shared/plans/schema.ts'
import type { Deps } from '#server/deps.ts'
import { checkStart, draftOf, neverDue, schoolRules, tryPlan } from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'
import { type LoadBasis, loadBasis, termRules, schoolLoad } from '#server/plans/parts/school-load.ts'
import { planDefinitionQuery } from '#server/plans/reads.ts'

/** Last day looked at: of the term the plan begins in or before, without terms of the school year. */
const horizon = (from: LocalDate, calendar: Calendar): LocalDate =>
  calendar.terms.find(({ to }) => to >= from)?.to ?? schoolYearOf(from).to

const busiest = ({ people }: SchoolLoad): number | null =>
  people.reduce<number | null>(
    (most, { hoursPerWeek: hours }) => ((hours ?? 0) > (most ?? 0) ? hours : most),
    null,
  )

const lacksHelper = ({ per, role }: SchoolLoad['nobody'][number]): boolean =>
  per === 'child' && role === 'helpingTeacher'

/** What each other choice would make of the load. */
function alternativesTo(params: PlanParams, basis: LoadBasis): AlternativeLoad[] {
  return ALTERNATIVES.flatMap((key): AlternativeLoad[] => {
    const other = alternative(key, params)
    if (other === undefined || !basis.term) return []
    const load = schoolLoad(basis, termRules({ ...params, ...other }, basis))
    return [
      {
        key,
        cards: load.cards,
        busiestHours: busiest(load),
        overloaded: load.overloaded,
        nobody: Math.max(0, ...load.nobody.filter(lacksHelper).map(({ subjects }) => subjects)),
      },
    ]
  })
}

/** Civil years of a time of which the school has set no holiday yet. */
function yearsWithoutHolidays({ from, to }: Span, { days }: Calendar): number[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
  const years = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  return years.filter((year) => !days.some(({ day }) => day.startsWith(`${year}-`)))
}

/**
 * Rules of which the term weighs nothing, but that would find nobody: what an event begins, what falls due in another
 * term, what each holder of a role owes, and what is owed only while a helping teacher is named.
 */
function nobodyThere(
  rules: readonly Rule[],
  known: SchoolLoad['nobody'],
  { school: { holders } }: LoadBasis,
): PlanWarning[] {
  const held = new Set(holders.map(({ role }) => role))
  const told = new Set(known.map(({ key }) => key))
  return rules.flatMap(({ key, performerRole, allStaff, paired }): PlanWarning[] => {
    // Whoever reads this is of the staff.
    if (allStaff) return []
    const roles = [performerRole, ...(paired === true ? ['helpingTeacher' as const] : [])]
    const role = roles.find((one) => !held.has(one))
    if (role === undefined || told.has(key)) return []
    return [{ code: 'nobodyPerforms', key, role, per: 'school', subjects: 1 }]
  })
}

/** Whom the plan looks after besides, and nobody has said which children they are, as far as the reader is told. */
function unmarked(others: PlanPreview['others'], told: boolean): PlanWarning[] {
  const categories = others
    .filter(({ archive, duties, children }) => (archive || duties) && !(children !== null && children > 0))
    .map(({ category }) => category)
  return categories.length > 0 ? [{ code: told ? 'nobodyMarked' : 'needsMarks', categories }] : []
}

function warningsOf(load: SchoolLoad, rules: readonly Rule[], basis: LoadBasis, span: Span): PlanWarning[] {
  const { calendar } = basis
  const years = yearsWithoutHolidays(span, calendar)
  return [
    ...(load.children === 0 ? [{ code: 'nobodyOnList' as const }] : []),
    ...neverDue(rules, calendar).map(({ key }) => ({ code: 'neverDue' as const, key })),
    ...(years.length > 0 ? [{ code: 'noHolidays' as const, years }] : []),
    ...load.nobody.map((line) => ({ code: 'nobodyPerforms' as const, ...line })),
    ...nobodyThere(rules, load.nobody, basis),
  ]
}

/** What adopting a plan on a day would do and cost. What adopting refuses is refused here in the same words. */
export async function previewPlan(
  deps: Deps,
  context: Context,
  input: PreviewInput,
): Promise<Result<PlanPreview>> {
  const scope = context.scope(mayAdoptPlan(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<PlanPreview>>(scope, async (tx) => {
    const draft = await draftOf(tx, scope, input)
    if (!draft.ok) return draft
    const { params } = draft.value
    const checked = await checkStart(tx, scope, input.effectiveFrom, params)
    if (!checked.ok) return checked
    const calendar = checked.value
    const basis = await loadBasis(tx, scope, [params.definition])
    const known = (await schoolRules(tx, scope)).map(({ rule }) => rule)
    const [before] = await tx.rows(planDefinitionQuery(scope))
    const fresh = rulesOf(params, input.effectiveFrom).map((rule) => ({ ...rule, adoptedOn: scope.today }))
    const load = schoolLoad(basis, termRules(params, basis))
    // Who carries a mark is nothing for the administrator, in numbers neither (docs/adr/0031).
    const told = mayMark(context.actor).allowed
    const others = params.otherTargets.map((one) => ({
      ...one,
      children: told ? basis.markedAs(one.category) : null,
    }))
    const days = { from: input.effectiveFrom, to: horizon(input.effectiveFrom, calendar) }
    return ok({
      load,
      alternatives: alternativesTo(params, basis),
      changes: [...planChange(known, fresh, calendar, days)],
      outcome: await tryPlan(deps, tx, scope, input.effectiveFrom, draft.value),
      definitionBefore: before?.key ?? null,
      others,
      warnings: [...warningsOf(load, fresh, basis, days), ...unmarked(others, told)],
    })
  })
}
