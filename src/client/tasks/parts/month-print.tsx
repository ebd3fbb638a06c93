import { plural } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { monthEnd, monthStart } from '#shared/calendar/rules/local-date.ts'
import { isLong } from '#shared/tasks/rules/days.ts'
import type { Task } from '#shared/tasks/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { useSession } from '#client/lib/session.ts'
import { cx } from '#client/ui/cx.ts'
import { PrintSlip } from '#client/ui/print-slip.tsx'
import { eachDay } from './search.ts'
import { daysText, ownerText, titleOf } from './words.ts'

/** One sheet on its side, whatever the month: the wall has room for one. */
const SHEET = '@page { size: A4 landscape; margin: 9mm 10mm }'

/** Tasks with two lines each fit into a day; more of them get one line each, and what goes beyond is counted. */
const ROOMY = 2
const MOST_ON_DAY = 4
const MOST_LONG = 12

const more = (count: number): string => plural(count, { one: '另有 # 件', other: '另有 # 件' })

function Cell({ day, month, tasks }: { day: string; month: string; tasks: readonly Task[] }) {
  if (day.slice(0, 7) !== month) return <td className="border border-ink bg-sand print-exact">{'\u00a0'}</td>
  const own = tasks.filter(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)
  const shown = own.length > MOST_ON_DAY ? own.slice(0, MOST_ON_DAY) : own
  return (
    <td className="border border-ink p-[1mm] align-top">
      <p className="text-[11pt]/[1.1] font-semibold">{Number(day.slice(8))}</p>
      <ul>
        {shown.map((task) => (
          <li
            key={task.id}
            className={cx(
              '[overflow-wrap:anywhere]',
              own.length > ROOMY ? 'line-clamp-1 text-[9pt]/[1.2]' : 'line-clamp-2 text-[10pt]/[1.2]',
            )}
          >
            {titleOf(task)}
          </li>
        ))}
      </ul>
      {own.length > shown.length && <p className="text-[8pt]/[1.2]">{more(own.length - shown.length)}</p>}
    </td>
  )
}

interface MonthPrintProps {
  /** 'YYYY-MM' */
  month: string
  /** Whole weeks around it. */
  days: { from: string; to: string }
  tasks: readonly Task[]
}

/** The month as a grid for the wall: what there is to do, no numbers of one's own, nothing about how it went. */
export function MonthPrint({ month, days, tasks }: MonthPrintProps) {
  const { school } = useSession()
  const all = eachDay(days)
  const weeks = Array.from({ length: all.length / 7 }, (_, at) => all.slice(at * 7, at * 7 + 7))
  const long = tasks.filter(
    (task) => isLong(task) && task.startsOn <= `${month}-31` && task.endsOn >= `${month}-01`,
  )
  // Its month stands above already.
  const whole = ({ startsOn, endsOn }: Task): boolean =>
    startsOn === monthStart(endsOn) && endsOn === monthEnd(startsOn)
  const short = tasks.filter((task) => !isLong(task))
  return (
    <PrintSlip>
      <style>{SHEET}</style>
      <div className="flex h-[189mm] flex-col gap-[2mm]">
        <h1 className="flex items-baseline justify-between gap-4 text-2xl font-bold">
          <span>{formatDate(`${month}-01`, 'month')}</span>
          <span className="text-base font-normal">
            {school.name}　<Trans>工作月历</Trans>
          </span>
        </h1>
        {long.length > 0 && (
          <ul className="columns-3 gap-[4mm] text-[10pt]/[1.35]">
            {long.slice(0, MOST_LONG).map((task) => (
              <li key={task.id} className="truncate">
                <b className="font-semibold">{titleOf(task)}</b>
                {`　${whole(task) ? '' : `${daysText(task)} · `}${ownerText(task)}`}
              </li>
            ))}
            {long.length > MOST_LONG && <li>{more(long.length - MOST_LONG)}</li>}
          </ul>
        )}
        <table className="w-full flex-1 table-fixed border-collapse">
          <thead>
            <tr>
              {(weeks[0] ?? []).map((day) => (
                <th key={day} scope="col" className="border border-ink py-[0.5mm] text-[10pt] font-semibold">
                  {formatDate(day, 'only-weekday')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week[0]} style={{ height: `${100 / weeks.length}%` }}>
                {week.map((day) => (
                  <Cell key={day} day={day} month={month} tasks={short} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </PrintSlip>
  )
}
