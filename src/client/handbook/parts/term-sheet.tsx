import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TermDuty, TermNumber } from '#shared/handbook/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDate } from '#client/lib/format.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { termDutiesQuery } from '../queries.ts'

/** Which number of which kind of duty. */
export interface OpenNumber {
  duty: string
  number: TermNumber
  /** What stands above the number. */
  label: string
}

function Line({ duty }: { duty: TermDuty }) {
  const { t } = useLingui()
  const due = formatDate(duty.dueOn)
  const done = duty.doneOn === null ? '' : formatDate(duty.doneOn)
  const days = (
    <span className="shrink-0 text-end">
      <span className="block text-sm text-soft">{t`${due}到期`}</span>
      {done !== '' && <span className="block">{t`${done} 做完`}</span>}
    </span>
  )
  const row = 'flex min-h-[52px] items-center justify-between gap-3 py-2'
  if (duty.child?.mayOpen !== true)
    return (
      <li className={row}>
        {duty.child === null ? (
          <Trans>全班</Trans>
        ) : (
          <span>
            <b className="me-2 font-semibold">{duty.child.name}</b>
            <span className="inline-block text-sm text-soft">
              <Trans>现在不归您管</Trans>
            </span>
          </span>
        )}
        {days}
      </li>
    )
  return (
    <li>
      <Link
        to="/children/$id"
        params={{ id: duty.child.id }}
        className={`${row} -outline-offset-2 hover:bg-paper`}
      >
        <b className="font-semibold">{duty.child.name}</b>
        {days}
      </Link>
    </li>
  )
}

interface TermSheetProps extends OpenNumber {
  classId: string
  termId: string
  onClose: () => void
}

/** The duties behind one number of the term. */
export function TermSheet({ classId, termId, duty, number, label, onClose }: TermSheetProps) {
  const list = useQuery(termDutiesQuery(classId, termId, { key: duty, number }))
  const what = dutyText(duty)
  return (
    <Dialog open wide onOpenChange={(open) => !open && onClose()} title={`${what} · ${label}`}>
      {list.data !== undefined ? (
        <>
          <p className="text-sm text-soft">
            <Plural value={list.data.length} one="共 # 件" other="共 # 件" />
          </p>
          <ul className="divide-y divide-line">
            {list.data.map((one) => (
              <Line key={one.dutyId} duty={one} />
            ))}
          </ul>
        </>
      ) : list.isError ? (
        <QueryError error={list.error} onRetry={() => void list.refetch()} busy={list.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Dialog>
  )
}
