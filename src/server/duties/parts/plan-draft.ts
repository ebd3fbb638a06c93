import { type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { yearAt } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { findDefinitionPreset } from '#shared/children/rules/definitions.ts'
import { rulesOf, takenFaults, takenRules } from '#shared/duties/rules/plan-rules.ts'
import { findPlanPreset } from '#shared/duties/rules/presets.ts'
import { activeVersions } from '#shared/duties/rules/windows.ts'
import { type PlanInput, PlanParams, type Rule } from '#shared/duties/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { getCalendar } from '#server/calendar/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import { workAfterQuery } from '#server/duties/queries.ts'
import { ownPlanQuery, planExistsQuery } from '#server/duties/reads.ts'

/** A plan about to be adopted: where it comes from and all that it sets. */
export interface PlanDraft {
  readonly preset: string
  /** One of the school's own, under its name of today. */
  readonly own: { readonly id: string; readonly name: string } | null
  readonly params: PlanParams
}

export type Wanted = Omit<PlanInput, 'id'>

/** The preset or own plan with what the school sets itself; wrong names answer with their field. */
export async function draftOf(
  tx: Pick<Transaction, 'rows'>,
  scope: Scope,
  wanted: Pick<Wanted, 'preset' | 'own' | 'definition' | 'settings'>,
): Promise<Result<PlanDraft>> {
  const [own] = wanted.own === undefined ? [] : await tx.rows(ownPlanQuery(scope, wanted.own))
  if (wanted.own !== undefined && !own) return invalid({ path: 'own', code: 'unknown-reference' })
  const preset = findPlanPreset(own?.preset ?? wanted.preset)
  if (!preset) return invalid({ path: 'preset', code: 'unknown-reference' })
  const base = own ? PlanParams.parse(own.params) : preset.params
  const definition = wanted.definition ?? base.definition
  if (!findDefinitionPreset(definition)) return invalid({ path: 'definition', code: 'unknown-reference' })
  const taken = wanted.settings.rules
  const faults = takenFaults(taken ?? [], 'settings.rules')
  if (faults.length > 0) return invalid(...faults)
  const {
    talk = base.talk,
    parentContact = base.parentContact,
    visit = base.visit,
    otherTargets = base.otherTargets,
  } = wanted.settings
  return ok({
    preset: preset.key,
    own: own ? { id: own.id, name: own.name } : null,
    // Nothing is owed that nobody promised: of a preset only what is named, of an own plan what it was kept with.
    params: {
      ...base,
      definition,
      talk,
      parentContact,
      visit,
      otherTargets,
      rules: taken || !own ? takenRules(preset.key, taken ?? []) : base.rules,
    },
  })
}

/** Rules that no window of the calendar can ever hold. */
export const neverDue = (rules: readonly Rule[], calendar: Calendar): readonly Rule[] =>
  rules.filter((rule) => activeVersions([rule], calendar).length === 0)

/** May the plan begin on this day? A change may reach back only while nothing was done under the plan it replaces. */
export async function checkStart(
  tx: Transaction,
  scope: Scope,
  from: LocalDate,
  params: PlanParams,
): Promise<Result<Calendar>> {
  const calendar = await getCalendar(tx, scope)
  const { today } = scope
  const year = yearAt(today, calendar)
  const last = calendar.years.at(-1)?.to ?? year.to
  if (from < year.from || from > last) return invalid({ path: 'effectiveFrom', code: 'outside-school-year' })
  const rules = rulesOf(params, from)
  if (rules.length > 0 && neverDue(rules, calendar).length === rules.length) return fail('rule-never-due')
  if (from >= today) return ok(calendar)
  const [[plan], [work]] = await tx.run(planExistsQuery(scope), workAfterQuery(scope, from))
  return plan?.any && work?.any
    ? invalid({ path: 'effectiveFrom', code: 'before-start', params: { earliest: today } })
    : ok(calendar)
}
