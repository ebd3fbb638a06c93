import type { PlanParams } from '#shared/duties/schema.ts'

/** Talk, contact and visit: what a school sets to carry a plan. */
export type PlanDuties = Pick<PlanParams, 'talk' | 'parentContact' | 'visit'>

/** What a school may choose instead, each one step away from the plan. */
export const ALTERNATIVES = [
  'talkMonthly',
  'contactMonthly',
  'visitOnce',
  'talkByHelper',
  'contactByHelper',
  'visitByHelper',
] as const
export type Alternative = (typeof ALTERNATIVES)[number]

const school = { by: 'school' } as const
const helper = { ...school, performerRole: 'helpingTeacher' } as const

/** The plan with one other choice; undefined where the choice would change nothing. */
export function alternative(key: Alternative, plan: PlanDuties): PlanDuties | undefined {
  const { talk, parentContact, visit } = plan
  switch (key) {
    case 'talkMonthly':
      if (!talk.on || talk.period === 'month') return undefined
      return { ...plan, talk: { ...talk, ...school, period: 'month' } }
    case 'contactMonthly':
      if (!parentContact.on || parentContact.period === 'month') return undefined
      return { ...plan, parentContact: { ...parentContact, ...school, period: 'month' } }
    case 'visitOnce':
      if (!visit.on || visit.perTerm === 1) return undefined
      return { ...plan, visit: { ...visit, ...school, perTerm: 1 } }
    case 'talkByHelper':
      if (!talk.on || talk.performerRole === 'helpingTeacher') return undefined
      return { ...plan, talk: { ...talk, ...helper } }
    case 'contactByHelper':
      if (!parentContact.on || parentContact.performerRole === 'helpingTeacher') return undefined
      return { ...plan, parentContact: { ...parentContact, ...helper } }
    case 'visitByHelper':
      if (!visit.on || visit.performerRole === 'helpingTeacher') return undefined
      return { ...plan, visit: { ...visit, ...helper } }
  }
}
