import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { MyDayItem } from '#shared/day/schema.ts'
import { recordActionText } from '#client/lib/duty-words.ts'
import { useHasRole } from '#client/lib/session.ts'
import { Button, buttonClass } from '#client/ui/button.tsx'

/**
 * Where a duty is recorded: on the card of its kind, which names an earlier window so that it can be entered for it (K-26),
 * or on the page of the duty itself.
 */
export function recordLink({ pupilId, evidence, state, dutyId, from, to }: MyDayItem) {
  if (evidence === 'work') return { to: '/work/$id', params: { id: dutyId } } as const
  const earlier = state === 'missed' ? { duty: dutyId, from, to } : {}
  return { to: '/cards/new', search: { child: pupilId, kind: evidence, ...earlier } } as const
}

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
  const call = item.evidence === 'parentContact'
  const name = item.pupilName
  const main = call || fill !== false
  const record = (
    <Link
      {...recordLink(item)}
      className={`${buttonClass({ tone: main ? 'quiet' : 'primary' })} ${main ? '' : 'flex-99'}`}
    >
      {recordActionText(item.evidence)}
    </Link>
  )
  // What is beside the main thing goes to the next line together and fills it, never one alone.
  return (
    <div className="mt-3 flex flex-wrap gap-2.5">
      {fill}
      {call && (
        <Button
          tone={fill ? 'quiet' : 'primary'}
          icon="phone"
          className="flex-99"
          onClick={() => onCall(item)}
        >
          <Trans>拨打</Trans>
        </Button>
      )}
      {!main && record}
      <div className="flex grow flex-wrap gap-2.5 [&>*]:grow">
        {main && record}
        <Button onClick={() => onExcuse(item)}>
          <Trans context="verb">说明</Trans>
          <span className="visually-hidden">{t`：${name}这次为什么不做`}</span>
        </Button>
      </div>
    </div>
  )
}
