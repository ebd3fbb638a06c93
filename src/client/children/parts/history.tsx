import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { CardSummary } from '#shared/cards/schema.ts'
import type { StatusPeriod } from '#shared/children/schema.ts'
import type { Duty } from '#shared/duties/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { LoadMore } from '#client/ui/pagination.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { Timeline, type TimelineItem } from '#client/ui/timeline.tsx'
import { timelineQuery } from '../queries.ts'
import { cardDetail, cardTitle } from './card-line.ts'
import { definitionTag } from './definition-words.ts'
import { dutyTitle } from './duty-line.ts'
import { reasonText } from './reason-text.ts'

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
      ...(duty.excuse?.reason && { detail: duty.excuse.reason }),
      tone: isRecorded ? 'done' : 'tried',
    },
  ]
}

/** A status begins and, where it ended, ends: each with its reasons. */
function ofStatus(period: StatusPeriod, today: string): Dated[] {
  const tag = definitionTag(period.key)
  const reasons = period.reasons.map(reasonText).join(t`；`)
  const begun: Dated = {
    id: `${period.id}-from`,
    on: period.from,
    when: dayText(period.from, today),
    title: period.result === 'counted' ? t`计入名单（${tag}）` : t`列为要核实（${tag}）`,
    ...(reasons !== '' && { detail: reasons }),
    tone: 'tried',
  }
  if (period.to === null || period.ended?.because !== 'noLonger') return [begun]
  const ended: Dated = {
    id: `${period.id}-to`,
    on: period.to,
    when: dayText(period.to, today),
    title: t`不再计入名单（${tag}）`,
    ...(period.ended.reasons.length > 0 && { detail: period.ended.reasons.map(reasonText).join(t`；`) }),
    tone: 'tried',
  }
  return [ended, begun]
}

/** Lines at first, and with each touch. */
const few = 8
const step = 20

/** Everything that happened between the child and us, newest first. */
export function History({
  id,
  statuses,
  primary,
}: {
  id: string
  statuses: readonly StatusPeriod[]
  primary: string | undefined
}) {
  const { today } = useSession().school
  const [shown, setShown] = useState(few)
  const line = useInfiniteQuery(timelineQuery(id))
  if (line.isError)
    return <QueryError error={line.error} onRetry={() => void line.refetch()} busy={line.isFetching} />
  if (line.data === undefined) return <Skeleton rows={2} />
  const items = line.data.pages
    .flatMap((page) => page.items)
    .flatMap((item) => (item.type === 'card' ? [ofCard(item.card, today)] : ofDuty(item.duty, today)))
  // Older status changes wait until the page that reaches so far back has come.
  const reach = line.hasNextPage ? (items.at(-1)?.on ?? today) : ''
  const changes = statuses
    .filter(({ key }) => key === primary)
    .flatMap((period) => ofStatus(period, today))
    .filter(({ on }) => on >= reach)
  const all = [...items, ...changes].sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
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
