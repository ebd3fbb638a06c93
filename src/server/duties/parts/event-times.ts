import { addDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { Membership, Rule } from '#shared/duties/schema.ts'
import { type SubjectFacts, type SubjectTime, subjectsOf } from '#server/duties/parts/subjects.ts'

type Pupil = SubjectFacts['pupils'][number]

/** An event with which a child may leave the list: it is looked for on the day before. */
const MAY_END_IT: ReadonlySet<Rule['event']> = new Set(['birthday', 'parentHome'])

const holds = ({ from, to }: Membership, day: LocalDate): boolean => from <= day && (to === null || day <= to)

// Facts are values: pupils are looked up once for all their events.
const known = new WeakMap<SubjectFacts, ReadonlyMap<string, Pupil>>()

function pupilOf(pupilId: string, facts: SubjectFacts): Pupil | undefined {
  const pupils = known.get(facts) ?? new Map(facts.pupils.map((one) => [one.pupilId, one]))
  known.set(facts, pupils)
  return pupils.get(pupilId)
}

/**
 * When a child owes what an event asks for. A birthday and a parent at home again may be what takes it off the list: who was
 * on it the day before, or had an open file, owes the window as long as the school has it. An absence is looked into for
 * every pupil, on a list or not yet. Else, and for windows that were over before the rule was promised, the list decides (K-24).
 */
export function eventTimes(
  { rule, stored }: { readonly rule: Rule; readonly stored: Parameters<typeof subjectsOf>[0]['stored'] },
  facts: SubjectFacts,
  pupilId: string,
  window: { readonly from: LocalDate; readonly to: LocalDate },
): readonly SubjectTime[] {
  const listed = subjectsOf({ rule, stored }, facts).get(pupilId) ?? []
  const pupil = pupilOf(pupilId, facts)
  if (!pupil || window.to < (rule.adoptedOn ?? rule.effectiveFrom)) return listed
  const before = addDays(window.from, -1)
  const asked =
    rule.event === 'absenceFound' ||
    (MAY_END_IT.has(rule.event) && [...listed, ...pupil.files].some((time) => holds(time, before)))
  return asked ? [{ id: pupilId, classId: pupil.classId, from: '0001-01-01', to: pupil.to }] : listed
}
