import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export type ChipTone = 'calm' | 'due' | 'done' | 'plain' | 'danger'

const tones: Record<ChipTone, string> = {
  calm: 'bg-sea-soft text-sea',
  due: 'bg-amber-soft text-amber',
  done: 'bg-leaf-soft text-leaf',
  plain: 'bg-sand text-soft',
  danger: 'bg-danger-soft text-danger',
}

/** A short state beside a name: 今天到期, 五清楚 5/5. The colour never says it alone. */
export function Chip({ tone = 'calm', children }: { tone?: ChipTone; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-block shrink-0 rounded-full px-2.5 text-sm leading-6 whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  )
}
