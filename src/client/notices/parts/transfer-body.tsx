import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { TransferAnsweredNotice, TransferAskedNotice } from '#shared/notices/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { buttonClass } from '#client/ui/button.tsx'

type OfTransfer = TransferAskedNotice | TransferAnsweredNotice

export function transferTitle({ kind, otherName, state }: OfTransfer): string {
  if (kind === 'transferAsked') return t`${otherName}请我们接收一个孩子`
  if (state === 'accepted') return t`${otherName}接收了孩子`
  return state === 'refused' ? t`${otherName}没有接收孩子` : t`${otherName}没有答复转学`
}

/** Who it is, as far as this school may know, and the way to the request. */
export function TransferBody({ notice }: { notice: OfTransfer }) {
  const { name, className } = notice
  const until = notice.kind === 'transferAsked' ? formatDate(notice.expiresOn, 'full') : ''
  return (
    <>
      <p className="mt-1 text-soft">
        {[name, className].filter((part) => part !== null).join(' · ')}
        {until !== '' && (
          <>
            {' · '}
            <Trans>请在{until}以前答复</Trans>
          </>
        )}
      </p>
      {notice.kind === 'transferAnswered' && notice.state !== 'accepted' && (
        <p className="mt-1 text-soft">
          <Trans>孩子还在我们学校，任务照常。</Trans>
        </p>
      )}
      <p className="mt-3">
        <Link to="/transfers" className={buttonClass()}>
          {notice.kind === 'transferAsked' ? <Trans>去答复</Trans> : <Trans>看转学和离校</Trans>}
        </Link>
      </p>
    </>
  )
}
