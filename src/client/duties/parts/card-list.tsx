import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { MyDayItem } from '#shared/day/schema.ts'
import { Button } from '#client/ui/button.tsx'
import { DutyCard } from './duty-card.tsx'
import type { DutyHandlers } from './use-sheets.tsx'

/** Full cards shown before one asks for more. */
const many = 12

interface CardListProps extends DutyHandlers {
  items: readonly MyDayItem[]
}

/** Duties as full cards: a leader's list can be long, and a phone draws only so many at once. */
export function CardList({ items, ...actions }: CardListProps) {
  const [all, setAll] = useState(false)
  const shown = all ? items : items.slice(0, many)
  const hidden = items.length - shown.length
  return (
    <>
      <ul className="space-y-2.5">
        {shown.map((item) => (
          <DutyCard key={item.dutyId} item={item} {...actions} />
        ))}
      </ul>
      {hidden > 0 && (
        <div className="mt-2.5">
          <Button wide tone="plain" onClick={() => setAll(true)}>
            <Trans>再看 {hidden} 个</Trans>
          </Button>
        </div>
      )}
    </>
  )
}
