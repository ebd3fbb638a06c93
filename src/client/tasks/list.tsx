import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { movedTo } from '#shared/tasks/rules/days.ts'
import type { Task, TaskList } from '#shared/tasks/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Menu } from '#client/ui/menu.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import type { TaskAct } from './detail.tsx'
import { Calendar } from './parts/calendar.tsx'
import { PeriodBar } from './parts/header.tsx'
import { daysShown } from './parts/search.ts'
import { daysText, titleOf } from './parts/words.ts'
import { tasksQuery, useChangeTask, useFillYear } from './queries.ts'

const TaskSheet = lazy(async () => ({ default: (await import('./detail.tsx')).TaskSheet }))
const TaskForm = lazy(async () => ({ default: (await import('./form.tsx')).TaskForm }))
const MoveDialog = lazy(async () => ({ default: (await import('./parts/move-dialog.tsx')).MoveDialog }))
const DoneDialog = lazy(async () => ({ default: (await import('./parts/done-dialog.tsx')).DoneDialog }))
const RollDialog = lazy(async () => ({ default: (await import('./parts/roll-dialog.tsx')).RollDialog }))
const FeedDialog = lazy(async () => ({ default: (await import('./parts/feed-dialog.tsx')).FeedDialog }))

const route = getRouteApi('/app/tasks')

type Open = { act: 'show' | TaskAct; task: Task } | { act: 'add' | 'roll' | 'feed' }

/** Moves at once and offers the way back; somebody else's newer change is said, not overwritten. */
function useMove(): (task: Task, day: string) => void {
  const { t } = useLingui()
  const change = useChangeTask()
  const failed = (error: unknown): void => toast({ tone: 'error', text: errorText(error) })
  return (task, day) => {
    const days = movedTo(task, day)
    if (days.startsOn === task.startsOn && days.endsOn === task.endsOn) return
    const title = titleOf(task)
    const when = daysText(days)
    const back = (moved: Task): void =>
      void change
        .mutateAsync({ task: moved, change: { startsOn: task.startsOn, endsOn: task.endsOn } })
        .catch(failed)
    void change.mutateAsync({ task, change: days }).then(
      ({ task: moved }) =>
        toast({
          tone: 'done',
          text: t`“${title}”改到 ${when}`,
          action: { label: t`撤回`, onPress: () => back(moved) },
        }),
      failed,
    )
  }
}

function useFill(yearId: string | undefined) {
  const { t } = useLingui()
  const fill = useFillYear()
  const run = (): void => {
    if (yearId === undefined) return
    fill.mutate(yearId, {
      onSuccess: ({ added, outside }) =>
        toast({
          tone: 'done',
          text:
            added === 0
              ? t`全年的安排都已经在月历里了。`
              : outside === 0
                ? t`填入了 ${added} 件，可以改日子、换人、去掉。`
                : t`填入了 ${added} 件；有 ${outside} 件的月份不在这个学年里。`,
        }),
      onError: (error) => toast({ tone: 'error', text: errorText(error) }),
    })
  }
  return { run, busy: fill.isPending }
}

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

function Dialogs({
  open,
  list,
  on,
  yearId,
  onOpen,
}: {
  open: Open
  list: TaskList
  on: string
  yearId: string
  onOpen: (open: Open | null) => void
}) {
  const close = (): void => onOpen(null)
  switch (open.act) {
    case 'add':
      return <TaskForm task={null} day={on} onClose={close} />
    case 'roll':
      return <RollDialog yearId={yearId} onClose={close} />
    case 'feed':
      return <FeedDialog onClose={close} />
    case 'edit':
      return <TaskForm task={open.task} day={on} onClose={close} />
    case 'move':
      return <MoveDialog task={open.task} onClose={close} />
    case 'done':
      return <DoneDialog task={open.task} onClose={close} />
    case 'show': {
      // The newest state of it, also after it was ticked off here.
      const task = list.tasks.find(({ id }) => id === open.task.id) ?? open.task
      return <TaskSheet task={task} onAct={(act) => onOpen({ act, task })} onClose={close} />
    }
  }
}

/** The school's dated work of the year, beside the counts of what falls due. */
export function TasksPage() {
  const { t } = useLingui()
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
  const fill = useFill(year?.id)
  const move = useMove()
  const tools = [
    ...(manages && year !== undefined
      ? [
          { label: <Trans>从方案填入全年安排</Trans>, icon: 'plus' as const, onSelect: fill.run },
          {
            label: <Trans>搬到下一个学年</Trans>,
            icon: 'forward' as const,
            onSelect: () => setOpen({ act: 'roll' }),
          },
        ]
      : []),
    {
      label: <Trans>放进手机日历</Trans>,
      icon: 'calendar' as const,
      onSelect: () => setOpen({ act: 'feed' }),
    },
  ]
  return (
    <Page width="wide">
      <PageHeader
        title={<Trans>工作月历</Trans>}
        aside={
          <span className="flex items-center gap-2 print:hidden">
            {manages && year !== undefined && (
              <Button icon="plus" tone="primary" onClick={() => setOpen({ act: 'add' })}>
                <Trans>加一件</Trans>
              </Button>
            )}
            <Menu label={t`更多`} items={tools} />
          </span>
        }
      />
      <PeriodBar
        view={view}
        on={on}
        today={today}
        yearName={year?.name ?? ''}
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
          {list.tasks.length === 0 && (
            <EmptyState
              icon="calendar"
              title={<Trans>这段时间还没有安排</Trans>}
              action={
                manages &&
                year !== undefined && (
                  <Button busy={fill.busy} onClick={fill.run}>
                    <Trans>从方案填入全年安排</Trans>
                  </Button>
                )
              }
            >
              {manages && <Trans>方案里的 42 件工作会按月放好，之后可以改日子、换人、去掉。</Trans>}
            </EmptyState>
          )}
          <Calendar
            list={list}
            view={view}
            on={on}
            days={days}
            onOpen={(task) => setOpen({ act: 'show', task })}
            onMove={manages ? move : undefined}
          />
        </>
      )}
      <Suspense>
        {open !== null && list !== undefined && (
          <Dialogs open={open} list={list} on={on} yearId={year?.id ?? ''} onOpen={setOpen} />
        )}
      </Suspense>
    </Page>
  )
}
