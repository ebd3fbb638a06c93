import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Icon, type IconName } from '#client/ui/icon.tsx'

interface WayLineProps {
  to: LinkProps['to']
  icon: IconName
  children: ReactNode
}

/** Something that waits elsewhere: one line with the way there. */
export function WayLine({ to, icon, children }: WayLineProps) {
  return (
    <Link
      to={to}
      className="mb-4 flex min-h-11 items-center gap-2.5 rounded-card border border-line bg-white px-3.5 py-2.5"
    >
      <Icon name={icon} className="shrink-0 text-sea" />
      <span className="min-w-0 flex-1">{children}</span>
      <Icon name="forward" className="shrink-0 text-soft" />
    </Link>
  )
}
