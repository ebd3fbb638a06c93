import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { OrganisationYear } from '#shared/organisation/schema.ts'
import { knownName } from '#client/lib/known-name.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Section } from '#client/ui/card.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { AddDays } from './parts/add-days.tsx'
import { DayList } from './parts/day-list.tsx'
import { NextStep } from './parts/next-step.tsx'
import { OfYear } from './parts/of-year.tsx'
import { Proposals } from './parts/proposals.tsx'
import { daysQuery } from './queries.ts'

function YearDays({ year }: { year: OrganisationYear }) {
  const query = useQuery(daysQuery(year.id))
  if (query.data === undefined)
    return query.isError ? (
      <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
    ) : (
      <Skeleton />
    )
  const { days } = query.data
  return (
    <>
      {days.length > 0 && <NextStep to="/organisation/classes">{<Trans>下一步：班级</Trans>}</NextStep>}
      <Proposals yearId={year.id} />
      <Section title={<Trans>学校已经定下的</Trans>} aside={knownName(year.name)}>
        <DayList days={days} />
        <div className="mt-3">
          <AddDays />
        </div>
      </Section>
    </>
  )
}

/** Holidays and make-up days of the current year: proposed, confirmed, changed by hand. */
export function HolidaysPage() {
  return (
    <Page>
      <PageHeader
        title={<Trans>放假和调休</Trans>}
        below={<Trans>放假的日子不算教学日；调休上课的周末算。</Trans>}
        back={{ link: { to: '/organisation' }, label: <Trans>学校设置</Trans> }}
      />
      <OfYear why={<Trans>有了学年，才知道要看哪些假期。</Trans>}>
        {(year) => <YearDays year={year} />}
      </OfYear>
    </Page>
  )
}
