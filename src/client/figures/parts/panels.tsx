import { plural, t } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Board } from '#shared/figures/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDate } from '#client/lib/format.ts'
import { LoadBar } from '#client/ui/bars.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Panel } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Few } from '#client/ui/few.tsx'
import { HeatGrid } from '#client/ui/heat-grid.tsx'
import { EmptyState } from '#client/ui/states.tsx'
import { ClassRings } from './class-rings.tsx'
import type { OpenDrill } from './drill-sheet.tsx'
import { ItemRow } from './item-row.tsx'
import { classShares, heatRows, keysOf, partOf, progress } from './shares.ts'

interface PanelProps {
  board: Board
  onDrill: (drill: OpenDrill) => void
}

/** How far each class is with one kind of duty; a ring opens its children. */
export function RingsPanel({ board, onDrill }: PanelProps) {
  const { t } = useLingui()
  const keys = keysOf(board)
  // The first of which there is a share to show: empty rings say nothing.
  const asked = keys.find((one) => board.coverage.some((line) => line.key === one && progress(line).of > 0))
  const [chosen, setKey] = useState<(typeof keys)[number]>()
  const key = chosen ?? asked ?? keys[0] ?? 'talk'
  const what = dutyText(key)
  const shares = classShares(board, key, t`没有班级`)
  // A class teacher goes straight to the own class.
  const one = shares.length === 1 && shares[0]?.id !== 'none' ? shares[0]?.id : undefined
  const open = (id: string): void => {
    const name = shares.find((share) => share.id === id)?.name ?? ''
    onDrill({
      drill: { ...partOf(board), month: board.month, key, classId: id },
      title: t`${name} · ${what}`,
    })
  }
  return (
    <Panel
      title={<Trans>各班</Trans>}
      aside={
        <span className="print:hidden">
          <Trans>点开看是谁</Trans>
        </span>
      }
    >
      {keys.length > 1 && (
        <div className="mb-3">
          <Choice
            aria-label={t`看哪一样`}
            value={key}
            onChange={setKey}
            options={keys.map((value) => ({ value, label: dutyText(value) }))}
          />
        </div>
      )}
      {shares.length === 0 ? <p className="text-soft">–</p> : <ClassRings classes={shares} onOpen={open} />}
      {one !== undefined && (
        <Link
          to="/figures/classes/$id"
          params={{ id: one }}
          search={{ month: board.month }}
          className={`${buttonClass({ wide: true })} mt-3`}
        >
          <Trans>看全班一览</Trans>
        </Link>
      )}
    </Panel>
  )
}

/** Rows of the panel; the sheet has the rest. */
const few = 6

/** Who has not been reached yet, overdue first. */
export function NotReachedPanel({ board, onDrill }: PanelProps) {
  const { t } = useLingui()
  const { items, count } = board.notReached
  const { unassigned } = board.headline
  return (
    <Panel title={<Trans>还没做完的</Trans>} aside={count > 0 ? t`${count} 件` : undefined}>
      {items.length === 0 ? (
        <EmptyState
          icon={board.headline.children > 0 ? 'check' : 'calendar'}
          title={board.headline.children > 0 ? <Trans>都做完了</Trans> : <Trans>这个月没有要做的</Trans>}
        />
      ) : (
        <ul className="divide-y divide-line">
          {items.slice(0, few).map((item) => (
            <ItemRow key={item.dutyId} item={item} today={board.today} />
          ))}
        </ul>
      )}
      <div className="mt-3 flex flex-wrap gap-2.5 [&>*]:flex-1">
        {count > few && (
          <Button
            onClick={() =>
              onDrill({
                drill: { ...partOf(board), month: board.month, state: 'notReached' },
                title: t`还没做完的`,
              })
            }
          >
            <Trans>看全部 {count} 件</Trans>
          </Button>
        )}
        {unassigned > 0 && (
          <Button
            onClick={() =>
              onDrill({
                drill: { ...partOf(board), month: board.month, state: 'unassigned' },
                title: t`还没有老师负责`,
              })
            }
          >
            <Trans>{unassigned} 件还没有老师负责</Trans>
          </Button>
        )}
      </div>
    </Panel>
  )
}

