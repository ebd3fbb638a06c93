import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Review } from '#shared/reviews/schema.ts'
import { cardKindText } from '#client/lib/card-words.ts'
import { formatDate, formatInstant } from '#client/lib/format.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { reviewHint, reviewTitle } from './review-words.ts'

function Cards({ review }: { review: Review }) {
  const { t } = useLingui()
  return (
    <ul className="mt-2 divide-y divide-line border-y border-line">
      {review.cards.map(({ id, pupilId, pupilName, kind, heldOn, filedAt }) => {
        const held = `${formatDate(heldOn)} ${cardKindText(kind)}`
        const filed = formatInstant(filedAt)
        return (
          <li key={id}>
            <Link
              to="/children/$id"
              params={{ id: pupilId }}
              className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 py-1.5 hover:bg-paper"
            >
              <span>
                <b className="me-2 font-semibold">{pupilName}</b>
                {held}
              </span>
              <span className="text-sm text-soft">{t`${filed} 登记`}</span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

/** One finding: the fact, what it may be, which cards, and that it was looked at. */
export function ReviewCard({ review, onLook }: { review: Review; onLook: (review: Review) => void }) {
  const { t } = useLingui()
  const [open, setOpen] = useState(false)
  const { looked, count } = review
  return (
    <Card as="li">
      <p className="font-semibold text-balance [overflow-wrap:anywhere] [word-break:keep-all]">
        {reviewTitle(review)}
      </p>
      {looked === null ? (
        <p className="mt-1 text-soft">{reviewHint(review)}</p>
      ) : (
        <p className="mt-1 text-soft">
          {t`${looked.byName ?? '–'} ${formatInstant(looked.at)} 看过`}
          {looked.note !== '' && t`：${looked.note}`}
        </p>
      )}
      {open && <Cards review={review} />}
      <div className="mt-3 flex flex-wrap gap-2.5">
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? <Trans>收起</Trans> : <Plural value={count} one="看这 # 张" other="看这 # 张" />}
        </Button>
        {looked === null && (
          <Button tone="primary" onClick={() => onLook(review)}>
            <Trans>看过了</Trans>
          </Button>
        )}
      </div>
    </Card>
  )
}
