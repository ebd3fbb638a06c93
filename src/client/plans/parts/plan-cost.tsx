import { plural, t as text } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { SchoolLoad } from '#shared/plans/schema.ts'
import { cx } from '#client/ui/cx.ts'
import { Icon } from '#client/ui/icon.tsx'
import { childrenText, hoursText, timesText } from './amounts.ts'
import { LoadPeople, PersonLoad } from './load-people.tsx'
import { countsText } from './plan-words.ts'
import { sentenceOf } from './rule-words.ts'

/** The busiest person; while nobody is on the list a class of thirty, whoever else has work for the school. */
function busiestText({ people, example }: SchoolLoad): string {
  const [most] = example === null ? people : []
  const person = most ?? example?.person
  if (person === undefined) return ''
  const week = timesText(person.cardsPerWeek ?? 0)
  const month = timesText(person.cardsPerMonth ?? 0)
  const hours = hoursText(person.hoursPerWeek ?? 0)
  if (most !== undefined) return text`${most.name}最忙，每周约 ${week}、${hours}，每月约 ${month}`
  const children = childrenText(example?.children ?? 0)
  return text`班里有 ${children}的话，班主任每周约 ${week}、${hours}，每月约 ${month}`
}

/** More than people can carry: said in so many words before it is promised. */
export function overText({ overloaded, people, capacity, example }: SchoolLoad): string {
  const can = hoursText(capacity.hoursPerWeek)
  const most = hoursText(Math.max(0, ...people.map(({ overHours }) => overHours)))
  if (overloaded > 0)
    return plural(overloaded, {
      one: `# 位老师超出每周能承担的 ${can}，多出 ${most}`,
      other: `# 位老师超出每周能承担的 ${can}，最多的多出 ${most}`,
    })
  const over = example?.person.overHours ?? 0
  return over > 0 ? text`比每周能承担的 ${can}多出 ${hoursText(over)}` : ''
}

/** How many children, what each is owed, who is the busiest, and the whole. */
export function costText(load: SchoolLoad): string {
  const { cards, children } = load
  const parts = [
    children > 0 ? plural(children, { one: '要照顾 # 个孩子', other: '要照顾 # 个孩子' }) : '',
    text`每个孩子这学期：${countsText(load.windows)}`,
    busiestText(load),
    cards > 0 ? plural(cards, { one: '全校共 # 次', other: '全校共 # 次' }) : '',
  ]
  return sentenceOf(parts.filter((part) => part !== '').join(text`；`))
}

/** Bars on a card, the heaviest. */
const few = 3

/** What a plan costs in the current term, in times and hours a person sits down with somebody. */
export function PlanCost({ load, bars }: { load: SchoolLoad; bars?: number }) {
  if (load.term === null)
    return (
      <p className="text-sm text-soft">
        <Trans>填好学期以后，这里会写明老师每周要花多少时间。</Trans>
      </p>
    )
  const { people, example, capacity } = load
  const over = overText(load)
  return (
    <div className={cx('rounded-control px-3 py-2 text-sm', over === '' ? 'bg-sand' : 'bg-amber-soft')}>
      <p>{costText(load)}</p>
      {over !== '' && (
        <p className="mt-1 flex items-start gap-1.5 font-semibold text-amber">
          <Icon name="warning" size={18} className="mt-px shrink-0" />
          <span>{over}</span>
        </p>
      )}
      {example !== null && (
        <PersonLoad
          person={{ ...example.person, name: text`班主任` }}
          hoursPerWeek={capacity.hoursPerWeek}
          details={false}
        />
      )}
      {people.length > 0 && <LoadPeople load={load} few={bars ?? few} onlyFew={bars === undefined} />}
      <p className="text-xs text-soft">
        <Trans>每周小时 / 能承担</Trans>
      </p>
    </div>
  )
}
