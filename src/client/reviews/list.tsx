import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Review, ReviewList } from '#shared/reviews/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Section } from '#client/ui/card.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { ReviewCard } from './parts/review-card.tsx'
import { reviewsQuery } from './queries.ts'

const LookSheet = lazyPart(async () => (await import('./parts/look-sheet.tsx')).LookSheet)

function Reviews({ list }: { list: ReviewList }) {
  const [looking, setLooking] = useState<Review | null>(null)
  const open = list.items.filter(({ looked }) => looked === null)
  const looked = list.items.filter((review) => review.looked !== null)
  const cards = (reviews: readonly Review[]) => (
    <ul className="space-y-2.5">
      {reviews.map((review) => (
        <ReviewCard key={`${review.kind} ${review.cardId}`} review={review} onLook={setLooking} />
      ))}
    </ul>
  )
  return (
    <>
      {open.length === 0 ? (
        <EmptyState icon="check" title={<Trans>没有要看的</Trans>}>
          <Trans>没有和平常不一样的记录。</Trans>
        </EmptyState>
      ) : (
        cards(open)
      )}
      {looked.length > 0 && <Section title={<Trans>看过的</Trans>}>{cards(looked)}</Section>}

      {looking !== null && <LookSheet review={looking} onClose={() => setLooking(null)} />}
    </>
  )
}

/** How some cards were filed: facts, worded kindly, between principal and teacher (H-13). */
export function ReviewsPage() {
  const allowed = useHasRole('principal')
  const reviews = useQuery({ ...reviewsQuery, enabled: allowed })
  return (
    <Page>
      <PageHeader
        title={<Trans>请看一看</Trans>}
        below={
          <Trans>
            近 60
            天里，有些记录登记得和平常不一样，多半有缘故。有空跟老师聊一聊，看看有什么可以帮忙的。这里只有登记的时间，看不到谈了什么。
          </Trans>
        }
      />
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>这一页由校长看</Trans>} />
      ) : reviews.data !== undefined ? (
        <Reviews list={reviews.data} />
      ) : reviews.isError ? (
        <QueryError error={reviews.error} onRetry={() => void reviews.refetch()} busy={reviews.isFetching} />
      ) : (
        <Skeleton rows={3} />
      )}
    </Page>
  )
}
