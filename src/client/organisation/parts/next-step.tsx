import { Link, type LinkProps } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { organisationQuery } from '#client/lib/organisation.ts'
import { buttonClass } from '#client/ui/button.tsx'
import { Icon } from '#client/ui/icon.tsx'

/** Leads on while the school is still being set up; afterwards it is only in the way. */
export function NextStep({ to, children }: { to: LinkProps['to']; children: ReactNode }) {
  const { data } = useQuery(organisationQuery)
  if (data === undefined || (data.ready.plan && data.ready.pupils)) return null
  return (
    <div className="mb-4">
      <Link to={to} className={buttonClass({ tone: 'primary' })}>
        {children}
        <Icon name="forward" />
      </Link>
    </div>
  )
}
