import { findDefinitionPreset } from '#shared/children/rules/definitions.ts'
import type { Span } from '#shared/calendar/rules/local-date.ts'
import { teachingWeeks } from '#shared/calendar/rules/school-days.ts'
import type { Calendar, Term } from '#shared/calendar/schema.ts'
import { mayAdoptPlan } from '#shared/duties/policy.ts'
import { rulesOf } from '#shared/duties/rules/plan-rules.ts'
import { findPlanPreset } from '#shared/duties/rules/presets.ts'
import { windowsOf } from '#shared/duties/rules/windows.ts'
import type { PlanLoad } from '#shared/duties/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { expectedCards } from '#shared/figures/rules/completion.ts'
import { getCalendar } from '#server/calendar/service.ts'
import type { Deps } from '#server/deps.ts'
import { childrenByClassQuery } from '#server/duties/reads.ts'
import type { Context } from '#server/http/context.ts'

/** What a plan would ask of each class in the current term, in the holidays of the next one (F09, F10, F29). */
export async function planLoad(
  { db }: Deps,
  context: Context,
  presetKey: string,
  wanted: string | undefined,
): Promise<Result<PlanLoad>> {
  const scope = context.scope(mayAdoptPlan(context.actor))
  if (!scope) return fail('forbidden')
  const preset = findPlanPreset(presetKey)
  if (!preset) return fail('not-found')
  const definition = wanted ?? preset.params.definition
  if (!findDefinitionPreset(definition)) return invalid({ path: 'definition', code: 'unknown-reference' })
  const [calendar, classes] = await db.write(scope, async (tx) => [
    await getCalendar(tx, scope),
    await tx.rows(childrenByClassQuery(scope, definition)),
  ])
  const term = calendar.terms.find(({ to }) => to >= scope.today)
  const windows = term
    ? rulesOf(preset.params, term.from).map((rule) => ({
        rule,
        windows: windowsOf(rule, calendar, term.from, term.to),
      }))
    : []
  const weeks = term ? teachingWeeks(term, calendar).length : 0
  const lines = classes.map((line) => {
    const cards = windows.map((one) => ({
      key: one.rule.key,
      expected: expectedCards(line.children, one.windows),
    }))
    const total = cards.reduce((sum, { expected }) => sum + expected, 0)
    return { ...line, cards, total, perWeek: weeks === 0 ? null : Math.round((total * 10) / weeks) / 10 }
  })
  return ok({
    preset: presetKey,
    definition,
    term: term ? termOf(term, calendar) : null,
    windows: windows.map((one) => ({
      key: one.rule.key,
      period: one.rule.period,
      count: one.windows.length,
    })),
    classes: lines,
    children: lines.reduce((sum, { children }) => sum + children, 0),
    total: lines.reduce((sum, { total }) => sum + total, 0),
  })
}

const termOf = (term: Term & Span, calendar: Calendar): NonNullable<PlanLoad['term']> => ({
  name: term.name,
  from: term.from,
  to: term.to,
  teachingWeeks: teachingWeeks(term, calendar).length,
})
