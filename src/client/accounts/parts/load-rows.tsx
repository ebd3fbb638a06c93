import type { ReactNode } from 'react'
import { t } from '@lingui/core/macro'
import type { LoadedRow } from '#shared/accounts/schema.ts'
import { roleText } from '#client/lib/role-text.ts'
import { Chip } from '#client/ui/chip.tsx'
import { DataTable, type Column } from '#client/ui/data-table.tsx'

type Fault = NonNullable<LoadedRow['fault']>

/** What is wrong with a row and how to put it right. */
function faultText(fault: Fault): string {
  const words: Record<Fault, () => string> = {
    'name-missing': () => t`没有写姓名，请补上。`,
    'username-invalid': () => t`用户名只能用汉字、字母、数字，2 到 40 个，不用空格。`,
    'username-taken': () => t`这个用户名已经有人用，请换一个。`,
    'username-twice': () => t`表里有两行用了同一个用户名，请改一个。`,
    'role-unknown': () => t`认不出这个岗位。请写：班主任、心理老师、档案员、校长、管理员或审计员。`,
    'class-unknown': () => t`这一学年没有这个班。请照学校设置里的班名写。`,
    'class-missing': () => t`班主任要写班级，请补上。`,
  }
  return words[fault]()
}

function State({ row }: { row: LoadedRow }) {
  if (row.fault === null) return <Chip tone="done">{t`可以开`}</Chip>
  return <span className="text-amber">{faultText(row.fault)}</span>
}

/** Short words stay on one line, for the reasons have the room. */
const short = (words: string | null): ReactNode => <span className="whitespace-nowrap">{words || '–'}</span>

const columnsOf = (): Column<LoadedRow>[] => [
  { id: 'row', header: t`第几行`, cell: ({ row }) => row },
  { id: 'name', header: t`姓名`, cell: ({ name }) => short(name) },
  { id: 'username', header: t`用户名`, cell: ({ username }) => short(username) },
  { id: 'role', header: t`岗位`, cell: ({ role }) => short(role && roleText(role)) },
  { id: 'class', header: t`班级`, cell: ({ className }) => short(className) },
  { id: 'state', header: t`结果`, cell: (row) => <State row={row} /> },
]

const cardOf = (row: LoadedRow): ReactNode => (
  <>
    <div className="flex items-baseline justify-between gap-3">
      <span className="font-semibold">{row.name || '–'}</span>
      <span className="text-sm text-soft">{t`第 ${row.row} 行`}</span>
    </div>
    <p className="text-sm text-soft">
      {[row.username, row.role && roleText(row.role), row.className].filter(Boolean).join(' · ')}
    </p>
    <div className="mt-1.5">
      <State row={row} />
    </div>
  </>
)

/** The rows of a staff list, those with a fault first. */
export function LoadRows({ rows }: { rows: readonly LoadedRow[] }) {
  const sorted = [...rows].sort(
    (one, other) => Number(one.fault === null) - Number(other.fault === null) || one.row - other.row,
  )
  return (
    <DataTable
      caption={t`表里的老师`}
      columns={columnsOf()}
      rows={sorted}
      rowId={({ row }) => String(row)}
      card={cardOf}
    />
  )
}
