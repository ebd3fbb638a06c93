import { Trans } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import { Button } from './button.tsx'

/** Full cards shown before one asks for more. */
const many = 12

interface FewProps<Item> {
  items: readonly Item[]
  /** Shown before one asks for more. */
  most?: number
  /** What the way to the rest is called, where it counts something else than 个. */
  renderMore?: (hidden: number) => ReactNode
  children: (shown: readonly Item[]) => ReactNode
}

/** The first of a list, and the way to the rest: a leader's can be long, and a phone draws only so many at once. */
export function Few<Item>({ items, most = many, renderMore, children }: FewProps<Item>) {
  const [all, setAll] = useState(false)
  const shown = all ? items : items.slice(0, most)
  const hidden = items.length - shown.length
  return (
    <>
      {children(shown)}
      {hidden > 0 && (
        <div className="mt-2.5">
          <Button wide tone="plain" onClick={() => setAll(true)}>
            {renderMore?.(hidden) ?? <Trans>再看 {hidden} 个</Trans>}
          </Button>
        </div>
      )}
    </>
  )
}
