import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import type { ClassBoard, ClassBoardDuty } from '#shared/figures/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDate } from '#client/lib/format.ts'
import { cx } from '#client/ui/cx.ts'
import { dotKindOf, dotKinds, dotText, StateDot } from './state-dot.tsx'

/** What the dots mean; only those that are there. */
export function DotLegend({ board }: { board: ClassBoard }) {
  const there = new Set(board.children.flatMap(({ duties }) => duties.map(dotKindOf)))
  return (
    <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1.5 text-sm text-soft">
      {dotKinds
        .filter((kind) => there.has(kind))
        .map((kind) => (
          <li key={kind} className="flex items-center gap-1.5">
            <StateDot kind={kind} />
            {dotText(kind)}
          </li>
        ))}
    </ul>
  )
}

function Dots({ duties }: { duties: readonly ClassBoardDuty[] }) {
  const { t } = useLingui()
  return (
    <span className="flex flex-wrap gap-1">
      {duties.map((duty) => {
        const kind = dotKindOf(duty)
        const what = dutyText(duty.key)
        const state = dotText(kind)
        const day = formatDate(duty.dueOn)
        return <StateDot key={duty.dutyId} kind={kind} label={t`${what}（${day}前）：${state}`} />
      })}
    </span>
  )
}

interface KeyDotsProps {
  /** Said beside the dots on a phone, where there is no room for a head above them. */
  label: string | undefined
  duties: readonly ClassBoardDuty[]
}

function KeyDots({ label, duties }: KeyDotsProps) {
  if (label === undefined) return <Dots duties={duties} />
  if (duties.length === 0) return <span className="hidden md:block" />
  return (
    <span className="flex items-center justify-between gap-3 py-0.5 md:block">
      <span aria-hidden="true" className="min-w-0 text-sm text-soft md:hidden">
        {label}
      </span>
      <span className="max-w-3/4 shrink-0 md:max-w-none">
        <Dots duties={duties} />
      </span>
    </span>
  )
}

/** Kinds of duty that stand beside each other on a phone; more stand one under the other. */
const most = 3

/** Every child of the class with a dot for each duty of the month; a row opens the child. */
export function ClassTable({ board }: { board: ClassBoard }) {
  const { t } = useLingui()
  const keys = board.counts.map(({ key }) => key)
  const stacked = keys.length > most
  const columns = {
    '--columns': `minmax(4.5rem, 1.2fr) repeat(${keys.length}, minmax(0, 1fr))`,
  } as CSSProperties
  const row = stacked
    ? 'gap-x-2 gap-y-1 md:grid md:grid-cols-(--columns)'
    : 'grid grid-cols-(--columns) items-center gap-2'
  return (
    <div className="overflow-hidden rounded-card border border-line bg-white">
      <p
        aria-hidden="true"
        className={cx('border-b border-line px-3.5 py-2 text-sm text-soft', row, stacked && 'hidden')}
        style={columns}
      >
        <span>
          <Trans>孩子</Trans>
        </span>
        {keys.map((key) => (
          <span key={key}>{dutyText(key)}</span>
        ))}
      </p>
      <ul aria-label={t`全班一览：${joinWords(keys.map(dutyText))}`} className="divide-y divide-line">
        {board.children.map(({ pupilId, pupilName, duties }) => (
          <li key={pupilId}>
            <Link
              to="/children/$id"
              params={{ id: pupilId }}
              className={cx(
                'block min-h-[52px] px-3.5 py-2 -outline-offset-2 hover:bg-paper md:items-center',
                row,
              )}
              style={columns}
            >
              <b className="block min-w-0 font-semibold [overflow-wrap:anywhere]">{pupilName}</b>
              {keys.map((key) => (
                <KeyDots
                  key={key}
                  label={stacked ? dutyText(key) : undefined}
                  duties={duties.filter((duty) => duty.key === key)}
                />
              ))}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
