import type { ReactNode } from 'react'
import { cx } from './cx.ts'

interface LoadBarProps {
  name: string
  /** What this person has, and what the person can carry. */
  load: number
  capacity: number
  /** Read aloud: 周老师 本周 14 次，能承担 12 次. */
  label: string
}

/** How much one person carries; amber beyond what they can. */
export function LoadBar({ name, load, capacity, label }: LoadBarProps) {
  const over = load > capacity
  const share = capacity === 0 ? (load > 0 ? 1 : 0) : Math.min(1, load / capacity)
  return (
    <div className="flex items-center gap-3 py-1.5">
      <span className="w-24 shrink-0 truncate sm:w-32">{name}</span>
      <span
        role="img"
        aria-label={label}
        className="h-2.5 min-w-0 flex-1 overflow-hidden rounded-full bg-sand"
      >
        <span
          className={cx('block h-full', over ? 'bg-amber-strong' : 'bg-sea')}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span
        aria-hidden="true"
        className={cx('w-16 shrink-0 text-end text-sm', over ? 'font-semibold text-amber' : 'text-soft')}
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
