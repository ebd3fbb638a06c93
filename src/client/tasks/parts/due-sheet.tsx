import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DueList } from '#shared/tasks/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDate } from '#client/lib/format.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { dueQuery } from '../queries.ts'

const row = 'flex min-h-[52px] items-center gap-3 py-2 -outline-offset-2 hover:bg-paper'

function Row({ item }: { item: DueList['items'][number] }) {
  const { t } = useLingui()
  const { pupilId } = item
  const words = (
    <span className="min-w-0 flex-1">
      <b className="me-2 font-semibold">{item.subjectName ?? t`全校`}</b>
      {pupilId !== null && <span className="text-sm text-soft">{item.className}</span>}
      <span className="block text-sm text-soft">{dutyText(item.key)}</span>
    </span>
  )
  return (
    <li>
      {item.evidence === 'work' || pupilId === null ? (
        <Link to="/work/$id" params={{ id: item.dutyId }} className={row}>
          {words}
        </Link>
      ) : (
        <Link to="/children/$id" params={{ id: pupilId }} className={row}>
          {words}
        </Link>
      )}
    </li>
  )
}

/** What one has to do by a day, as My week has it. */
export function DueSheet({ day, onClose }: { day: string; onClose: () => void }) {
  const { t } = useLingui()
  const due = useQuery(dueQuery(day))
  const date = formatDate(day, 'weekday')
  const items = due.data?.items
  return (
    <Dialog open wide onOpenChange={(open) => !open && onClose()} title={t`${date}前要做的`}>
      {items === undefined ? (
        due.isError ? (
          <QueryError error={due.error} onRetry={() => void due.refetch()} busy={due.isFetching} />
        ) : (
          <Skeleton rows={4} />
        )
      ) : items.length === 0 ? (
        <EmptyState icon="check" title={<Trans>都做完了</Trans>} />
      ) : (
        <>
          <p className="text-sm text-soft">
            <Plural value={items.length} one="# 件" other="# 件" />
          </p>
          <ul className="divide-y divide-line">
            {items.map((item) => (
              <Row key={item.dutyId} item={item} />
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
