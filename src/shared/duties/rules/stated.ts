import { findCatalogueDuty } from '#shared/duties/rules/catalogue.ts'
import type { PlanParams, PlanRule, RuleKey } from '#shared/duties/schema.ts'
import type { Period } from '#shared/periods/schema.ts'

type Meeting = PlanParams['meetings'][number]['kind']
type Summary = PlanParams['summaries'][number]
type One = PlanParams['ones'][number]

const MEETINGS: Readonly<Record<RuleKey, Meeting>> = {
  meeting: 'meeting',
  symposium: 'symposium',
  phaseSymposium: 'symposium',
  dec1: 'symposium',
  forum: 'forum',
  jan2: 'forum',
}

const SUMMARIES: Readonly<Record<RuleKey, Summary>> = {
  termSummary: { level: 'pairing', period: 'term' },
  classYearSummary: { level: 'class', period: 'civilYear' },
  schoolTermSummary: { level: 'school', period: 'term' },
  classJanuarySummary: { level: 'class', period: 'civilYear' },
  jan3: { level: 'school', period: 'civilYear' },
}

/** The duty that each of the “ones” is (P2-12…16, P5-40…44, P11-16/17). */
const ONES: Readonly<Record<One['key'], RuleKey>> = {
  call: 'familyCall',
  letter: 'letterHome',
  classTeacherContact: 'parentContact',
  subjectTeacherContact: 'subjectTeacherContact',
  homeReturn: 'homeReturn',
  phonePlace: 'mar2',
  homePlace: 'mar1',
  book: 'nov4',
  warmth: 'dec2',
  visit: 'homeVisit',
  help: 'helpAction',
  informationCheck: 'informationCheck',
}

/** A duty of fixed months comes once a year. */
const often = ({ period }: Pick<PlanRule, 'period'>): Period => (period === 'dates' ? 'civilYear' : period)

/**
 * A plan as its duties are: what it says of meetings, summaries, rounds of visits, talks at holidays and of the “ones”
 * follows from the duties that are on, so that nothing is said that nobody owes (C06).
 */
export function statedOf(plan: PlanParams): PlanParams {
  const on = plan.rules.filter((rule) => rule.on)
  const has = (key: RuleKey): PlanRule | undefined => on.find((rule) => rule.key === key)
  const drives = on.flatMap(({ key, months }) => {
    const duty = findCatalogueDuty(key)
    return duty?.period === 'dates' && duty.cardKinds.includes('homeVisit')
      ? (months ?? duty.months ?? [])
      : []
  })
  const periodOf = (key: RuleKey): Period | undefined => {
    if (key === 'parentContact') return plan.parentContact.on ? plan.parentContact.period : undefined
    if (key === 'homeVisit') return plan.visit.on ? plan.visit.period : undefined
    return has(key)?.period
  }
  return {
    ...plan,
    parentContact: {
      ...plan.parentContact,
      prompts: [
        ...(has('parentsAtHoliday') ? ['holiday' as const] : []),
        ...(has('parentsAtTermStart') ? ['termStart' as const] : []),
      ],
    },
    visit: { ...plan.visit, campaignMonths: [...new Set(drives)].toSorted((a, b) => a - b) },
    ones: plan.ones.flatMap((one) => {
      const period = periodOf(ONES[one.key])
      return period === undefined ? [] : [{ ...one, period: period === 'dates' ? one.period : period }]
    }),
    meetings: on.flatMap((rule) => {
      const kind = MEETINGS[rule.key]
      return kind === undefined ? [] : [{ kind, period: often(rule) }]
    }),
    summaries: on.flatMap(({ key }) => SUMMARIES[key] ?? []),
  }
}
