import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { DuplicateList } from '#shared/duplicates/schema.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Section } from '#client/ui/card.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { MergeList } from './parts/merge-list.tsx'
import { SuspectCard } from './parts/suspect-card.tsx'
import { duplicatesQuery } from './queries.ts'

function Duplicates({ list }: { list: DuplicateList }) {
  return (
    <>
      {list.suspects.length === 0 ? (
        <EmptyState icon="check" title={<Trans>没有疑似重复的</Trans>}>
          <Trans>名册变动以后，名字和出生日期对得上的两份登记会出现在这里。</Trans>
        </EmptyState>
      ) : (
        <ul className="space-y-2.5">
          {list.suspects.map((suspect) => (
            <SuspectCard key={`${suspect.first.id} ${suspect.second.id}`} suspect={suspect} />
          ))}
        </ul>
      )}
      {list.more && (
        <p className="mt-3 text-sm text-soft">
          <Trans>还有更多。处理完这些，其余的会接着出现。</Trans>
        </p>
      )}
      {list.merges.length > 0 && (
        <Section title={<Trans>合并过的</Trans>}>
          <MergeList merges={list.merges} />
        </Section>
      )}
    </>
  )
}

/** Entries that may be the same child. */
export function DuplicatesPage() {
  const allowed = useHasRole('principal', 'archiveKeeper')
  const list = useQuery({ ...duplicatesQuery, enabled: allowed })
  return (
    <Page>
      <PageHeader
        title={<Trans>重复的登记</Trans>}
        below={<Trans>同一个孩子可能登记了两次。先比一比，再合成一份；合错了还能分开。</Trans>}
      />
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>这一页由校长和档案员看</Trans>} />
      ) : list.data !== undefined ? (
        <Duplicates list={list.data} />
      ) : list.isError ? (
        <QueryError error={list.error} onRetry={() => void list.refetch()} busy={list.isFetching} />
      ) : (
        <Skeleton rows={3} />
      )}
    </Page>
  )
}
