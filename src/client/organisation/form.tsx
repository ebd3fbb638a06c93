import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Organisation } from '#shared/organisation/schema.ts'
import { useSession } from '#client/lib/session.ts'
import { currentYear, organisationQuery } from '#client/lib/organisation.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { NextStep } from './parts/next-step.tsx'
import { NewYear } from './parts/new-year.tsx'
import { YearPeriods } from './parts/year-periods.tsx'
import { Managed } from './parts/managed.tsx'

function Years({ organisation }: { organisation: Organisation }) {
  const { today } = useSession().school
  const [adding, setAdding] = useState(false)
  const current = currentYear(organisation, today)
  if (current === undefined) return <NewYear basis={today} />
  const years = [...organisation.years].sort((one, other) => (one.startsOn < other.startsOn ? 1 : -1))
  const last = years[0]
  return (
    <>
      {!adding && <NextStep to="/organisation/holidays">{<Trans>下一步：放假和调休</Trans>}</NextStep>}
      {adding && last !== undefined ? (
        // The year after the last one: proposed as of its first October.
        <NewYear basis={`${last.endsOn.slice(0, 4)}-10-01`} onDone={() => setAdding(false)} />
      ) : (
        <>
          {years.map((year) => (
            <YearPeriods key={year.id} year={year} isCurrent={year.id === current.id} />
          ))}
          <div className="mt-5">
            <Button icon="plus" onClick={() => setAdding(true)}>
              <Trans>加下一个学年</Trans>
            </Button>
          </div>
        </>
      )}
    </>
  )
}

/** School years and terms: without them nothing falls due. */
export function YearPage() {
  const query = useQuery(organisationQuery)
  return (
    <Page>
      <PageHeader
        title={<Trans>学年和学期</Trans>}
        below={<Trans>谈心、家访只在学期里安排；先有学期，才知道什么时候到期。</Trans>}
        back={{ link: { to: '/organisation' }, label: <Trans>学校设置</Trans> }}
      />
      <Managed>
        {query.data === undefined ? (
          query.isError ? (
            <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
          ) : (
            <Skeleton />
          )
        ) : (
          <Years organisation={query.data} />
        )}
      </Managed>
    </Page>
  )
}
