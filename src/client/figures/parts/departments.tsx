import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { DepartmentBoard, DepartmentTaskFilter } from '#shared/figures/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { joinWords } from '#client/lib/card-words.ts'
import { departmentsQuery, departmentText, useSeesDepartments } from '#client/lib/departments.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { NumberButton } from '#client/ui/number-button.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { departmentBoardQuery } from '../queries.ts'
import { BoardTabs } from './board-tabs.tsx'
import type { OpenDepartmentDrill } from './department-sheet.tsx'
import { MonthSelect } from './month-select.tsx'
import { partsOf } from './state-words.ts'

const route = getRouteApi('/app/figures/departments')
const DepartmentSheet = lazyPart(async () => (await import('./department-sheet.tsx')).DepartmentSheet)

type Line = DepartmentBoard['lines'][number]

/** All that was planned first; of its parts those that are not nought. */
function taskParts({ tasks }: Line): { state: DepartmentTaskFilter; value: number; label: string }[] {
  const parts = [
    { state: 'planned' as const, value: tasks.planned, label: t`计划` },
    { state: 'done' as const, value: tasks.done, label: t`做到了` },
    { state: 'late' as const, value: tasks.late, label: t`补上了` },
    { state: 'missed' as const, value: tasks.missed, label: t`到期没做` },
    { state: 'open' as const, value: tasks.open, label: t`还在期限内` },
  ]
  return parts.filter(({ value }) => value > 0)
}

function Numbers({ title, none, children }: { title: ReactNode; none: boolean; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <h3 className="text-sm text-soft">{title}</h3>
      {none ? (
        <p className="py-2.5 text-soft">
          <Trans>这个月没有</Trans>
        </p>
      ) : (
        <div className="-ms-2 flex flex-wrap gap-x-2">{children}</div>
      )}
    </div>
  )
}

interface LineProps {
  line: Line
  month: string
  onDrill: (drill: OpenDepartmentDrill) => void
}

/** A department of today: its own tasks of the month, and what its people owe in it. */
function DepartmentLine({ line, month, onDrill }: LineProps) {
  const { departmentId, headName } = line
  const name = departmentText(line.name)
  const tasks = taskParts(line)
  const duties = partsOf(line.duties)
  const all = useQuery(departmentsQuery).data?.departments
  const members = all?.find(({ id }) => id === departmentId)?.members ?? []
  const count = plural(line.members, { one: '# 个成员', other: '# 个成员' })
  // Whom the number holds, the head too, stands beside it.
  const names = members.length === line.members ? joinWords(members.map((member) => member.name)) : ''
  const people = names === '' ? count : t`${count}：${names}`
  return (
    <Card as="li" className="grid gap-3 lg:grid-cols-[3fr_5fr_7fr] lg:gap-5">
      <div className="min-w-0">
        <h2 className="text-lg font-semibold">{name}</h2>
        <p className="text-sm text-soft">
          {headName === null ? <Trans>还没有负责人</Trans> : t`负责人：${headName}`} · {people}
        </p>
      </div>
      <Numbers title={<Trans>部门的工作</Trans>} none={tasks.length === 0}>
        {tasks.map(({ state, value, label }) => (
          <NumberButton
            key={state}
            label={label}
            value={value}
            onPress={() =>
              onDrill({ part: 'tasks', drill: { departmentId, month, state }, title: `${name} · ${label}` })
            }
          />
        ))}
      </Numbers>
      <Numbers title={<Trans>成员要做的</Trans>} none={duties.length === 0}>
        {duties.map(({ state, value, label }) => (
          <NumberButton
            key={state}
            label={label}
            value={value}
            onPress={() =>
              onDrill({ part: 'duties', drill: { departmentId, month, state }, title: `${name} · ${label}` })
            }
          />
        ))}
      </Numbers>
    </Card>
  )
}

function NoDepartments() {
  const manages = useHasRole('administrator', 'principal')
  return (
    <EmptyState
      icon="school"
      title={<Trans>还没有部门</Trans>}
      action={
        manages && (
          <Link to="/organisation/departments" className={buttonClass({ tone: 'primary' })}>
            <Trans>去加部门</Trans>
          </Link>
        )
      }
    >
      <Trans>部门加好、选好成员，这里就看到每个部门做到了多少。</Trans>
    </EmptyState>
  )
}

function Lines({ board }: { board: DepartmentBoard }) {
  const navigate = route.useNavigate()
  const [open, setOpen] = useState<OpenDepartmentDrill | null>(null)
  if (board.lines.length === 0) return <NoDepartments />
  return (
    <>
      <div className="mb-4">
        <MonthSelect
          month={board.month}
          months={board.months}
          onChange={(month) => void navigate({ search: { month }, replace: true })}
        />
      </div>
      <ul className="space-y-3">
        {board.lines.map((line) => (
          <DepartmentLine key={line.departmentId} line={line} month={board.month} onDrill={setOpen} />
        ))}
      </ul>
      <p className="mt-4 text-sm text-soft">
        <Trans>按今天的成员和岗位数；几个人一起的事只数一次。点数字看名单，名单里没有孩子的名字。</Trans>
      </p>

      {open !== null && <DepartmentSheet open={open} today={board.today} onClose={() => setOpen(null)} />}
    </>
  )
}

/** How far each department is in a month, for the leaders and whoever heads one. */
export function DepartmentBoardPage() {
  const { month } = route.useSearch()
  const sees = useSeesDepartments()
  const board = useQuery({ ...departmentBoardQuery(month), enabled: sees })
  return (
    <Page width="wide">
      <PageHeader
        title={<Trans>部门的进度</Trans>}
        aside={
          (board.data?.lines.length ?? 0) > 0 && (
            <span className="hidden lg:block print:hidden">
              <Button icon="print" onClick={() => print()}>
                <Trans>打印</Trans>
              </Button>
            </span>
          )
        }
      />
      <BoardTabs />
      {!sees ? (
        <EmptyState icon="lock" title={<Trans>部门的进度由校长和部门负责人看</Trans>} />
      ) : board.data !== undefined ? (
        <Lines board={board.data} />
      ) : board.isError ? (
        <QueryError error={board.error} onRetry={() => void board.refetch()} busy={board.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
