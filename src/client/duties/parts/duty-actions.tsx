import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { MyDayItem } from '#shared/duties/schema.ts'
import { cardActionText } from '#client/lib/card-words.ts'
import { useHasRole } from '#client/lib/session.ts'
import { Button, buttonClass } from '#client/ui/button.tsx'

/** Where the card for a duty is written; an earlier window is named so that the card can be entered for it (K-26). */
export const cardSearch = ({ pupilId, key, state, dutyId, from, to }: MyDayItem) => ({
  child: pupilId,
  kind: key,
  ...(state === 'missed' && { duty: dutyId, from, to }),
})

interface DutyActionsProps {
  item: MyDayItem
  onCall: (item: MyDayItem) => void
  onExcuse: (item: MyDayItem) => void
  onFill: (item: MyDayItem) => void
}

/** One main thing to do, at the thumb; the excuse stays quiet. */
export function DutyActions({ item, onCall, onExcuse, onFill }: DutyActionsProps) {
  const { t } = useLingui()
  const leads = useHasRole('principal', 'administrator')
  const writes = useHasRole('classTeacher', 'helpingTeacher', 'counsellor', 'principal')
  // Posts of the whole school open more than a child: those are given where the accounts are.
  const fillable = item.performerRole === 'classTeacher' || item.performerRole === 'helpingTeacher'
  const fill = item.unassigned && leads && fillable && (
    <Button tone="primary" icon="accounts" onClick={() => onFill(item)}>
      <Trans>请谁负责</Trans>
    </Button>
  )
  if (!writes) return fill ? <div className="mt-3 flex">{fill}</div> : null
  const call = item.key === 'parentContact'
  const name = item.pupilName
  return (
    <div className="mt-3 flex flex-wrap gap-2.5">
      {fill}
      {call && (
        <Button
          tone={fill ? 'quiet' : 'primary'}
          icon="phone"
          className="flex-1"
          onClick={() => onCall(item)}
        >
          <Trans>拨打</Trans>
        </Button>
      )}
      <Link
        to="/cards/new"
        search={cardSearch(item)}
        className={`${buttonClass({ tone: call || fill ? 'quiet' : 'primary' })} ${call ? '' : 'flex-1'}`}
      >
        {cardActionText(item.key)}
      </Link>
      <Button onClick={() => onExcuse(item)}>
        <Trans context="verb">说明</Trans>
        <span className="visually-hidden">{t`：${name}这次为什么不做`}</span>
      </Button>
    </div>
  )
}
