import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { joinWords } from '#client/lib/card-words.ts'
import { NotFound, QueryError } from '#client/shell/fallbacks.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { handbooksQuery } from '../queries.ts'
import { Weeks } from './weeks.tsx'

const route = getRouteApi('/app/handbook/$classId')

/** The weeks of one class, for its head. */
export function ClassHandbookPage() {
  const { classId } = route.useParams()
  const query = useQuery(handbooksQuery)
  const found = query.data?.classes.find((one) => one.classId === classId)
  if (query.data !== undefined && found === undefined) return <NotFound />
  return (
    <Page>
      <PageHeader
        title={found?.className ?? <Trans>班队工作手册</Trans>}
        {...(found && { below: joinWords(found.teachers) })}
        back={{ link: { to: '/handbook' }, label: <Trans>班队工作手册</Trans> }}
      />
      {query.data !== undefined ? (
        <Weeks books={query.data} classId={classId} />
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
