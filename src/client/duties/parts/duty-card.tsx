import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { MyDayItem } from '#shared/day/schema.ts'
import { useSession } from '#client/lib/session.ts'
import { IconButton } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { DueChip } from '#client/ui/due-chip.tsx'
import { DutyActions, recordLink } from './duty-actions.tsx'
import { itemDetail, itemPlace, itemTitle } from './item-words.ts'

interface DutyCardProps {
  item: MyDayItem
  onCall: (item: MyDayItem) => void
  onExcuse: (item: MyDayItem) => void
  onFill: (item: MyDayItem) => void
}

/** What comes before the rest: nobody at home, or nobody at school. */
function Alarms({ item }: { item: MyDayItem }) {
  const { noCarer, unassigned, excuseAsked, excuseRefused } = item
  if (!noCarer && !unassigned && !excuseAsked && excuseRefused === null) return null
  const why = excuseRefused?.reason ?? ''
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-2">
      {noCarer && (
        <Chip tone="danger">
          <Trans>家里没有确定的人照顾</Trans>
        </Chip>
      )}
      {excuseAsked && (
        <Chip tone="plain">
          <Trans>说明等校长同意</Trans>
        </Chip>
      )}
      {excuseRefused !== null && (
        <>
          <Chip tone="plain">
            <Trans>说明没有同意</Trans>
          </Chip>
          {why !== '' && <span className="text-sm text-soft">{why}</span>}
        </>
      )}
      {unassigned && (
        <Chip tone="due">
          <Trans>还没有老师负责</Trans>
        </Chip>
      )}
    </p>
  )
}

/** A class teacher of one class needs no class beside the names of that class. */
function useItemPlace(): (item: MyDayItem) => string {
  const { roles } = useSession()
  const oneClass = roles.filter(({ role, covering }) => role === 'classTeacher' && !covering).length === 1
  return (item) => {
    const own = item.mine && item.coverFor === null && item.performerRole === 'classTeacher'
    return itemPlace(oneClass && (own || roles.length === 1) ? { ...item, className: null } : item)
  }
}

/** One thing to do for one child. */
export function DutyCard({ item, ...actions }: DutyCardProps) {
  const { today } = useSession().school
  const place = useItemPlace()(item)
  return (
    <Card as="li">
      <div className="flex items-start justify-between gap-3">
        <Link
          to="/children/$id"
          params={{ id: item.pupilId }}
          className="-my-2 flex min-h-11 min-w-0 flex-1 flex-wrap items-baseline gap-x-2 py-2 hover:text-sea"
        >
          <b className="text-lg font-semibold">{itemTitle(item)}</b>
          <span className="text-sm text-soft">{place}</span>
        </Link>
        <DueChip dueOn={item.dueOn} today={today} />
      </div>
      <p className="mt-1 text-soft">{itemDetail(item, today)}</p>
      <Alarms item={item} />
      <DutyActions item={item} {...actions} />
    </Card>
  )
}

/** The same in two lines, for what can wait: pressing it begins the card; a call is one touch, too. */
export function DutyRow({ item, onCall }: { item: MyDayItem; onCall: (item: MyDayItem) => void }) {
  const { t } = useLingui()
  const { today } = useSession().school
  const place = useItemPlace()(item)
  const title = itemTitle(item)
  return (
    <li className="flex items-center">
      <Link
        {...recordLink(item)}
        className="block min-w-0 flex-1 px-3.5 py-2.5 -outline-offset-2 hover:bg-paper"
      >
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1">
            <b className="me-2 font-semibold">{title}</b>
            <span className="hidden text-sm text-soft sm:inline">{place}</span>
          </span>
          <DueChip dueOn={item.dueOn} today={today} />
        </span>
        <span className="block text-sm text-soft">
          {place !== '' && <span className="sm:hidden">{place} · </span>}
          {itemDetail(item, today)}
        </span>
      </Link>
      {item.evidence === 'parentContact' && (
        <IconButton
          icon="phone"
          label={t`给${title}打电话`}
          onClick={() => onCall(item)}
          className="me-1.5"
        />
      )}
    </li>
  )
}
