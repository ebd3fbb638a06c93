import { useLingui } from '@lingui/react/macro'
import {
  getCoreRowModel,
  getSortedRowModel,
  useReactTable,
  type ColumnDef,
  type Header,
  type Row as TableRow,
  type SortingState,
} from '@tanstack/react-table'
import { useMemo, useState, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'
import { useWide } from './media.ts'

export interface Column<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** Given: the column can be sorted by it. */
  sortValue?: (row: Row) => string | number
  /** Numbers and dates stand at the end. */
  align?: 'start' | 'end'
}

interface DataTableProps<Row> {
  /** Read aloud before the table. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  /** The row as a card on a phone; without it the first column becomes the title, the others follow. */
  card?: (row: Row) => ReactNode
  /** Shown in place of an empty table: an `EmptyState`. */
  empty?: ReactNode
}

function definitionOf<Row>(column: Column<Row>): ColumnDef<Row> {
  const { sortValue } = column
  return {
    id: column.id,
    header: column.header,
    enableSorting: sortValue !== undefined,
    ...(sortValue && { accessorFn: sortValue, sortDescFirst: false }),
  }
}

function DefaultCard<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }) {
  const [first, ...others] = columns
  return (
    <>
      <div className="font-semibold">{first?.cell(row)}</div>
      <dl className="mt-1 space-y-1">
        {others.map((column) => (
          <div key={column.id} className="flex justify-between gap-4">
            <dt className="shrink-0 text-soft">{column.header}</dt>
            <dd className="min-w-0 text-end">{column.cell(row)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function HeadCell<Row>({ header, column }: { header: Header<Row, unknown>; column: Column<Row> }) {
  const { t } = useLingui()
  const sorted = header.column.getIsSorted()
  const order = sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'
  const end = column.align === 'end'
  return (
    <th
      scope="col"
      aria-sort={header.column.getCanSort() ? order : undefined}
      className={cx('px-3 font-medium whitespace-nowrap text-soft', end ? 'text-end' : 'text-start')}
    >
      {header.column.getCanSort() ? (
        <button
          type="button"
          title={t`按${column.header}排序`}
          onClick={header.column.getToggleSortingHandler()}
          className={cx(
            'inline-flex min-h-11 items-center gap-1 hover:text-sea',
            sorted !== false && 'text-sea',
          )}
        >
          {column.header}
          <Icon
            name={sorted === 'desc' ? 'down' : 'up'}
            size={16}
            className={cx('shrink-0', sorted === false && 'opacity-40')}
          />
        </button>
      ) : (
        <span className="inline-flex min-h-11 items-center">{column.header}</span>
      )}
    </th>
  )
}

function WideTable<Row>(
  props: DataTableProps<Row> & { heads: Header<Row, unknown>[]; sorted: TableRow<Row>[] },
) {
  const { caption, columns, heads, sorted } = props
  return (
    <div
      className="relative overflow-x-auto rounded-card border border-line bg-white"
      tabIndex={0}
      role="region"
      aria-label={caption}
    >
      <table className="w-full">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {heads.map((header, index) => {
              const column = columns[index]
              return column && <HeadCell key={header.id} header={header} column={column} />
            })}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.id} className="border-t border-line hover:bg-paper">
              {columns.map((column) => (
                <td key={column.id} className={cx('px-3 py-2.5', column.align === 'end' && 'text-end')}>
                  {column.cell(row.original)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The one table: rows from 768 px, cards below. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowId, card, empty } = props
  const wide = useWide('table')
  const [sorting, setSorting] = useState<SortingState>([])
  const definitions = useMemo(() => columns.map((column) => definitionOf(column)), [columns])
  const data = useMemo(() => [...rows], [rows])
  const table = useReactTable({
    data,
    columns: definitions,
    state: { sorting },
    onSortingChange: setSorting,
    getRowId: rowId,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
  })
  if (rows.length === 0 && empty !== undefined) return empty
  const sorted = table.getRowModel().rows
  if (wide) return <WideTable {...props} heads={table.getFlatHeaders()} sorted={sorted} />
  return (
    <ul aria-label={caption} className="space-y-2.5">
      {sorted.map((row) => (
        <li key={row.id} className="rounded-card border border-line bg-white px-3.5 py-3">
          {card === undefined ? <DefaultCard row={row.original} columns={columns} /> : card(row.original)}
        </li>
      ))}
    </ul>
  )
}
