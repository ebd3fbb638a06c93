import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TaskList } from '#shared/tasks/schema.ts'
import { useSeesDepartments } from '#client/lib/departments.ts'
import { knownName } from '#client/lib/known-name.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Menu } from '#client/ui/menu.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { useMove } from './parts/acts.ts'
import { Calendar } from './parts/calendar.tsx'
import { Dialogs, type Open } from './parts/dialogs.tsx'
import { PeriodBar } from './parts/header.tsx'
import { MonthPrint } from './parts/month-print.tsx'
import { daysShown } from './parts/search.ts'
import { tasksQuery } from './queries.ts'

const route = getRouteApi('/app/tasks')

function NoYear() {
  const manages = useHasRole('administrator', 'principal')
  return (
    <EmptyState
      icon="calendar"
      title={<Trans>还没有学年</Trans>}
      action={
        manages && (
          <Link to="/organisation/year" className={buttonClass({ tone: 'primary' })}>
            <Trans>去设学年</Trans>
          </Link>
        )
      }
    >
      <Trans>设好学年，全年的工作才有地方放。</Trans>
    </EmptyState>
  )
}

interface FillProps {
  /** Leaders only, in a school year that is there. */
  fills: boolean
  onOpen: (open: Open) => void
}

function NothingYet({ fills, onOpen }: FillProps) {
  return (
    <EmptyState
      icon="calendar"
      title={<Trans>这段时间还没有安排</Trans>}
      action={
        fills && (
          <Button onClick={() => onOpen({ act: 'fill' })}>
            <Trans>从方案填入全年安排</Trans>
          </Button>
        )
      }
    >
      {fills && <Trans>方案里的 42 件工作会按月放好，之后可以改日子、换人、去掉。</Trans>}
    </EmptyState>
  )
}

interface ToolsProps extends FillProps {
  filled: TaskList['filled']
  /** A month is on screen: it can be printed as a grid. */
  month: boolean
}

function Tools({ fills, filled, month, onOpen }: ToolsProps) {
  const { t } = useLingui()
  const paper = {
    label: <Trans>打印这个月，挂在墙上</Trans>,
    icon: 'print' as const,
    onSelect: () => print(),
  }
  const navigate = route.useNavigate()
  const feed = {
    label: <Trans>放进手机日历</Trans>,
    icon: 'calendar' as const,
    onSelect: () => onOpen({ act: 'feed' }),
  }
  const departments = useSeesDepartments()
  const board = {
    label: <Trans>部门的进度</Trans>,
    icon: 'progress' as const,
    onSelect: () => void navigate({ to: '/figures/departments' }),
  }
  const always = [...(month ? [paper] : []), feed, ...(departments ? [board] : [])]
  if (!fills) return <Menu label={t`更多`} items={always} />
  return (
    <>
      <Button icon="plus" tone="primary" onClick={() => onOpen({ act: 'add' })}>
        <Trans>加一件</Trans>
      </Button>
      <Menu
        label={t`更多`}
        items={[
          {
            label: <Trans>从方案填入全年安排</Trans>,
            icon: 'plus',
            onSelect: () => onOpen({ act: 'fill' }),
          },
          ...(filled === null
            ? []
            : [
                {
                  label: <Trans>撤回填入的全年安排</Trans>,
                  icon: 'undo' as const,
                  onSelect: () => onOpen({ act: 'undo' }),
                },
              ]),
          {
            label: <Trans>搬到下一个学年</Trans>,
            icon: 'forward',
            onSelect: () => onOpen({ act: 'roll' }),
          },
          ...always,
        ]}
      />
    </>
  )
}

/** The school's dated work of the year, beside the counts of what falls due. */
export function TasksPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const manages = useHasRole('principal', 'administrator')
  const { today } = useSession().school
  const [open, setOpen] = useState<Open | null>(null)
  const [years, setYears] = useState<TaskList['years']>([])
  const view = search.view ?? 'month'
  const on = search.on ?? today
  const days = daysShown(view, on, years)
  const query = useQuery(tasksQuery(days))
  const list = query.data
  if (list !== undefined && list.years !== years) setYears(list.years)
  const year = list?.years.find(({ from, to }) => from <= on && on <= to)
  const fills = manages && year !== undefined
  const { move, told } = useMove()
  return (
    <Page width="wide">
      <PageHeader
        title={<Trans>工作月历</Trans>}
        aside={
          <span className="flex items-center gap-2 print:hidden">
            {list !== undefined && (
              <Tools fills={fills} filled={list.filled} month={view === 'month'} onOpen={setOpen} />
            )}
          </span>
        }
      />
      <PeriodBar
        view={view}
        on={on}
        today={today}
        yearName={knownName(year?.name ?? '')}
        onChange={(next) => void navigate({ search: next, replace: true })}
      />
      {list === undefined ? (
        query.isError ? (
          <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
        ) : (
          <Skeleton rows={4} />
        )
      ) : list.years.length === 0 ? (
        <NoYear />
      ) : (
        <>
          {list.tasks.length === 0 && <NothingYet fills={fills} onOpen={setOpen} />}
          <Calendar
            list={list}
            view={view}
            on={on}
            days={days}
            onOpen={(task) => setOpen({ act: 'show', task })}
            onDue={(day) => setOpen({ act: 'due', day })}
            onMove={manages ? move : undefined}
          />
          {view === 'month' && <MonthPrint month={on.slice(0, 7)} days={days} tasks={list.tasks} />}
        </>
      )}

      {open !== null && list !== undefined && (
        <Dialogs open={open} list={list} on={on} year={year} onMoved={told} onOpen={setOpen} />
      )}
    </Page>
  )
}
