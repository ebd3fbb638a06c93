import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icon.tsx'

/** The dark pill that says the device has no signal, and what is kept here. */
export function OfflinePill({ children }: { children: ReactNode }) {
  return (
    <p
      role="status"
      className="inline-flex items-center gap-2 rounded-2xl bg-ink px-3 py-1 text-sm text-white"
    >
      <span aria-hidden="true" className="size-2.5 shrink-0 rounded-full border-2 border-white" />
      {children}
    </p>
  )
}

type Tone = 'calm' | 'due' | 'danger' | 'done'

const looks: Record<Tone, { icon: IconName; className: string }> = {
  calm: { icon: 'info', className: 'border-sea-line bg-sea-soft text-ink' },
  due: { icon: 'clock', className: 'border-amber-soft bg-amber-soft text-amber' },
  danger: { icon: 'warning', className: 'border-danger-soft bg-danger-soft text-danger' },
  done: { icon: 'check', className: 'border-leaf-soft bg-leaf-soft text-leaf' },
}

interface BannerProps {
  tone?: Tone
  title?: ReactNode
  action?: ReactNode
  children?: ReactNode
}

/** A lasting remark on a page, as opposed to a toast. */
export function Banner({ tone = 'calm', title, action, children }: BannerProps) {
  const look = looks[tone]
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={cx('flex items-start gap-3 rounded-card border px-3.5 py-3', look.className)}
    >
      <Icon name={look.icon} size={22} className="mt-0.5 shrink-0" />
      <div className="min-w-0 flex-1">
        {title !== undefined && <p className="font-semibold">{title}</p>}
        {children}
        {action !== undefined && <div className="mt-2.5">{action}</div>}
      </div>
    </div>
  )
}
