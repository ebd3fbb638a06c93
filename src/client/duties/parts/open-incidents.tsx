import { plural } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { IncidentNotice } from '#shared/notices/schema.ts'
import { Banner } from '#client/ui/banner.tsx'
import { buttonClass } from '#client/ui/button.tsx'

/** Something has happened and is not looked at yet, or somebody is still to be told (P3-71). */
export function OpenIncidents({ notices }: { notices: readonly IncidentNotice[] }) {
  return notices.map(({ id, incidentId, waiting, late }) => (
    <div key={id} className="mb-3">
      <Banner
        tone="danger"
        title={<Trans>有一件突发事件</Trans>}
        action={
          <Link to="/incidents/$id" params={{ id: incidentId }} className={buttonClass({ tone: 'primary' })}>
            <Trans>去处理</Trans>
          </Link>
        }
      >
        {[
          plural(waiting, { one: '还有 # 处没告诉到', other: '还有 # 处没告诉到' }),
          late === 0 ? '' : plural(late, { one: '# 处已超时', other: '# 处已超时' }),
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </Banner>
    </div>
  ))
}
