import type { ReactNode } from 'react'
import { Card } from '#client/ui/card.tsx'
import { Icon } from '#client/ui/icon.tsx'

interface FieldGroupProps {
  name: ReactNode
  /** Said on the outside: how much is filled in, or what it is for. */
  aside: ReactNode
  /** At first, and whenever a fault is inside. */
  open: boolean
  children: ReactNode
}

/** Questions under one heading, folded away until they are wanted. */
export function FieldGroup({ name, aside, open, children }: FieldGroupProps) {
  return (
    <Card pad="none">
      <details open={open} className="group">
        <summary className="flex min-h-12 cursor-pointer items-center gap-2 px-3.5 py-2.5 [&::-webkit-details-marker]:hidden">
          <Icon name="forward" className="shrink-0 text-soft transition-transform group-open:rotate-90" />
          <h2 className="flex-1 font-semibold">{name}</h2>
          <span className="text-sm text-soft">{aside}</span>
        </summary>
        <div className="space-y-4 px-3.5 pt-1 pb-4">{children}</div>
      </details>
    </Card>
  )
}
