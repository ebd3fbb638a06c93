import { Trans } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { CardSummary } from '#shared/cards/schema.ts'
import type { Duty } from '#shared/duties/schema.ts'
import type { TimelineItem as Line } from '#shared/timeline/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { LoadMore } from '#client/ui/pagination.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { Timeline, type TimelineItem } from '#client/ui/timeline.tsx'
import { timelineQuery } from '../queries.ts'
import { cardDetail, cardTitle } from './card-line.ts'
import { dutyTitle, excuseDetail } from './duty-line.ts'
import { eventDetail, eventTitle } from './event-line.ts'

interface Dated extends TimelineItem {
  on: string
}

/** Every day of this year without its year. */
const dayText = (on: string, today: string): string =>
  formatDate(on, on.slice(0, 4) === today.slice(0, 4) ? 'day' : 'full')

function ofCard(card: CardSummary, today: string): Dated {
  const detail = cardDetail(card)
  return {
    id: card.id,
    on: card.heldOn,
    when: dayText(card.heldOn, today),
    title: (
      <Link
        to="/cards/$id"
        params={{ id: card.id }}
        className="-my-2.5 inline-block py-2.5 underline-offset-4 hover:text-sea hover:underline"
      >
        {cardTitle(card)}
      </Link>
    ),
    ...(detail !== '' && { detail }),
    tone: card.reached ? 'done' : 'tried',
  }
}

function ofDuty(duty: Duty, today: string): Dated[] {
  const isRecorded = duty.evidence === 'work' && duty.doneOn !== null
  if (!['excused', 'missed', 'ended'].includes(duty.state) && !isRecorded) return []
  const title = dutyTitle(duty)
  return [
    {
      id: duty.id,
      on: duty.dueOn,
      when: dayText(duty.dueOn, today),
      title:
        duty.evidence === 'work' ? (
          <Link
            to="/work/$id"
            params={{ id: duty.id }}
            className="-my-2.5 inline-block py-2.5 underline-offset-4 hover:text-sea hover:underline"
          >
            {title}
          </Link>
        ) : (
          title
        ),
      ...(duty.excuse && { detail: excuseDetail(duty.excuse, duty.evidence) }),
      tone: isRecorded ? 'done' : 'tried',
    },
  ]
}

const ofEvent = ({ id, on, event }: Extract<Line, { type: 'event' }>, today: string): Dated => {
  const detail = eventDetail(event)
  return {
    id,
    on,
    when: dayText(on, today),
    title: eventTitle(event),
    ...(detail !== '' && { detail }),
    tone: 'tried',
  }
}

/** Lines at first, and with each touch. */
const few = 8
const step = 20

/** Everything dated about the child, newest first. */
export function History({ id }: { id: string }) {
  const { today } = useSession().school
  const [shown, setShown] = useState(few)
  const line = useInfiniteQuery(timelineQuery(id))
  if (line.isError)
    return <QueryError error={line.error} onRetry={() => void line.refetch()} busy={line.isFetching} />
  if (line.data === undefined) return <Skeleton rows={2} />
  const all = line.data.pages
    .flatMap((page) => page.items)
    .flatMap((item): Dated[] =>
      item.type === 'card'
        ? [ofCard(item.card, today)]
        : item.type === 'duty'
          ? ofDuty(item.duty, today)
          : [ofEvent(item, today)],
    )
  if (all.length === 0)
    return (
      <p className="text-soft">
        <Trans>还没有来往。第一次谈心、电话或家访以后，会记在这里。</Trans>
      </p>
    )
  return (
    <>
      <Timeline items={all.slice(0, shown)} />
      {all.length > shown ? (
        <LoadMore onPress={() => setShown(shown + step)} />
      ) : (
        line.hasNextPage && (
          <LoadMore
            onPress={() => {
              setShown(shown + step)
              void line.fetchNextPage()
            }}
            busy={line.isFetchingNextPage}
          />
        )
      )}
    </>
  )
}
