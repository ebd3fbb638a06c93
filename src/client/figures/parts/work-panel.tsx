import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Board, WorkBoard, WorkGroup } from '#shared/figures/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Panel } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { workBoardQuery } from '../queries.ts'
import { KindLine } from './kind-line.tsx'
import type { OpenWorkDrill } from './work-sheet.tsx'

const WorkSheet = lazyPart(async () => (await import('./work-sheet.tsx')).WorkSheet)
const groups = ['class', 'person', 'school'] as const

interface LinesProps {
  board: WorkBoard
  group: WorkGroup
  onDrill: (drill: OpenWorkDrill) => void
}

/** A line for each kind; each number opens its list. */
function Lines({ board, group, onDrill }: LinesProps) {
  const { month, grade } = board
  return (
    <ul className="divide-y divide-line lg:columns-2 lg:gap-10">
      {board.lines
        .filter((line) => line.group === group)
        .map((line) => (
          <KindLine
            key={line.key}
            line={line}
            onPress={(state, title) =>
              onDrill({
                drill: { month, group, key: line.key, state, ...(grade !== null && { grade }) },
                title,
              })
            }
          />
        ))}
    </ul>
  )
}

function Groups({ board, onDrill }: Pick<LinesProps, 'board' | 'onDrill'>) {
  const { t } = useLingui()
  const known = groups.filter((group) => board.lines.some((line) => line.group === group))
  const [wanted, setWanted] = useState<WorkGroup>('class')
  const labels: Record<WorkGroup, string> = { class: t`班级的`, person: t`老师的`, school: t`学校的` }
  const group = known.includes(wanted) ? wanted : known[0]
  if (group === undefined)
    return (
      <p className="text-soft">
        <Trans>这个月没有要做的。</Trans>
      </p>
    )
  return (
    <>
      {known.length > 1 && (
        <div className="mb-2">
          <Choice
            aria-label={t`看哪一样`}
            value={group}
            onChange={setWanted}
            options={known.map((value) => ({ value, label: labels[value] }))}
          />
        </div>
      )}
      <Lines board={board} group={group} onDrill={onDrill} />
    </>
  )
}

/** What classes, staff and school had to do this month: beside the children, who come first. */
export function WorkPanel({ board: { month, grade, today } }: { board: Board }) {
  const { t } = useLingui()
  const [open, setOpen] = useState<OpenWorkDrill | null>(null)
  const board = useQuery(workBoardQuery({ month, ...(grade !== null && { grade }) }))
  const late = board.data?.lines.reduce((sum, { missed }) => sum + missed, 0) ?? 0
  return (
    <Panel
      className="lg:col-span-2"
      title={<Trans>班级、老师和学校的事</Trans>}
      aside={
        late > 0 && (
          <button
            type="button"
            onClick={() =>
              setOpen({
                drill: { month, state: 'missed', ...(grade !== null && { grade }) },
                title: t`到期没做`,
              })
            }
            className="-my-2.5 -me-2 min-h-11 shrink-0 rounded-control px-2 text-sea hover:bg-sea-soft"
          >
            <Plural value={late} one="到期没做 # 件" other="到期没做 # 件" />
          </button>
        )
      }
    >
      {board.data !== undefined ? (
        <Groups board={board.data} onDrill={setOpen} />
      ) : board.isError ? (
        <QueryError error={board.error} onRetry={() => void board.refetch()} busy={board.isFetching} />
      ) : (
        <Skeleton rows={3} />
      )}

      {open !== null && <WorkSheet {...open} today={today} onClose={() => setOpen(null)} />}
    </Panel>
  )
}
