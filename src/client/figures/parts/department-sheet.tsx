import { t } from '@lingui/core/macro'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DepartmentDutyItem, DepartmentTaskItem } from '#shared/figures/schema.ts'
import { taskTitle } from '#shared/tasks/rules/entries.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDate, formatDateRange, formatDue } from '#client/lib/format.ts'
import { currentLocale } from '#client/lib/i18n.ts'
import { SheetList } from '#client/lib/sheet-list.tsx'
import { cx } from '#client/ui/cx.ts'
import { Dialog } from '#client/ui/dialog.tsx'
import {
  departmentDutiesQuery,
  departmentTasksQuery,
  type DepartmentDutyDrill,
  type DepartmentTaskDrill,
} from '../queries.ts'
import { stateText } from './state-words.ts'

export type OpenDepartmentDrill = { title: string } & (
  | { part: 'tasks'; drill: DepartmentTaskDrill }
  | { part: 'duties'; drill: DepartmentDutyDrill }
)

function taskStateText({ state, endsOn }: DepartmentTaskItem, today: string): string {
  if (state === 'done') return t`做到了`
  if (state === 'late') return t`补上了`
  return formatDue(endsOn, today).text
}

/** A task behind a number; pressing it opens the calendar on its day. */
function TaskRow({ task, today }: { task: DepartmentTaskItem; today: string }) {
  return (
    <li>
      <Link
        to="/tasks"
        search={{ on: task.endsOn }}
        className="flex min-h-[52px] items-center gap-3 py-2 -outline-offset-2 hover:bg-paper"
      >
        <span className="min-w-0 flex-1">
          <b className="font-semibold">{taskTitle(task, currentLocale() === 'en' ? 'en' : 'zh')}</b>
          <span className="block text-sm text-soft">
            {task.startsOn === task.endsOn
              ? formatDate(task.endsOn, 'weekday')
              : formatDateRange(task.startsOn, task.endsOn)}
          </span>
        </span>
        <span className={cx('shrink-0', task.state === 'missed' && 'text-amber')}>
          {taskStateText(task, today)}
        </span>
      </Link>
    </li>
  )
}

function Tasks({ drill, today }: { drill: DepartmentTaskDrill; today: string }) {
  const list = useQuery(departmentTasksQuery(drill))
  return (
    <SheetList
      list={list}
      pages={list.data && [list.data]}
      renderRow={(task) => <TaskRow key={task.id} task={task} today={today} />}
    />
  )
}

/** Who owes what by when. Which child it is stays with those who care for it. */
function DutyRow({ item, today }: { item: DepartmentDutyItem; today: string }) {
  const open = item.state === 'due' || item.state === 'missed'
  const whose =
    item.group === 'person' ? null : (item.subjectName ?? (item.group === 'school' ? t`全校` : null))
  return (
    <li className="flex min-h-[52px] items-center gap-3 py-2">
      <span className="min-w-0 flex-1">
        <b className="font-semibold">{joinWords(item.performers.map(({ name }) => name))}</b>
        <span className="block text-sm text-soft">
          {dutyText(item.key)}
          {whose !== null && ` · ${whose}`}
        </span>
      </span>
      <span className={cx('shrink-0 text-end', item.daysLeft < 0 && open && 'text-amber')}>
        {stateText(item, today)}
      </span>
    </li>
  )
}

function Duties({ drill, today }: { drill: DepartmentDutyDrill; today: string }) {
  const list = useInfiniteQuery(departmentDutiesQuery(drill))
  return (
    <SheetList
      list={list}
      pages={list.data?.pages}
      renderRow={(item) => <DutyRow key={item.dutyId} item={item} today={today} />}
    />
  )
}

interface DepartmentSheetProps {
  open: OpenDepartmentDrill
  today: string
  onClose: () => void
}

/** What stands behind a number of a department. */
export function DepartmentSheet({ open, today, onClose }: DepartmentSheetProps) {
  return (
    <Dialog open wide onOpenChange={(shown) => !shown && onClose()} title={open.title}>
      {open.part === 'tasks' ? (
        <Tasks drill={open.drill} today={today} />
      ) : (
        <Duties drill={open.drill} today={today} />
      )}
    </Dialog>
  )
}