/** The months of the year by kind of duty; a cell opens its duties. A running month stands as far as its windows have closed (K-29). */
export function HeatPanel({ board, onDrill }: PanelProps) {
  const { t } = useLingui()
  const months = [...new Set(board.heatMap.flatMap(({ cells }) => cells.map(({ month }) => month)))].sort()
  const rows = heatRows(board).map(({ key, cells }) => ({
    label: dutyText(key),
    cells: months.map((month) => {
      const known = cells.find((cell) => cell.month === month)
      const percent = known?.percent ?? null
      const name = dutyText(key)
      const when = formatDate(`${month}-01`, 'month')
      const value = percent === null ? '–' : `${percent}%`
      const title = t`${name} · ${when}`
      return {
        value: percent === null ? null : percent / 100,
        label: t`${name} ${when} ${value}`,
        onPress: known && (() => onDrill({ drill: { ...partOf(board), month, key }, title })),
      }
    }),
  }))
  return (
    <Panel title={<Trans>全年做到了多少</Trans>} aside={<Trans>已到期的按时完成 %，点开看名单</Trans>}>
      {rows.length === 0 ? (
        <p className="text-soft">–</p>
      ) : (
        <HeatGrid
          caption={t`每月按时完成`}
          columns={months.map((month) => formatDate(`${month}-01`, 'short-month'))}
          rows={rows}
        />
      )}
    </Panel>
  )
}

const mostTeachers = 8

/** One decimal, as the bar shows it. */
const hoursOf = (minutes: number): number => Math.round(minutes / 6) / 10

const hoursText = (minutes: number): string => plural(hoursOf(minutes), { one: '# 小时', other: '# 小时' })

function loadText(one: Omit<Board['load'][number], 'userId'>): string {
  const { name, openThisWeek } = one
  const [hours, can] = [hoursText(one.minutes), hoursText(one.capacityMinutes)]
  const whose = plural(one.children, { one: `${name}负责 # 个孩子`, other: `${name}负责 # 个孩子` })
  return t`${whose}，这周要做 ${openThisWeek} 次，约 ${hours}，能承担 ${can}`
}

/** What each teacher carries this week; a name opens the list. */
export function LoadPanel({ board, onDrill }: PanelProps) {
  const { t } = useLingui()
  return (
    <Panel title={<Trans>老师的担子</Trans>} aside={<Trans>小时：这周要做 / 能承担</Trans>}>
      {board.load.length === 0 && (
        <p className="text-soft">
          <Trans>现在没有派给老师的事。</Trans>
        </p>
      )}
      <Few items={board.load} most={mostTeachers} renderMore={(hidden) => <Trans>再看 {hidden} 位</Trans>}>
        {(shown) => (
          <ul>
            {shown.map(({ userId, name, openThisWeek, minutes, capacityMinutes, children }) => (
              <li key={userId}>
                <button
                  type="button"
                  onClick={() =>
                    onDrill({
                      drill: { ...partOf(board), userId, state: 'openThisWeek' },
                      title: t`${name}这周要做的`,
                    })
                  }
                  className="block min-h-11 w-full rounded-control px-1 text-start hover:bg-paper"
                >
                  <LoadBar
                    name={name}
                    load={hoursOf(minutes)}
                    capacity={hoursOf(capacityMinutes)}
                    label={loadText({ name, children, openThisWeek, minutes, capacityMinutes })}
                  />
                </button>
              </li>
            ))}
          </ul>
        )}
      </Few>
      <Link to="/load" className={`${buttonClass({ tone: 'plain', wide: true })} mt-1 print:hidden`}>
        <Trans>整个学期的担子</Trans>
      </Link>
    </Panel>
  )
}
