import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RingDuty } from '#shared/day/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDate, formatDue } from '#client/lib/format.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { cx } from '#client/ui/cx.ts'
import { Dialog } from '#client/ui/dialog.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { myRingQuery } from '../queries.ts'

const row = 'flex min-h-[52px] items-center gap-3 py-2'

function Line({ duty, today }: { duty: RingDuty; today: string }) {
  const { t } = useLingui()
  const { dueOn, doneOn, mayOpen } = duty
  const done = doneOn === null ? '' : formatDate(doneOn)
  const said = (
    <>
      <span className="min-w-0 flex-1">
        <b className="me-2 font-semibold">{duty.pupilName}</b>
        <span className="inline-block text-sm text-soft">
          {mayOpen ? duty.className : <Trans>现在不归您管</Trans>}
        </span>
        <span className="block text-sm text-soft">{dutyText(duty.key)}</span>
      </span>
      <span className={cx('shrink-0 text-end', doneOn === null && dueOn < today && 'text-amber')}>
        {doneOn === null ? formatDue(dueOn, today).text : t`${done} 做完`}
      </span>
    </>
  )
  return (
    <li className={mayOpen ? undefined : row}>
      {mayOpen ? (
        <Link
          to="/children/$id"
          params={{ id: duty.pupilId }}
          className={cx(row, '-outline-offset-2 hover:bg-paper')}
        >
          {said}
        </Link>
      ) : (
        said
      )}
    </li>
  )
}

/** The duties of the month that the ring counts: as many in each list as it says. */
export function RingSheet({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const ring = useQuery(myRingQuery)
  const [which, setWhich] = useState<'open' | 'done'>('open')
  const duties = (ring.data?.duties ?? []).filter(({ doneOn }) => (doneOn === null) === (which === 'open'))
  return (
    <Dialog open wide onOpenChange={(open) => !open && onClose()} title={<Trans>这个月到期的</Trans>}>
      <div className="mb-2">
        <Choice
          aria-label={t`看哪些`}
          value={which}
          onChange={setWhich}
          options={[
            { value: 'open', label: t`还没做` },
            { value: 'done', label: t`做完了` },
          ]}
        />
      </div>
      {ring.data !== undefined ? (
        <>
          <p className="text-sm text-soft">
            <Plural value={duties.length} one="共 # 件" other="共 # 件" />
          </p>
          {duties.length === 0 ? (
            <EmptyState
              icon="check"
              title={which === 'open' ? <Trans>都做完了</Trans> : <Trans>还没有做完的</Trans>}
            />
          ) : (
            <ul className="divide-y divide-line">
              {duties.map((duty) => (
                <Line key={duty.dutyId} duty={duty} today={ring.data.today} />
              ))}
            </ul>
          )}
        </>
      ) : ring.isError ? (
        <QueryError error={ring.error} onRetry={() => void ring.refetch()} busy={ring.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Dialog>
  )
}
