import { Trans } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import type { MyDayItem } from '#shared/day/schema.ts'
import { Button } from '#client/ui/button.tsx'
import { DutyCard } from './duty-card.tsx'
import type { DutyHandlers } from './use-sheets.tsx'

/** Full cards shown before one asks for more. */
const many = 12

interface FewProps<Item> {
  items: readonly Item[]
  /** Shown before one asks for more. */
  most?: number
  children: (shown: readonly Item[]) => ReactNode
}

/** The first of a list, and the way to the rest: a leader's can be long, and a phone draws only so many at once. */
export function Few<Item>({ items, most = many, children }: FewProps<Item>) {
  const [all, setAll] = useState(false)
  const shown = all ? items : items.slice(0, most)
  const hidden = items.length - shown.length
  return (
    <>
      {children(shown)}
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
