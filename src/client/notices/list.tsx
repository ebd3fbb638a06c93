import { plural } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { NoticeList } from '#shared/notices/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { noticesQuery, useReadNotices } from '#client/lib/notices.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { NoticeCard } from './parts/notice-card.tsx'

function Notices({ list }: { list: NoticeList }) {
  const read = useReadNotices()
  // An urgent card is acknowledged one by one.
  const together = list.items.filter((notice) => !notice.read && !notice.settled && notice.kind !== 'urgent')
  if (list.items.length === 0)
    return (
      <EmptyState icon="bell" title={<Trans>没有提醒</Trans>}>
        <Trans>到期、逾期和每周小结会出现在这里。</Trans>
      </EmptyState>
    )
  return (
    <>
      {together.length > 1 && (
        <div className="mb-3">
          <Button
            icon="check"
            busy={read.isPending}
            onClick={() => read.mutate(together.map(({ id }) => id))}
          >
            <Trans context="button">都看过了</Trans>
          </Button>
        </div>
      )}
      {read.isError && (
        <div className="mb-3">
          <Banner tone="danger">{errorText(read.error)}</Banner>
        </div>
      )}
      <ul className="space-y-2.5">
        {list.items.map((notice) => (
          <NoticeCard
            key={notice.id}
            notice={notice}
            onRead={(id) => read.mutate([id])}
            busy={read.isPending}
          />
        ))}
      </ul>
    </>
  )
}

/** What the person is told: urgent cards, due and overdue, what went up the school, the week in figures. */
export function NoticesPage() {
  const allowed = useHasRole(
    'principal',
    'counsellor',
    'administrator',
    'archiveKeeper',
    'classTeacher',
    'helpingTeacher',
  )
  const notices = useQuery({ ...noticesQuery, enabled: allowed })
  const unread = notices.data?.unread ?? 0
  return (
    <Page>
      <PageHeader
        title={<Trans>提醒</Trans>}
        below={unread > 0 && plural(unread, { one: '# 条没看过', other: '# 条没看过' })}
      />
      {!allowed ? (
        <EmptyState icon="bell" title={<Trans>您的岗位没有提醒</Trans>} />
      ) : notices.data !== undefined ? (
        <Notices list={notices.data} />
      ) : notices.isError ? (
        <QueryError error={notices.error} onRetry={() => void notices.refetch()} busy={notices.isFetching} />
      ) : (
        <Skeleton rows={3} />
      )}
    </Page>
  )
}
