import { plural } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { alertText } from '#client/lib/alert-words.ts'
import { alertsQuery } from '#client/lib/alerts.ts'
import { formatDue } from '#client/lib/format.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { buttonClass } from '#client/ui/button.tsx'

const few = 3

/** Children whom nobody may be caring for: named, with the day by which somebody must have acted (H-03). */
export function UrgentCare() {
  const { today } = useSession().school
  const { data } = useQuery(alertsQuery({ only: 'urgent', page: 1 }))
  if (data === undefined || data.total === 0) return null
  const { total } = data
  return (
    <div className="mb-3">
      <Banner
        tone="danger"
        title={plural(total, { one: '# 个孩子由谁照顾要马上弄清楚', other: '# 个孩子由谁照顾要马上弄清楚' })}
        action={
          <Link to="/alerts" search={{ kind: 'urgent' }} className={buttonClass({ tone: 'primary' })}>
            <Trans>看全部</Trans>
          </Link>
        }
      >
        <ul className="text-ink">
          {data.rows.slice(0, few).map(({ pupilId, name, className, alerts }) => {
            const [alert] = alerts.filter(({ urgent }) => urgent)
            const due = alert?.deadline ? formatDue(alert.deadline, today).text : ''
            return (
              <li key={pupilId}>
                <Link
                  to="/children/$id"
                  params={{ id: pupilId }}
                  className="block py-1.5 underline-offset-4 hover:underline"
                >
                  <b className="font-semibold">{name}</b> {className}
                  <span className="block text-sm">
                    {alert !== undefined && alertText(alert)} {due}
                  </span>
                </Link>
              </li>
            )
          })}
        </ul>
      </Banner>
    </div>
  )
}
