import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { IncidentNotice } from '#shared/notices/schema.ts'
import { waitingText } from '#client/lib/incident-words.ts'
import { Banner } from '#client/ui/banner.tsx'
import { buttonClass } from '#client/ui/button.tsx'

/** Something has happened and is not looked at yet, or somebody is still to be told (P3-71). */
export function OpenIncidents({ notices }: { notices: readonly IncidentNotice[] }) {
  return notices.map((notice) => (
    <div key={notice.id} className="mb-3">
      <Banner
        tone="danger"
        title={<Trans>有一件突发事件</Trans>}
        action={
          <Link
            to="/incidents/$id"
            params={{ id: notice.incidentId }}
            className={buttonClass({ tone: 'primary' })}
          >
            <Trans>去处理</Trans>
          </Link>
        }
      >
        {waitingText(notice)}
      </Banner>
    </div>
  ))
}
