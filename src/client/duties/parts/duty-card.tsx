import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { MyDayItem } from '#shared/duties/schema.ts'
import { useSession } from '#client/lib/session.ts'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { DueChip } from '#client/ui/due-chip.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { DutyActions, cardSearch } from './duty-actions.tsx'
import { itemDetail, itemPlace, itemTitle } from './item-words.ts'

interface DutyCardProps {
  item: MyDayItem
  onCall: (item: MyDayItem) => void
  onExcuse: (item: MyDayItem) => void
}

/** What comes before the rest: nobody at home, or nobody at school. */
function Alarms({ item }: { item: MyDayItem }) {
  if (!item.noCarer && !item.unassigned) return null
  return (
    <p className="mt-1.5 flex flex-wrap gap-2">
      {item.noCarer && (
        <Chip tone="danger">
          <Trans>家里没有确定的人照顾</Trans>
        </Chip>
      )}
      {item.unassigned && (
        <Chip tone="due">
          <Trans>还没有老师负责</Trans>
        </Chip>
      )}
    </p>
  )
}

/** One thing to do for one child. */
export function DutyCard({ item, onCall, onExcuse }: DutyCardProps) {
  const { today } = useSession().school
  return (
    <Card as="li">
      <div className="flex items-start justify-between gap-3">
        <Link
          to="/children/$id"
          params={{ id: item.pupilId }}
          className="-my-2 flex min-h-11 min-w-0 flex-1 flex-wrap items-baseline gap-x-2 py-2 hover:text-sea"
        >
          <b className="text-lg font-semibold">{itemTitle(item)}</b>
          <span className="text-sm text-soft">{itemPlace(item)}</span>
        </Link>
        <DueChip dueOn={item.dueOn} today={today} />
      </div>
      <p className="mt-1 text-soft">{itemDetail(item)}</p>
      <Alarms item={item} />
      <DutyActions item={item} onCall={onCall} onExcuse={onExcuse} />
    </Card>
  )
}

/** The same in one line, for what can wait: pressing it begins the card. */
export function DutyRow({ item }: { item: MyDayItem }) {
  const { today } = useSession().school
  return (
    <li>
      <Link
        to="/cards/new"
        search={cardSearch(item)}
        className="flex min-h-[60px] items-center gap-3 px-3.5 py-2 -outline-offset-2 hover:bg-paper"
      >
        <span className="min-w-0 flex-1">
          <b className="me-2 font-semibold">{itemTitle(item)}</b>
          <span className="text-sm text-soft">{itemPlace(item)}</span>
          <span className="block truncate text-sm text-soft">{itemDetail(item)}</span>
        </span>
        <DueChip dueOn={item.dueOn} today={today} />
        <Icon name="forward" className="shrink-0 text-soft" />
      </Link>
    </li>
  )
}
