import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Organisation, OrganisationYear } from '#shared/organisation/schema.ts'
import { currentYear, organisationQuery } from '#client/lib/organisation.ts'
import { useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { Managed } from './managed.tsx'

interface OfYearProps {
  /** Why a school year comes first. */
  why: ReactNode
  children: (year: OrganisationYear, organisation: Organisation) => ReactNode
}

/** What is set up within the current school year, by those who may. */
export function OfYear({ why, children }: OfYearProps) {
  const { today } = useSession().school
  const { data, isError, error, isFetching, refetch } = useQuery(organisationQuery)
  const year = data && currentYear(data, today)
  return (
    <Managed>
      {data === undefined ? (
        isError ? (
          <QueryError error={error} onRetry={() => void refetch()} busy={isFetching} />
        ) : (
          <Skeleton />
        )
      ) : year === undefined ? (
        <EmptyState
          icon="calendar"
          title={<Trans>先建学年</Trans>}
          action={
            <Link to="/organisation/year" className={buttonClass({ tone: 'primary' })}>
              <Trans>建学年和学期</Trans>
            </Link>
          }
        >
          {why}
        </EmptyState>
      ) : (
        children(year, data)
      )}
    </Managed>
  )
}
