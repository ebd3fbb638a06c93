import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ClassBoard, ClassBoardDuty } from '#shared/figures/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDate } from '#client/lib/format.ts'
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

/** Every child of the class with a dot for each duty of the month; a row opens the child. */
export function ClassTable({ board }: { board: ClassBoard }) {
  const { t } = useLingui()
  const keys = board.counts.map(({ key }) => key)
  const columns = { gridTemplateColumns: `minmax(4.5rem, 1.2fr) repeat(${keys.length}, minmax(0, 1fr))` }
  return (
    <div className="overflow-hidden rounded-card border border-line bg-white">
      <p
        aria-hidden="true"
        className="grid gap-2 border-b border-line px-3.5 py-2 text-sm text-soft"
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
              className="grid min-h-[52px] items-center gap-2 px-3.5 py-2 -outline-offset-2 hover:bg-paper"
              style={columns}
            >
              <b className="min-w-0 font-semibold [overflow-wrap:anywhere]">{pupilName}</b>
              {keys.map((key) => (
                <Dots key={key} duties={duties.filter((duty) => duty.key === key)} />
              ))}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
