import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { IncidentNotice, UrgentNotice } from '#shared/notices/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { noticesQuery, useReadNotices } from '#client/lib/notices.ts'
import { useHasRole } from '#client/lib/session.ts'
import { UrgentWords } from '#client/lib/urgent-words.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'

const OpenIncidents = lazyPart(async () => (await import('./open-incidents.tsx')).OpenIncidents)

/** What has happened (P3-71) and cards marked urgent that the leader or counsellor has not seen yet: before everything else of the day (H-05). */
export function UrgentCards() {
  const { t } = useLingui()
  const { data } = useQuery(noticesQuery)
  const read = useReadNotices()
  const counsels = useHasRole('counsellor')
  const urgent = (data?.items ?? []).filter(
    (notice): notice is UrgentNotice => notice.kind === 'urgent' && !notice.read,
  )
  const incidents = (data?.items ?? []).filter(
    (notice): notice is IncidentNotice =>
      notice.kind === 'incident' && !notice.settled && (!notice.read || notice.waiting > 0),
  )
  const cards = urgent.map((notice) => {
    const name = notice.pupilName
    return (
      <div key={notice.id} className="mb-3">
        <Banner
          tone={notice.corrected ? 'calm' : 'danger'}
          title={t`${name}：有一次紧急的谈心`}
          action={
            <span className="flex flex-wrap gap-2.5">
              <Link
                to="/children/$id"
                params={{ id: notice.pupilId }}
                className={buttonClass({ tone: 'primary' })}
              >
                <Trans>看这个孩子</Trans>
              </Link>
              {counsels && (
                <Link to="/cards/$id" params={{ id: notice.cardId }} className={buttonClass()}>
                  <Trans>看这张记录</Trans>
                </Link>
              )}
              <Button busy={read.isPending} onClick={() => read.mutate([notice.id])}>
                <Trans>知道了</Trans>
              </Button>
            </span>
          }
        >
          <UrgentWords notice={notice} />
        </Banner>
      </div>
    )
  })
  return (
    <>
      {incidents.length > 0 && <OpenIncidents notices={incidents} />}
      {cards}
    </>
  )
}
