import type { MyDayItem } from '#shared/day/schema.ts'
import { Few } from '#client/ui/few.tsx'
import { DutyCard } from './duty-card.tsx'
import type { DutyHandlers } from './use-sheets.tsx'

interface CardListProps extends DutyHandlers {
  items: readonly MyDayItem[]
}

/** Duties as full cards. */
export function CardList({ items, ...actions }: CardListProps) {
  return (
    <Few items={items}>
      {(shown) => (
        <ul className="space-y-2.5">
          {shown.map((item) => (
            <DutyCard key={item.dutyId} item={item} {...actions} />
          ))}
        </ul>
      )}
    </Few>
  )
}
