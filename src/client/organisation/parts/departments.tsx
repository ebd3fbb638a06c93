import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { proposedDepartments } from '#shared/departments/rules/names.ts'
import type { Department } from '#shared/departments/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { departmentsQuery, departmentText } from '#client/lib/departments.ts'
import { errorText } from '#client/lib/error-text.ts'
import { newId } from '#client/lib/id.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { ConfirmDialog } from '#client/ui/dialog.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Menu } from '#client/ui/menu.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { AddDepartment, DepartmentPeople, RenameDepartment } from './department-dialogs.tsx'
import { useCloseDepartment, useCreateDepartment } from './department-queries.ts'
import { Managed } from './managed.tsx'

type Open = 'people' | 'rename' | 'close'

function People({ department }: { department: Department }) {
  const { t } = useLingui()
  const head = department.members.find(({ isHead }) => isHead)?.name
  const others = department.members.filter(({ isHead }) => !isHead).map(({ name }) => name)
  return (
    <>
      {head === undefined ? (
        <span className="text-amber">
          <Trans>还没有负责人</Trans>
        </span>
      ) : (
        t`负责人：${head}`
      )}
      {others.length > 0 && ` · ${joinWords(others)}`}
    </>
  )
}

function DepartmentLine({ department }: { department: Department }) {
  const { t } = useLingui()
  const [open, setOpen] = useState<Open | null>(null)
  const close = useCloseDepartment(department)
  const name = departmentText(department.name)
  const shut = (): void => setOpen(null)
  return (
    <li className="flex items-center">
      <button
        type="button"
        onClick={() => setOpen('people')}
        className="flex min-w-0 flex-1 items-center gap-3 py-3 ps-3.5 text-start -outline-offset-2 hover:bg-paper"
      >
        <span className="min-w-0 flex-1">
          <span className="block font-semibold">{name}</span>
          <span className="block text-sm text-soft">
            <People department={department} />
          </span>
        </span>
        <span className="inline-flex shrink-0 items-center gap-1 text-sea">
          <Trans>成员</Trans>
          <Icon name="forward" />
        </span>
      </button>
      <Menu
        label={t`${name}：更多`}
        items={[
          { label: t`改名`, icon: 'edit', onSelect: () => setOpen('rename') },
          { label: t`撤掉`, icon: 'close', danger: true, onSelect: () => setOpen('close') },
        ]}
      />
      {open === 'people' && <DepartmentPeople department={department} onClose={shut} />}
      {open === 'rename' && <RenameDepartment department={department} onClose={shut} />}
      <ConfirmDialog
        open={open === 'close'}
        onOpenChange={shut}
        title={<Trans>撤掉{name}？</Trans>}
        confirm={<Trans>撤掉</Trans>}
        busy={close.isPending}
        onConfirm={() =>
          close.mutate(undefined, {
            onError: (error) => toast({ tone: 'error', text: errorText(error) }),
            onSettled: shut,
          })
        }
      >
        <Trans>从今天起不再有这个部门；月历里它的工作还在，名称照旧，请另外交给别人。</Trans>
      </ConfirmDialog>
    </li>
  )
}

/** What most schools have, each added with one tap. */
function Proposals({ departments }: { departments: readonly Department[] }) {
  const create = useCreateDepartment()
  const left = proposedDepartments(departments.map(({ name }) => name))
  if (left.length === 0) return null
  return (
    <Section title={<Trans>常见的部门，点一下就加上</Trans>}>
      <div className="flex flex-wrap gap-2">
        {left.map((name) => (
          <Button
            key={name}
            icon="plus"
            disabled={create.isPending}
            onClick={() =>
              create.mutate(
                { id: newId(), name },
                { onError: (error) => toast({ tone: 'error', text: errorText(error) }) },
              )
            }
          >
            {departmentText(name)}
          </Button>
        ))}
      </div>
    </Section>
  )
}

function Departments({ departments }: { departments: readonly Department[] }) {
  const [adding, setAdding] = useState(false)
  return (
    <>
      {departments.length === 0 ? (
        <EmptyState icon="school" title={<Trans>还没有部门</Trans>}>
          <Trans>把部门加上，选好成员和负责人，月历里的工作就可以交给部门。</Trans>
        </EmptyState>
      ) : (
        <Card as="section" pad="none">
          <ul className="divide-y divide-line">
            {departments.map((department) => (
              <DepartmentLine key={department.id} department={department} />
            ))}
          </ul>
        </Card>
      )}
      <Proposals departments={departments} />
      <div className="mt-5 flex flex-wrap gap-2.5">
        <Button icon="plus" onClick={() => setAdding(true)}>
          <Trans>加别的部门</Trans>
        </Button>
        {departments.length > 0 && (
          <Link to="/figures/departments" className={buttonClass()}>
            <Trans>看部门的进度</Trans>
          </Link>
        )}
      </div>
      {adding && <AddDepartment onClose={() => setAdding(false)} />}
    </>
  )
}

/** The departments of the school: who belongs to each, and who leads it (P3-19). */
export function DepartmentsPage() {
  const query = useQuery(departmentsQuery)
  return (
    <Page>
      <PageHeader
        title={<Trans>部门</Trans>}
        below={<Trans>月历里的工作可以交给一个或几个部门；每个部门做到了多少，看进度。</Trans>}
        back={{ link: { to: '/organisation' }, label: <Trans>学校设置</Trans> }}
      />
      <Managed>
        {query.data !== undefined ? (
          <Departments departments={query.data.departments} />
        ) : query.isError ? (
          <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
        ) : (
          <Skeleton />
        )}
      </Managed>
    </Page>
  )
}
