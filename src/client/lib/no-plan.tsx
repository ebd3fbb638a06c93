import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { buttonClass } from '#client/ui/button.tsx'
import { EmptyState } from '#client/ui/states.tsx'
import { useHasRole } from './session.ts'

/** The school has not chosen a plan; whoever may choose it finds the way here. `children`: what will stand here then. */
export function NoPlan({ children }: { children: ReactNode }) {
  const manages = useHasRole('administrator', 'principal')
  return (
    <EmptyState
      icon="calendar"
      title={<Trans>学校还没有选关爱方案</Trans>}
      action={
        manages && (
          <Link to="/start/plan" className={buttonClass({ tone: 'primary' })}>
            <Trans>去选方案</Trans>
          </Link>
        )
      }
    >
      {children}
    </EmptyState>
  )
}
