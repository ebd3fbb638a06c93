import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { ClassBoard } from '#shared/figures/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { Panel } from '#client/ui/card.tsx'
import { Page, PageHeader, PageHeaderSkeleton } from '#client/ui/page.tsx'
import { EmptyState, Skeleton, SkeletonLine } from '#client/ui/states.tsx'
import { ClassTable, DotLegend } from './parts/class-table.tsx'
import type { OpenDrill } from './parts/drill-sheet.tsx'
import { KindLine } from './parts/kind-line.tsx'
import { MonthSelect } from './parts/month-select.tsx'
import { classBoardQuery } from './queries.ts'

const route = getRouteApi('/app/figures/classes/$id')
const DrillSheet = lazyPart(async () => (await import('./parts/drill-sheet.tsx')).DrillSheet)

const back = () => ({ link: { to: '/figures' }, label: <Trans>进度</Trans> }) as const

/** A line for each kind of duty: how far the class is; each number opens its list. */
function Counts({ board, onDrill }: { board: ClassBoard; onDrill: (drill: OpenDrill) => void }) {
  const { month, classId } = board
  return (
    <Panel
      title={<Trans>这个月</Trans>}
      aside={
        <span className="print:hidden">
          <Trans>点开看名单</Trans>
        </span>
      }
    >
      <ul className="divide-y divide-line">
        {board.counts.map((line) => (
          <KindLine
            key={line.key}
            line={line}
            onPress={(state, title) => onDrill({ drill: { month, classId, key: line.key, state }, title })}
          />
        ))}
      </ul>
    </Panel>
  )
}

function ClassPage({ board }: { board: ClassBoard }) {
  const { t } = useLingui()
  const { children: complete, of } = board.allDone
  const navigate = route.useNavigate()
  const [open, setOpen] = useState<OpenDrill | null>(null)
  return (
    <>
      <PageHeader
        back={back()}
        title={board.className}
        aside={
          <span className="hidden lg:block print:hidden">
            <Button icon="print" onClick={() => print()}>
              <Trans>打印</Trans>
            </Button>
          </span>
        }
        below={[
          plural(board.children.length, {
            one: '这个月有 # 个孩子要看望',
            other: '这个月有 # 个孩子要看望',
          }),
          ...(of > 0 ? [t`已经开始的 ${of} 个里，${complete} 个样样做到`] : []),
        ].join(t`；`)}
      />
      <div className="mb-4">
        <MonthSelect
          month={board.month}
          months={board.months}
          onChange={(month) => void navigate({ search: { month }, replace: true })}
        />
      </div>
      {board.children.length === 0 ? (
        <EmptyState icon="calendar" title={<Trans>这个月没有要做的</Trans>}>
          <Trans>换一个月看看，或者等新学期开始。</Trans>
        </EmptyState>
      ) : (
        <>
          <DotLegend board={board} />
          <div className="grid items-start gap-4 lg:grid-cols-[3fr_2fr]">
            <ClassTable board={board} />
            <Counts board={board} onDrill={setOpen} />
          </div>
        </>
      )}

      {open !== null && <DrillSheet {...open} today={board.today} onClose={() => setOpen(null)} />}
    </>
  )
}

/** One class at a glance, for its class teacher and the leaders. */
export function ClassBoardPage() {
  const { id } = route.useParams()
  const { month } = route.useSearch()
  const allowed = useHasRole('principal', 'administrator', 'classTeacher')
  const board = useQuery({ ...classBoardQuery(id, month), enabled: allowed })
  return (
    <Page width="wide">
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>进度由校长和班主任看</Trans>} />
      ) : board.data !== undefined ? (
        <ClassPage board={board.data} />
      ) : board.isError ? (
        <QueryError error={board.error} onRetry={() => void board.refetch()} busy={board.isFetching} />
      ) : (
        <>
          <PageHeaderSkeleton back={back()} name={<Trans>全班一览</Trans>} below />
          <SkeletonLine className="mb-4 h-11 w-72 max-w-full" />
          <Skeleton rows={6} />
        </>
      )}
    </Page>
  )
}
