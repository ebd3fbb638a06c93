import { plural } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { wasAsked } from '#shared/figures/rules/asked.ts'
import type { Board } from '#shared/figures/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { formatDate } from '#client/lib/format.ts'
import { NoPlan } from '#client/lib/no-plan.tsx'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Page, PageHeader, PageHeaderSkeleton } from '#client/ui/page.tsx'
import { EmptyState, Skeleton, SkeletonLine } from '#client/ui/states.tsx'
import { BoardTabs } from './parts/board-tabs.tsx'
import { GradeSelect } from './parts/grade-select.tsx'
import { NotYet } from './parts/not-yet.tsx'
import { Numbers } from './parts/numbers.tsx'
import type { OpenDrill } from './parts/drill-sheet.tsx'
import { ListNote } from './parts/list-note.tsx'
import { MonthSelect } from './parts/month-select.tsx'
import { HeatPanel, LoadPanel, NotReachedPanel, RingsPanel } from './parts/panels.tsx'
import { partOf } from './parts/shares.ts'
import { WorkPanel } from './parts/work-panel.tsx'
import { boardQuery } from './queries.ts'

const route = getRouteApi('/app/figures')
const UnpairedLine = lazyPart(async () => (await import('#client/lib/unpaired-line.tsx')).UnpairedLine)
const DrillSheet = lazyPart(async () => (await import('./parts/drill-sheet.tsx')).DrillSheet)

/** 122 个孩子，本月还有 7 个没有联系到 */
function useHeadline({ headline, month, notYetAsked, today }: Board): string {
  const { t } = useLingui()
  const { children, reachedChildren, notReached: left } = headline
  const notReached = children - reachedChildren
  if (notYetAsked) return t`还没有开始`
  if (children === 0) return t`这个月没有要做的`
  const all = plural(children, { one: '# 个孩子', other: '# 个孩子' })
  const isNow = month === today.slice(0, 7)
  const when = formatDate(`${month}-01`, 'short-month')
  if (notReached === 0 && left === 0) return isNow ? t`${all}，本月都做到了` : t`${all}，${when}都做到了`
  if (notReached === 0) return t`${all}都联系到了，还有 ${left} 件没做完`
  if (month > today) return t`${all}，${when}到期的还有 ${notReached} 个没有联系到`
  return isNow
    ? t`${all}，本月还有 ${notReached} 个没有联系到`
    : t`${all}，${when}有 ${notReached} 个没有联系到`
}

function Header({ board }: { board: Board }) {
  const { t } = useLingui()
  const navigate = route.useNavigate()
  const { school } = useSession()
  const day = formatDate(board.today)
  // A teacher of one class looks at that class, not at the school.
  const classes = [...new Set(board.coverage.map(({ className }) => className))]
  const whose = (board.grade === null && classes.length === 1 ? classes[0] : null) ?? school.name
  return (
    <>
      <PageHeader
        above={t`${whose} · 截至 ${day}`}
        title={useHeadline(board)}
        aside={
          <span className="hidden lg:block print:hidden">
            <Button icon="print" onClick={() => print()}>
              <Trans>打印</Trans>
            </Button>
          </span>
        }
      />
      <BoardTabs />
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <MonthSelect
          month={board.month}
          months={board.months}
          onChange={(month) => void navigate({ search: (old) => ({ ...old, month }), replace: true })}
        />
        <GradeSelect
          grade={board.grade}
          grades={board.grades}
          onChange={(grade) =>
            void navigate({
              search: ({ month }) => ({ ...(month && { month }), ...(grade !== null && { grade }) }),
              replace: true,
            })
          }
        />
      </div>
    </>
  )
}

/** What earlier months of the school year still owe: a month that looks done must not hide it. */
function Arrears({ board, onDrill }: { board: Board; onDrill: (drill: OpenDrill) => void }) {
  const { t } = useLingui()
  const navigate = route.useNavigate()
  const { count, oldestMonth } = board.arrears
  if (oldestMonth === null) return null
  return (
    <div className="mb-4">
      <Banner
        tone="due"
        action={
          <span className="flex flex-wrap gap-2.5">
            <Button
              onClick={() =>
                onDrill({
                  drill: { ...partOf(board), month: board.month, state: 'arrears' },
                  title: t`以前几个月逾期没做的`,
                })
              }
            >
              <Trans>看名单</Trans>
            </Button>
            <Button
              onClick={() =>
                void navigate({ search: (old) => ({ ...old, month: oldestMonth }), replace: true })
              }
            >
              <Trans>从最早的看起</Trans>
            </Button>
          </span>
        }
      >
        <Plural value={count} one="以前几个月还有 # 件逾期没做。" other="以前几个月还有 # 件逾期没做。" />
      </Banner>
    </div>
  )
}

function Panels({ board }: { board: Board }) {
  const [open, setOpen] = useState<OpenDrill | null>(null)
  const begun = !board.planMissing && !board.notYetAsked
  return (
    <>
      <Header board={board} />
      {begun && <Arrears board={board} onDrill={setOpen} />}
      {begun && <ListNote board={board} />}

      <UnpairedLine />

      {begun && wasAsked(board.headline) && <Numbers board={board} onDrill={setOpen} />}
      {board.planMissing ? (
        <NoPlan>
          <Trans>选好以后，这里会看到每个班做到了多少、还有谁没有联系到。</Trans>
        </NoPlan>
      ) : board.notYetAsked ? (
        <div className="space-y-4">
          <NotYet board={board} />
          <WorkPanel board={board} />
        </div>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <RingsPanel board={board} onDrill={setOpen} />
          <NotReachedPanel board={board} onDrill={setOpen} />
          <HeatPanel board={board} onDrill={setOpen} />
          <LoadPanel board={board} onDrill={setOpen} />
          <WorkPanel board={board} />
        </div>
      )}

      {open !== null && <DrillSheet {...open} today={board.today} onClose={() => setOpen(null)} />}
    </>
  )
}

/** The same lines as there will be. */
function Waiting() {
  return (
    <>
      <PageHeaderSkeleton name={<Trans>进度</Trans>} above long />
      <BoardTabs />
      <SkeletonLine className="mb-4 h-11 w-72 max-w-full" />
      <Skeleton rows={4} />
    </>
  )
}

/** How far the school is this month, and who has not been reached. */
export function FiguresPage() {
  const part = route.useSearch()
  const allowed = useHasRole('principal', 'administrator', 'classTeacher')
  const board = useQuery({ ...boardQuery(part), enabled: allowed })
  return (
    <Page width="wide">
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>进度由校长和班主任看</Trans>} />
      ) : board.data !== undefined ? (
        <Panels board={board.data} />
      ) : board.isError ? (
        <QueryError error={board.error} onRetry={() => void board.refetch()} busy={board.isFetching} />
      ) : (
        <Waiting />
      )}
    </Page>
  )
}
