import { useLingui } from '@lingui/react/macro'
import type { Board, BoardFilter } from '#shared/figures/schema.ts'
import type { OpenDrill } from './drill-sheet.tsx'

interface NumbersProps {
  board: Board
  onDrill: (drill: OpenDrill) => void
}

/** The numbers of the month; each opens the list it counts. */
export function Numbers({ board, onDrill }: NumbersProps) {
  const { t } = useLingui()
  const { headline, month, grade } = board
  const numbers: { state: BoardFilter; value: number; label: string }[] = [
    {
      state: 'unreachedChildren',
      value: headline.children - headline.reachedChildren,
      label: t`还没联系到的孩子`,
    },
    { state: 'reachedChildren', value: headline.reachedChildren, label: t`联系到的孩子` },
    { state: 'onTime', value: headline.onTime, label: t`按时做到` },
    { state: 'early', value: headline.early, label: t`提前做到` },
    { state: 'late', value: headline.late, label: t`补上了` },
    { state: 'missed', value: headline.missed, label: t`到期没做` },
    { state: 'excused', value: headline.excused, label: t`有说明` },
    { state: 'due', value: headline.open, label: t`还在期限内` },
  ]
  return (
    <ul className="mb-4 grid grid-cols-2 gap-2 sm:grid-cols-4 lg:grid-cols-8">
      {numbers.map(({ state, value, label }) => (
        <li key={state}>
          <button
            type="button"
            onClick={() =>
              onDrill({ drill: { month, state, ...(grade !== null && { grade }) }, title: label })
            }
            className="flex h-full min-h-14 w-full items-center gap-2 rounded-card border border-line bg-white px-3 py-2 text-start hover:bg-sea-soft lg:flex-col lg:items-start lg:gap-0"
          >
            <b className="text-xl font-semibold tabular-nums">{value}</b>
            <span className="text-sm text-balance text-soft">{label}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
