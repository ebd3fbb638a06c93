import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { IncidentBoard } from '#shared/incidents/schema.ts'
import { formatDate, formatNumber, formatPercent } from '#client/lib/format.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { BoardCard } from './parts/board-card.tsx'
import { useServerClock } from './parts/server-clock.ts'
import { boardQuery, figuresQuery } from './queries.ts'

function NewLink() {
  return (
    <Link to="/incidents/new" className={buttonClass({ tone: 'primary' })}>
      <Icon name="plus" />
      <Trans>记下突发事件</Trans>
    </Link>
  )
}

function Board({ board, now }: { board: IncidentBoard; now: string }) {
  const { open, closed } = board
  return (
    <>
      {open.length === 0 ? (
        <EmptyState icon="check" title={<Trans>没有正在处理的</Trans>}>
          <Trans>孩子出了事，先照看好孩子，再点“记下突发事件”，这里会提醒该告诉谁、还有几分钟。</Trans>
        </EmptyState>
      ) : (
        <ul className="space-y-2.5">
          {open.map((line) => (
            <BoardCard key={line.id} line={line} now={now} />
          ))}
        </ul>
      )}
      {closed.length > 0 && (
        <Section title={<Trans>已结束的</Trans>}>
          <ul className="space-y-2.5">
            {closed.map((line) => (
              <BoardCard key={line.id} line={line} now={now} />
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

/** How it goes in this school year, without any child (I15). */
function Figures() {
  const { data } = useQuery(figuresQuery)
  if (data === undefined) return null
  const from = formatDate(data.from, 'full')
  return (
    <Section title={<Trans>{from}以来</Trans>}>
      <Card pad="sides">
        <KeyValue
          items={[
            { label: <Trans>正在处理</Trans>, value: formatNumber(data.open) },
            { label: <Trans>已结束</Trans>, value: formatNumber(data.closed) },
            {
              label: <Trans>按时告诉到</Trans>,
              value:
                data.due === 0
                  ? null
                  : `${formatNumber(data.inTime)} / ${formatNumber(data.due)} · ${formatPercent(data.inTime, data.due)}`,
            },
          ]}
        />
      </Card>
    </Section>
  )
}

/** What is going on and who is not told yet: the board of the leader, and for others their own. */
export function IncidentsPage() {
  const reads = useHasRole(
    'principal',
    'archiveKeeper',
    'classTeacher',
    'helpingTeacher',
    'counsellor',
    'administrator',
  )
  const counts = useHasRole('principal', 'counsellor', 'auditor')
  const board = useQuery({ ...boardQuery, enabled: reads })
  const now = useServerClock(board.data?.now, board.dataUpdatedAt)
  return (
    <Page>
      <PageHeader
        title={<Trans>突发事件</Trans>}
        below={<Trans>先保护孩子，再按时告诉家里和上级。</Trans>}
        {...(reads && { aside: <NewLink /> })}
      />
      {reads &&
        (board.data !== undefined ? (
          <Board board={board.data} now={now} />
        ) : board.isError ? (
          <QueryError error={board.error} onRetry={() => void board.refetch()} busy={board.isFetching} />
        ) : (
          <Skeleton rows={3} />
        ))}
      {counts && <Figures />}
    </Page>
  )
}
