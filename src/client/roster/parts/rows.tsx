import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { PlanCounts, PreviewRow, RowKind } from '#shared/roster/schema.ts'
import { formatNumber } from '#client/lib/format.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Section } from '#client/ui/card.tsx'
import { Chip, type ChipTone } from '#client/ui/chip.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { DataTable, type Column } from '#client/ui/data-table.tsx'
import { Pagination } from '#client/ui/pagination.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { rowsQuery } from '../queries.ts'
import { RowNotes } from './row-notes.tsx'
import { kindText } from './row-words.ts'

const rowsAPage = 50

function ActionChip({ action }: { action: PreviewRow['action'] }) {
  const looks: Record<PreviewRow['action'], [ChipTone, RowKind]> = {
    add: ['done', 'added'],
    change: ['calm', 'changed'],
    none: ['plain', 'unchanged'],
    refuse: ['due', 'refused'],
    skip: ['plain', 'skipped'],
  }
  const [tone, kind] = looks[action]
  return <Chip tone={tone}>{kindText(kind)}</Chip>
}

const columnsOf = (kind: RowKind): Column<PreviewRow>[] => [
  { id: 'row', header: t`行`, cell: ({ row }) => row },
  {
    id: 'name',
    header: t`姓名`,
    cell: ({ shown }) => <b className="font-semibold whitespace-nowrap">{shown.name || '–'}</b>,
  },
  {
    id: 'class',
    header: t`班级`,
    cell: ({ shown }) => <span className="whitespace-nowrap">{shown.className || '–'}</span>,
  },
  { id: 'action', header: t`结果`, cell: ({ action }) => <ActionChip action={action} /> },
  {
    id: 'notes',
    header: t`说明`,
    cell: (row) => <RowNotes row={row} showCorrections={kind === 'corrected'} />,
  },
]

const cardOf = (row: PreviewRow, kind: RowKind): ReactNode => (
  <>
    <div className="flex items-center justify-between gap-3">
      <p className="min-w-0">
        <b className="font-semibold">{row.shown.name || '–'}</b>{' '}
        <span className="text-sm text-soft">{row.shown.className}</span>
      </p>
      <ActionChip action={row.action} />
    </div>
    <p className="text-sm text-soft">{t`表里第 ${row.row} 行`}</p>
    <RowNotes row={row} showCorrections={kind === 'corrected'} />
  </>
)

function RowTable({ rows, kind }: { rows: readonly PreviewRow[]; kind: RowKind }) {
  return (
    <DataTable
      caption={kindText(kind)}
      columns={columnsOf(kind)}
      rows={rows}
      rowId={({ row }) => String(row)}
      card={(row) => cardOf(row, kind)}
      empty={<EmptyState icon="check" title={<Trans>这里没有</Trans>} />}
    />
  )
}

interface RowsProps {
  id: string
  counts: PlanCounts
}

/** The rows one by one, 50 a page, those that were not taken first. */
export function Rows({ id, counts }: RowsProps) {
  const numbers: Record<RowKind, number> = {
    refused: counts.refused,
    changed: counts.changed,
    added: counts.added,
    warned: counts.warned,
    corrected: counts.corrected,
    unchanged: counts.unchanged,
    skipped: counts.skipped,
    all: counts.added + counts.changed + counts.unchanged + counts.refused + counts.skipped,
  }
  const order: RowKind[] = [
    'refused',
    'changed',
    'added',
    'warned',
    'corrected',
    'unchanged',
    'skipped',
    'all',
  ]
  const there = order.filter((kind) => numbers[kind] > 0)
  const [chosen, setChosen] = useState<{ kind: RowKind; page: number }>({ kind: there[0] ?? 'all', page: 1 })
  const query = useQuery(rowsQuery(id, chosen.kind, chosen.page))
  const total = query.data?.total ?? 0
  return (
    <Section title={<Trans>一行一行看</Trans>}>
      <div className="mb-3">
        <Choice
          aria-label={t`看哪些行`}
          value={chosen.kind}
          onChange={(kind) => setChosen({ kind, page: 1 })}
          options={there.map((kind) => ({
            value: kind,
            label: `${kindText(kind)} ${formatNumber(numbers[kind])}`,
          }))}
        />
      </div>
      {query.data !== undefined ? (
        <div aria-busy={query.isPlaceholderData} className={query.isPlaceholderData ? 'opacity-60' : ''}>
          <RowTable rows={query.data.rows} kind={chosen.kind} />
          <Pagination
            page={chosen.page}
            pages={Math.ceil(total / rowsAPage)}
            onChange={(page) => setChosen({ ...chosen, page })}
            total={plural(total, { one: '共 # 行', other: '共 # 行' })}
          />
        </div>
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <Skeleton rows={5} />
      )}
    </Section>
  )
}
