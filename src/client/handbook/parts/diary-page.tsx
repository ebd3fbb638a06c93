import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { HandbookEntry } from '#shared/handbook/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Page, PageHeader, PageHeaderSkeleton } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { diaryQuery } from '../queries.ts'
import { DiaryPrint } from './diary-print.tsx'
import { Entries } from './entries.tsx'

const EntryDialog = lazyPart(async () => (await import('./entry-dialog.tsx')).EntryDialog)
const route = getRouteApi('/app/diary/$childId')

/** The own diary about one child; the author alone reads it (P3-50, H-12). */
export function DiaryPage() {
  const { childId } = route.useParams()
  const { today } = useSession().school
  const [editing, setEditing] = useState<HandbookEntry | 'new' | null>(null)
  const query = useQuery(diaryQuery(childId))
  const diary = query.data
  const back = { link: { to: '/diary' }, label: <Trans>成长日记</Trans> } as const
  const write = (
    <Button tone="primary" icon="plus" onClick={() => setEditing('new')}>
      <Trans>写一篇</Trans>
    </Button>
  )
  return (
    <Page>
      {diary === undefined && !query.isError ? (
        <PageHeaderSkeleton name={t`成长日记`} back={back} />
      ) : (
        <PageHeader
          title={diary?.child.name ?? t`成长日记`}
          tab={t`成长日记`}
          back={back}
          {...(diary !== undefined && diary.entries.length > 0 && { aside: write })}
        />
      )}
      {/* Not beside the button: on a phone it would stand in a narrow column. */}
      <p className="-mt-3 mb-4 text-soft">
        <Trans>只有您看得到内容；校长和班主任只知道您写了。</Trans>
      </p>
      {diary === undefined ? (
        query.isError ? (
          <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
        ) : (
          <Skeleton />
        )
      ) : diary.entries.length === 0 ? (
        <EmptyState icon="edit" title={<Trans>还没有写</Trans>} action={write}>
          <Trans>一句话就好：今天看到了什么，下次想做什么。</Trans>
        </EmptyState>
      ) : (
        <>
          <Card>
            <Entries
              entries={diary.entries.map((entry) => ({ ...entry, child: null }))}
              onEdit={setEditing}
            />
          </Card>
          <DiaryPrint childName={diary.child.name} entries={diary.entries} />
        </>
      )}

      {editing !== null && (
        <EntryDialog
          place={{ childId }}
          entry={editing === 'new' ? null : editing}
          days={{ from: undefined, to: today }}
          pupils={[]}
          onClose={() => setEditing(null)}
        />
      )}
    </Page>
  )
}
