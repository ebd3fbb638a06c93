import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { OrganisationClass } from '#shared/organisation/schema.ts'
import { knownName } from '#client/lib/known-name.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { errorText } from '#client/lib/error-text.ts'
import { useSession } from '#client/lib/session.ts'
import { currentYear, organisationQuery } from '#client/lib/organisation.ts'
import { Button } from '#client/ui/button.tsx'
import { ConfirmDialog } from '#client/ui/dialog.tsx'
import { DataTable, type Column } from '#client/ui/data-table.tsx'
import { Menu } from '#client/ui/menu.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { useRemoveClass } from '../queries.ts'
import { ClassMaker } from './class-maker.tsx'
import { NextStep } from './next-step.tsx'
import { RenameClass } from './rename-class.tsx'
import { OfYear } from './of-year.tsx'

function ClassMenu({ group }: { group: OrganisationClass }) {
  const [renaming, setRenaming] = useState(false)
  const [asking, setAsking] = useState(false)
  const remove = useRemoveClass()
  const { name } = group
  const confirm = (): void =>
    remove.mutate(group.id, {
      onSuccess: () => toast({ tone: 'done', text: t`已去掉${name}` }),
      onError: (error) => toast({ tone: 'error', text: errorText(error) }),
      onSettled: () => setAsking(false),
    })
  return (
    <>
      <Menu
        label={t`${name}：更多`}
        items={[
          { label: t`改名`, icon: 'edit', onSelect: () => setRenaming(true) },
          {
            label: t`去掉`,
            icon: 'trash',
            danger: true,
            disabled: group.pupils > 0 || group.teacherNames.length > 0,
            onSelect: () => setAsking(true),
          },
        ]}
      />
      {renaming && <RenameClass group={group} onClose={() => setRenaming(false)} />}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={<Trans>去掉{name}？</Trans>}
        confirm={<Trans>去掉</Trans>}
        onConfirm={confirm}
        busy={remove.isPending}
      >
        <Trans>这个班还没有学生和老师，去掉以后可以再建。</Trans>
      </ConfirmDialog>
    </>
  )
}

const pupilsOf = ({ pupils }: OrganisationClass): string =>
  plural(pupils, { one: '# 个学生', other: '# 个学生' })

function Teachers({ group }: { group: OrganisationClass }) {
  return group.teacherNames.length > 0 ? (
    joinWords(group.teacherNames)
  ) : (
    <span className="text-amber">
      <Trans>还没有班主任</Trans>
    </span>
  )
}

const columnsOf = (): Column<OrganisationClass>[] => [
  { id: 'name', header: t`班级`, cell: ({ name }) => <b className="font-semibold">{name}</b> },
  { id: 'teachers', header: t`班主任`, cell: (group) => <Teachers group={group} /> },
  { id: 'pupils', header: t`学生`, cell: ({ pupils }) => pupils, align: 'end' },
  { id: 'menu', header: t`更多`, cell: (group) => <ClassMenu group={group} />, align: 'end' },
]

const cardOf = (group: OrganisationClass): ReactNode => (
  <div className="flex items-center gap-3">
    <div className="min-w-0 flex-1">
      <p className="font-semibold">{group.name}</p>
      <p className="text-sm text-soft">
        <Teachers group={group} /> · {pupilsOf(group)}
      </p>
    </div>
    <ClassMenu group={group} />
  </div>
)

function ClassTable({ classes }: { classes: readonly OrganisationClass[] }) {
  return (
    <DataTable
      caption={t({ context: 'several', message: '班级' })}
      columns={columnsOf()}
      rows={classes}
      rowId={({ id }) => id}
      card={cardOf}
      empty={
        <EmptyState icon="children" title={<Trans>还没有班级</Trans>}>
          <Trans>在上面选每个年级有几个班，一次建好。也可以跳过：导入名册时按名册里的班名建。</Trans>
        </EmptyState>
      }
    />
  )
}

function YearClasses({ yearId, classes }: { yearId: string; classes: readonly OrganisationClass[] }) {
  const [making, setMaking] = useState(classes.length === 0)
  const sorted = [...classes].sort((one, other) => one.grade - other.grade || one.number - other.number)
  return (
    <>
      {!making && (
        <>
          <NextStep to="/start/plan">{<Trans>下一步：选关爱方案</Trans>}</NextStep>
          <div className="mb-4">
            <Button icon="plus" onClick={() => setMaking(true)}>
              <Trans>加班级</Trans>
            </Button>
          </div>
        </>
      )}
      {making && (
        <div className="mb-5">
          <ClassMaker yearId={yearId} existing={sorted} onDone={() => setMaking(false)} />
        </div>
      )}
      <ClassTable classes={sorted} />
    </>
  )
}

/** Classes of the current year, made by grade and number. */
export function ClassesPage() {
  const { today } = useSession().school
  const { data } = useQuery(organisationQuery)
  const shown = data && currentYear(data, today)
  return (
    <Page>
      <PageHeader
        title={<Trans context="several">班级</Trans>}
        {...(shown !== undefined && { below: knownName(shown.name) })}
        back={{ link: { to: '/organisation' }, label: <Trans>学校设置</Trans> }}
      />
      <OfYear why={<Trans>班级是属于一个学年的。</Trans>}>
        {({ id }, { classes }) => (
          <YearClasses yearId={id} classes={classes.filter(({ yearId }) => yearId === id)} />
        )}
      </OfYear>
    </Page>
  )
}
