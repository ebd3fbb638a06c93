import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PlanParams } from '#shared/duties/schema.ts'
import { organisationQuery } from '#client/lib/organisation.ts'
import { Banner } from '#client/ui/banner.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { minutesText } from './amounts.ts'
import { emergencyText } from './plan-words.ts'

/** The clocks of an incident run by the school's settings: where they are slower than its plan, the school is told. */
export function Limits({ plan }: { plan: PlanParams }) {
  const { data } = useQuery(organisationQuery)
  const wanted = plan.emergency
  if (wanted === null || data === undefined) return null
  const { carer, parent, authority, town } = data.school.settings.emergency
  const asked = [
    [carer, wanted.carer],
    [parent, wanted.parents],
    [authority, wanted.authority],
    [town, wanted.authority],
  ] as const
  // Sooner than the plan asks is the school's own affair.
  if (asked.every(([set, most]) => set <= most)) return null
  const [told, own, up, local] = [carer, parent, authority, town].map(minutesText)
  return (
    <div className="mt-3">
      <Banner
        tone="due"
        title={<Trans>出事的时限比方案里写的慢</Trans>}
        action={
          <Link to="/organisation/emergency" className={buttonClass()}>
            <Trans>改时限</Trans>
          </Link>
        }
      >
        <p>
          <Trans>方案里写的是：{emergencyText(wanted)}。</Trans>
        </p>
        <p>
          <Trans>
            学校现在定的是：{told}告诉照护人，{own}告诉父母，{up}报教育部门，{local}
            报镇里。出事时按学校定的算。
          </Trans>
        </p>
      </Banner>
    </div>
  )
}
