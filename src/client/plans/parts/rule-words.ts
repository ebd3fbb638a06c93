import { t } from '@lingui/core/macro'
import { findCatalogueDuty } from '#shared/duties/rules/catalogue.ts'
import type { PlanRule, RuleParams } from '#shared/duties/schema.ts'
import type { Period } from '#shared/periods/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { formatDate } from '#client/lib/format.ts'
import { roleText } from '#client/lib/role-text.ts'
import { daysText, timesText, weeksText } from './amounts.ts'

/** As a line of its own; Chinese knows no capitals. */
export const sentenceOf = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

export function periodText(period: Period): string {
  const words: Record<Period, () => string> = {
    week: () => t`每周`,
    twoWeeks: () => t`每两周`,
    month: () => t`每月`,
    term: () => t`每学期`,
    schoolYear: () => t`每学年`,
    civilYear: () => t`每年`,
    once: () => t`一次`,
    weekdays: () => t`固定的日子`,
    dates: () => t`每年固定的月份`,
    termStart: () => t`开学时`,
    termEnd: () => t`学期末`,
    holiday: () => t`节假日`,
    event: () => t`有事时`,
  }
  return words[period]()
}

export type When = Pick<
  RuleParams,
  'period' | 'perPeriod' | 'weekdays' | 'months' | 'part' | 'weeks' | 'event' | 'days' | 'ages'
>

const weekdayWords = (): string[] => [t`周一`, t`周二`, t`周三`, t`周四`, t`周五`, t`周六`, t`周日`]

export function monthText(month: number, part?: When['part']): string {
  // Any year will do: only the month is said.
  const name = formatDate(`2026-${String(month).padStart(2, '0')}-01`, 'short-month')
  if (part === 'early') return t`${name}上旬`
  if (part === 'middle') return t`${name}中旬`
  return part === 'late' ? t`${name}下旬` : name
}

function eventText({ event, days = 14, ages = [] }: When): string {
  const within = daysText(days)
  if (event === 'fileOpened') return t`建档后 ${within}内`
  if (event === 'parentHome') return t`家长返乡后 ${within}内`
  if (event === 'absenceFound') return t`得知家长外出后 ${within}内`
  if (event === 'agreementEnds') return t`协议到期前 ${within}内`
  const years = joinWords(ages.map(String))
  return t`满 ${years} 岁后 ${within}内`
}

/** When a rule falls due, in words: 每月, 8月, 每周二、周四, 开学 3 周内. */
export function whenText(when: When): string {
  const { period, perPeriod, weekdays = [], months = [], weeks = 2 } = when
  if (period === 'weekdays') {
    const days = joinWords(weekdays.map((day) => weekdayWords()[day - 1] ?? ''))
    return t`每逢${days}`
  }
  if (period === 'dates') return joinWords(months.map((month) => monthText(month, when.part)))
  if (period === 'termStart') return t`开学 ${weeksText(weeks)}内`
  if (period === 'termEnd') return t`学期最后 ${weeksText(weeks)}`
  if (period === 'event') return eventText(when)
  const name = periodText(period)
  return perPeriod > 1 ? `${name} ${timesText(perPeriod)}` : name
}

/** For whom, and who does it: 每个班 · 班主任. */
export function whoText({
  per,
  performerRole,
  allStaff,
}: Pick<RuleParams, 'per' | 'performerRole' | 'allStaff'>): string {
  if (allStaff) return t`每位教职工自己`
  const role = roleText(performerRole)
  const subject: Record<RuleParams['per'], () => string> = {
    child: () => t`每个孩子`,
    class: () => t`每个班`,
    person: () => t`每个人自己`,
    school: () => t`全校`,
  }
  return `${subject[per]()} · ${role}`
}

/** Days of what an event begins: the school's own, else the catalogue's. */
export const eventDays = ({ key, days }: Pick<PlanRule, 'key' | 'days'>): number =>
  days ?? findCatalogueDuty(key)?.days ?? 14

/** A duty of the catalogue in one line, in the period chosen for it. */
export function catalogueText({ key, period, days, months }: Omit<PlanRule, 'on' | 'by'>): string {
  const duty = findCatalogueDuty(key)
  if (duty === undefined) return periodText(period)
  const own = {
    ...(period === 'event' && { days: eventDays({ key, days }) }),
    ...(months !== undefined && { months }),
  }
  const when = period === duty.period ? whenText({ perPeriod: 1, ...duty, ...own }) : periodText(period)
  return `${sentenceOf(when)} · ${whoText(duty)}`
}
