import type { ReactNode } from 'react'
import { cx } from './cx.ts'

interface LoadBarProps {
  name: string
  /** What this person has, and what the person can carry. */
  load: number
  capacity: number
  /** Read aloud: 周老师 本周 14 次，能承担 12 次. */
  label: string
  /** Name and numbers above the bar, where there is little room beside it. */
  stacked?: boolean
}

/** How much one person carries; what is beyond what they can is amber, as long as it is too much. */
export function LoadBar({ name, load, capacity, label, stacked = false }: LoadBarProps) {
  const over = load > capacity
  const whole = Math.max(load, capacity)
  const part = (amount: number): string => `${whole === 0 ? 0 : (amount / whole) * 100}%`
  return (
    <div className={cx('py-1.5', stacked ? 'grid grid-cols-[1fr_auto] gap-x-3' : 'flex items-center gap-3')}>
      <span
        className={cx(
          'line-clamp-2 leading-tight [overflow-wrap:anywhere]',
          !stacked && 'w-24 shrink-0 sm:w-32',
        )}
      >
        {name}
      </span>
      <span
        role="img"
        aria-label={label}
        className={cx(
          'print-exact flex h-2.5 min-w-0 overflow-hidden rounded-full bg-line',
          stacked ? 'order-last col-span-2' : 'flex-1',
        )}
      >
        <span className="h-full bg-sea" style={{ width: part(Math.min(load, capacity)) }} />
        {over && <span className="h-full bg-amber-strong" style={{ width: part(load - capacity) }} />}
      </span>
      <span
        aria-hidden="true"
        className={cx(
          'text-end text-sm',
          !stacked && 'w-16 shrink-0',
          over ? 'font-semibold text-amber' : 'text-soft',
        )}
      >
        {load} / {capacity}
      </span>
    </div>
  )
}

interface ProgressBarProps {
  label: string
  /** 0 … 1; null while the length is not known. */
  value: number | null
  /** 已读 4,200 / 10,000 行 */
  detail?: ReactNode
  /** A button that stops the work. */
  action?: ReactNode
}

/** Long work under way. */
export function ProgressBar({ label, value, detail, action }: ProgressBarProps) {
  const percent = value === null ? null : Math.floor(value * 100)
  return (
    <div>
      <div className="mb-2 flex items-baseline justify-between gap-3">
        <span className="font-medium">{label}</span>
        <span className="text-sm text-soft">{detail ?? (percent === null ? null : `${percent}%`)}</span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
        className="h-2.5 overflow-hidden rounded-full bg-sand"
      >
        <div
          className={cx(
            'h-full rounded-full bg-sea',
            percent === null ? 'w-1/3 animate-pulse' : 'transition-[width]',
          )}
          style={percent === null ? undefined : { width: `${percent}%` }}
        />
      </div>
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  )
}
