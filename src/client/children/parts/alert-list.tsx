import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { isCareAlert } from '#shared/family/rules/alerts.ts'
import { childAlertsQuery } from '#client/lib/alerts.ts'
import { alertText } from '#client/lib/alert-words.ts'
import { formatDue } from '#client/lib/format.ts'
import { useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'

/** What asks for attention about who cares for the child: the urgent with its day, the rest as one remark. */
export function AlertList({ id }: { id: string }) {
  const { today } = useSession().school
  const query = useQuery(childAlertsQuery(id))
  if (query.isError)
    return <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
  // That nobody is known to care stands above already.
  const alerts = (query.data?.alerts ?? []).filter(({ kind }) => !isCareAlert(kind))
  const urgent = alerts.filter((one) => one.urgent)
  const others = alerts.filter((one) => !one.urgent)
  if (alerts.length === 0) return null
  return (
    <div className="mt-2.5 space-y-2.5">
      {urgent.map((one) => (
        <Banner key={one.kind} tone="danger" title={alertText(one)}>
          {one.deadline !== null && (
            <Trans>请尽快弄清楚，把情况告诉校长。{formatDue(one.deadline, today).text}</Trans>
          )}
        </Banner>
      ))}
      {others.length > 0 && (
        <Banner tone="due" title={<Trans>请留意</Trans>}>
          <ul className="list-disc ps-5">
            {others.map((one) => (
              <li key={`${one.kind} ${one.who}`}>{alertText(one)}</li>
            ))}
          </ul>
        </Banner>
      )}
    </div>
  )
}
