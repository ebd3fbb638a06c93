import type { Role } from '#shared/access/schema.ts'
import type { CatalogueDuty } from '#shared/duties/rules/catalogue-duty.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const

type Owner = 'school' | 'class' | 'keeper'

const owners: Readonly<Record<Owner, { per: 'school' | 'class'; performerRole: Role }>> = {
  school: { per: 'school', performerRole: 'principal' },
  class: { per: 'class', performerRole: 'classTeacher' },
  keeper: { per: 'school', performerRole: 'archiveKeeper' },
}

/** Month and number, owner, clauses, and the duty of Part 4 the entry also is. */
const ENTRIES: readonly (readonly [key: string, owner: Owner, sources: readonly string[], duty?: string])[] =
  [
    ['feb1', 'keeper', ['P2-51']],
    ['feb2', 'school', ['P2-52', 'P2-53']],
    ['feb3', 'class', ['P2-54'], 'D41'],
    ['mar1', 'school', ['P2-55']],
    ['mar2', 'school', ['P2-56']],
    ['mar3', 'class', ['P2-57']],
    ['mar4', 'school', ['P2-58']],
    ['apr1', 'class', ['P2-59']],
    ['apr2', 'school', ['P2-60']],
    ['apr3', 'school', ['P2-61']],
    ['apr4', 'class', ['P2-62']],
    ['may1', 'class', ['P2-63'], 'D35'],
    ['may2', 'school', ['P2-64']],
    ['may3', 'school', ['P2-65']],
    ['may4', 'school', ['P2-66']],
    ['jun1', 'school', ['P2-67']],
    ['jun2', 'school', ['P2-68'], 'D49'],
    ['jul1', 'school', ['P2-69']],
    ['jul2', 'school', ['P2-70']],
    ['aug1', 'class', ['P2-71', 'P2-72'], 'D18'],
    ['aug2', 'class', ['P2-73']],
    ['aug3', 'school', ['P2-74']],
    ['sep1', 'school', ['P2-75']],
    ['sep2', 'school', ['P2-76']],
    ['sep3', 'keeper', ['P2-77'], 'D41'],
    ['sep4', 'class', ['P2-78'], 'D35'],
    ['sep5', 'school', ['P2-79']],
    ['oct1', 'school', ['P2-80']],
    ['oct2', 'class', ['P2-81']],
    ['oct3', 'school', ['P2-82']],
    ['oct4', 'school', ['P2-83']],
    ['nov1', 'school', ['P2-84']],
    ['nov2', 'school', ['P2-85']],
    ['nov3', 'school', ['P2-86']],
    ['nov4', 'class', ['P2-87']],
    ['nov5', 'class', ['P2-88'], 'D19'],
    ['dec1', 'school', ['P2-89'], 'D21'],
    ['dec2', 'school', ['P2-90']],
    ['dec3', 'class', ['P2-91', 'P2-92'], 'D12'],
    ['jan1', 'school', ['P2-93']],
    ['jan2', 'school', ['P2-94'], 'D28'],
    ['jan3', 'school', ['P2-95'], 'D27'],
  ]

const monthOf = (key: string): number => MONTHS.findIndex((month) => key.startsWith(month)) + 1

/** D50: the 42 entries of the year calendar, each in its month, holidays included. */
export const CALENDAR_DUTIES: readonly CatalogueDuty[] = ENTRIES.map(([key, owner, sources, duty]) => ({
  key,
  ...owners[owner],
  duties: duty === undefined ? ['D50'] : ['D50', duty],
  sources,
  period: 'dates',
  months: [monthOf(key)],
  cardKinds: ['work'],
  inTermOnly: false,
  plans: { plan2: 'plan' },
}))
