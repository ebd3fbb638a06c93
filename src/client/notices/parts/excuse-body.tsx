import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ExcuseAnsweredNotice } from '#shared/notices/schema.ts'
import { dutyText, recordActionText } from '#client/lib/duty-words.ts'
import { formatDateRange } from '#client/lib/format.ts'
import { buttonClass } from '#client/ui/button.tsx'

export function excuseTitle({ pupilName, agreed }: ExcuseAnsweredNotice): string {
  return agreed ? t`${pupilName}：说明同意了` : t`${pupilName}：说明没有同意，还要看望`
}

type DutyOf = NonNullable<ExcuseAnsweredNotice['duty']>

/** Where the duty is recorded. */
function RecordLink({ notice, duty }: { notice: ExcuseAnsweredNotice; duty: DutyOf }) {
  const { pupilId, from, to } = notice
  const { id, evidence, late } = duty
  const className = buttonClass({ tone: 'primary' })
  if (evidence === 'work')
    return (
      <Link to="/work/$id" params={{ id }} className={className}>
        {recordActionText(evidence)}
      </Link>
    )
  const search = { child: pupilId, kind: evidence, ...(late ? { duty: id, from, to } : {}) }
  return (
    <Link to="/cards/new" search={search} className={className}>
      {recordActionText(evidence)}
    </Link>
  )
}

/** Which time of which duty, why it was not agreed, and the way to do it. */
export function ExcuseBody({ notice }: { notice: ExcuseAnsweredNotice }) {
  const { agreed, reason, duty, className } = notice
  const what = duty === null ? t`这段时间的看望` : dutyText(duty.key)
  return (
    <>
      <p className="mt-1 text-soft">
        {[className ?? '', what, formatDateRange(notice.from, notice.to)]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      {reason !== null && (
        <p className="mt-1">
          <Trans>为什么没有同意：{reason}</Trans>
        </p>
      )}
      <p className="mt-3 flex flex-wrap gap-2.5">
        {!agreed && duty !== null && <RecordLink notice={notice} duty={duty} />}
        {!agreed && duty === null && (
          <Link to="/" className={buttonClass({ tone: 'primary' })}>
            <Trans>看今日的单子</Trans>
          </Link>
        )}
        <Link to="/children/$id" params={{ id: notice.pupilId }} className={buttonClass()}>
          <Trans>看这个孩子</Trans>
        </Link>
      </p>
    </>
  )
}
