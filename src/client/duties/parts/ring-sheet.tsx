import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RingDuty } from '#shared/day/schema.ts'
import { ChildThen } from '#client/lib/child-then.tsx'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDate, formatDue } from '#client/lib/format.ts'
import { onePage, SheetList } from '#client/lib/sheet-list.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { cx } from '#client/ui/cx.ts'
import { Dialog } from '#client/ui/dialog.tsx'
import { EmptyState } from '#client/ui/states.tsx'
import { myRingQuery } from '../queries.ts'

function Line({ duty, today }: { duty: RingDuty; today: string }) {
  const { t } = useLingui()
  const { pupilId, pupilName, className, mayOpen, key, dueOn, doneOn } = duty
  const done = doneOn === null ? '' : formatDate(doneOn)
  return (
    <ChildThen child={{ id: pupilId, name: pupilName, mayOpen }} beside={className} below={dutyText(key)}>
      <span className={cx('shrink-0 text-end', doneOn === null && dueOn < today && 'text-amber')}>
        {doneOn === null ? formatDue(dueOn, today).text : t`${done} 做完`}
      </span>
    </ChildThen>
  )
}

/** The duties of the month that the ring counts: as many in each list as it says. */
export function RingSheet({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const ring = useQuery(myRingQuery)
  const [which, setWhich] = useState<'open' | 'done'>('open')
  const today = ring.data?.today ?? ''
  const duties = ring.data?.duties.filter(({ doneOn }) => (doneOn === null) === (which === 'open'))
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
      <SheetList
        list={ring}
        pages={onePage(duties)}
        renderRow={(duty) => <Line key={duty.dutyId} duty={duty} today={today} />}
        empty={
          <EmptyState
            icon="check"
            title={which === 'open' ? <Trans>都做完了</Trans> : <Trans>还没有做完的</Trans>}
          />
        }
      />
    </Dialog>
  )
}
