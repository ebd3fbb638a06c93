import { t } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ChildRow } from '#shared/children/schema.ts'
import { DataTable, type Column } from '#client/ui/data-table.tsx'
import { CarerCell, FileCell, StatusChips } from './row-words.tsx'
import { sexText } from './words.ts'

/** 女 · 9 岁 */
function about({ sex, age, boarding }: ChildRow): string {
  const years = t`${age} 岁`
  return [sexText(sex), years, boarding === true ? t`住校` : ''].filter((part) => part !== '').join(' · ')
}

/** The whole card is the link: a thumb need not aim. */
function ChildCard({ row }: { row: ChildRow }) {
  return (
    <Link to="/children/$id" params={{ id: row.id }} className="-mx-3.5 -my-3 block rounded-card px-3.5 py-3">
      <span className="flex flex-wrap items-baseline gap-x-2">
        <b className="text-lg font-semibold">{row.name}</b>
        <span className="text-sm text-soft">{row.className}</span>
        <span className="ms-auto shrink-0 text-sm text-soft">{about(row)}</span>
      </span>
      <span className="mt-1.5 flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5">
        <CarerCell row={row} />
        <FileCell row={row} />
      </span>
      <span className="mt-1.5 block empty:hidden">
        <StatusChips row={row} />
      </span>
    </Link>
  )
}

const cardOf = (row: ChildRow): ReactNode => <ChildCard row={row} />

const columnsOf = (): Column<ChildRow>[] => [
  {
    id: 'name',
    header: t`姓名`,
    cell: (row) => (
      <Link
        to="/children/$id"
        params={{ id: row.id }}
        className="inline-flex min-h-11 min-w-11 items-center font-semibold whitespace-nowrap text-sea underline-offset-4 hover:underline"
      >
        {row.name}
      </Link>
    ),
  },
  {
    id: 'class',
    header: t`班级`,
    cell: (row) => <span className="whitespace-nowrap">{row.className ?? '–'}</span>,
  },
  {
    id: 'about',
    header: t`性别年龄`,
    cell: (row) => <span className="whitespace-nowrap">{about(row)}</span>,
  },
  { id: 'carer', header: t`现在谁照顾`, cell: (row) => <CarerCell row={row} /> },
  { id: 'status', header: t`算在哪些口径里`, cell: (row) => <StatusChips row={row} most={3} /> },
  { id: 'file', header: t`档案`, cell: (row) => <FileCell row={row} />, align: 'end' },
]

export function ChildTable({ rows, empty }: { rows: readonly ChildRow[]; empty: ReactNode }) {
  const { t: say } = useLingui()
  return (
    <DataTable
      caption={say`孩子们`}
      columns={columnsOf()}
      rows={rows}
      rowId={(row) => row.id}
      card={cardOf}
      empty={empty}
    />
  )
}
