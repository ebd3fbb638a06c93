import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export interface TimelineItem {
  id: string
  /** Already formatted: 11月9日. */
  when: ReactNode
  title: ReactNode
  detail?: ReactNode
  /** Hollow: tried, not reached. */
  tone?: 'done' | 'tried' | 'danger'
}

const dots = { done: 'border-sea bg-sea', tried: 'border-sea bg-white', danger: 'border-danger bg-danger' }

/** What has happened, newest first. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <ol className="ms-1.5">
      {items.map((item) => (
        <li
          key={item.id}
          className="relative border-s-2 border-line ps-4 pb-4 last:border-transparent last:pb-0"
        >
          <span
            aria-hidden="true"
            className={cx(
              'absolute -start-[7px] top-1.5 size-3 rounded-full border-2',
              dots[item.tone ?? 'done'],
            )}
          />
          <p>
            <b className="me-2 font-semibold">{item.when}</b>
            {item.title}
          </p>
          {item.detail !== undefined && <div className="text-sm text-soft">{item.detail}</div>}
        </li>
      ))}
    </ol>
  )
}
