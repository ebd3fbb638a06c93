import { plural, t as text } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { SchoolLoad } from '#shared/plans/schema.ts'
import { formatDateRange } from '#client/lib/format.ts'
import { cx } from '#client/ui/cx.ts'
import { Icon } from '#client/ui/icon.tsx'
import { childrenText, hoursText, timesText } from './amounts.ts'
import { LoadPeople, PersonLoad } from './load-people.tsx'
import { countsText } from './plan-words.ts'
import { sentenceOf } from './rule-words.ts'

type Holidays = NonNullable<SchoolLoad['holidays']>
type Part = Pick<SchoolLoad, 'people' | 'example'>

/** The busiest person; while nobody is on the list a class of thirty, whoever else has work for the school. */
function busiestText({ people, example }: Part): string {
  const [most] = example === null ? people : []
  const person = most ?? example?.person
  if (person === undefined) return ''
  const week = timesText(person.cardsPerWeek ?? 0)
  const hours = hoursText(person.hoursPerWeek ?? 0)
  const children = childrenText(example?.children ?? 0)
  // By month of a term only: holidays are a month or two.
  if (person.cardsPerMonth === null)
    return most !== undefined
      ? text`${most.name}最忙，每周约 ${week}、${hours}`
      : text`班里有 ${children}的话，班主任每周约 ${week}、${hours}`
  const month = timesText(person.cardsPerMonth)
  if (most !== undefined) return text`${most.name}最忙，每周约 ${week}、${hours}，每月约 ${month}`
  return text`班里有 ${children}的话，班主任每周约 ${week}、${hours}，每月约 ${month}`
}

/** More than people can carry: said in so many words before it is promised (X-33). */
export function overText(
  { overloaded, people, example }: Part & { overloaded: number },
  hours: number,
): string {
  const can = hoursText(hours)
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

/** What falls due between this term and the next, and what of it nobody is there to do. */
export function holidayText({ from, to, cards, windows, nobody, ...load }: Holidays): string {
  const left = nobody.reduce((sum, line) => sum + line.cards, 0)
  const each = countsText(windows)
  const parts = [
    each === '' ? '' : text`每个孩子${each}`,
    busiestText(load),
    cards > 0 ? plural(cards, { one: '全校共 # 次', other: '全校共 # 次' }) : '',
    left > 0 ? text`其中 ${timesText(left)}还没有人做` : '',
  ]
  const range = formatDateRange(from, to)
  return text`寒暑假里（${range}）：${parts.filter((part) => part !== '').join(text`；`)}`
}

/** One line on the holidays after the term; none where nothing falls due in them. */
function HolidayLine({ load: { holidays, nextTermMissing, capacity } }: { load: SchoolLoad }) {
  if (nextTermMissing)
    return (
      <p className="mt-1 text-soft">
        <Trans>放假以后还有到期的事；填好下个学期，这里会写明寒暑假里要花多少时间。</Trans>
      </p>
    )
  if (holidays === null) return null
  const over = overText(holidays, capacity.hoursPerWeek)
  return (
    <>
      <p className="mt-1">{holidayText(holidays)}</p>
      {over !== '' && <Over>{text`寒暑假里${over}`}</Over>}
    </>
  )
}

function Over({ children }: { children: string }) {
  return (
    <p className="mt-1 flex items-start gap-1.5 font-semibold text-amber">
      <Icon name="warning" size={18} className="mt-px shrink-0" />
      <span>{children}</span>
    </p>
  )
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
  const { people, example, capacity, holidays } = load
  const can = capacity.hoursPerWeek
  const over = overText(load, can)
  const heavy = over !== '' || (holidays !== null && overText(holidays, can) !== '')
  return (
    <div className={cx('rounded-control px-3 py-2 text-sm', heavy ? 'bg-amber-soft' : 'bg-sand')}>
      <p>{costText(load)}</p>
      {over !== '' && <Over>{over}</Over>}
      <HolidayLine load={load} />
      {example !== null && (
        <PersonLoad person={{ ...example.person, name: text`班主任` }} hoursPerWeek={can} details={false} />
      )}
      {people.length > 0 && (
        <LoadPeople people={people} hoursPerWeek={can} few={bars ?? few} onlyFew={bars === undefined} />
      )}
      <p className="text-xs text-soft">
        <Trans>每周小时 / 能承担</Trans>
      </p>
    </div>
  )
}
