import { Trans } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { schoolYearOf } from '#shared/calendar/rules/local-date.ts'
import type { Duty } from '#shared/duties/schema.ts'
import { dutyText, recordActionText } from '#client/lib/duty-words.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { DueChip } from '#client/ui/due-chip.tsx'
import { timelineQuery } from '../queries.ts'

/** Where it is recorded; an earlier window is named, so that the card can be entered for it (K-26). */
const recordLink = (child: string, { id, evidence, state, from, to }: Duty) =>
  evidence === 'work'
    ? ({ to: '/work/$id', params: { id } } as const)
    : ({
        to: '/cards/new',
        search: { child, kind: evidence, ...(state === 'missed' && { duty: id, from, to }) },
      } as const)

const toDo = new Set<Duty['state']>(['due', 'missed'])

/** What comes next for this child, the most urgent first. */
export function NextDuties({ id }: { id: string }) {
  const { today } = useSession().school
  // As on My day: what an earlier school year left undone is history.
  const since = schoolYearOf(today).from
  const writes = useHasRole('classTeacher', 'helpingTeacher', 'counsellor', 'principal')
  const line = useInfiniteQuery(timelineQuery(id))
  const open = (line.data?.pages ?? [])
    .flatMap((page) => page.items)
    .flatMap((item) =>
      item.type === 'duty' && toDo.has(item.duty.state) && item.duty.dueOn >= since ? [item.duty] : [],
    )
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
  if (open.length === 0) return null
  return (
    <Section title={<Trans>要做的</Trans>} className="max-lg:first:mt-0">
      <ul className="space-y-2.5">
        {open.map((duty) => (
          <Card as="li" key={duty.id}>
            <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
              <span className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
                {dutyText(duty.key)}
                <DueChip dueOn={duty.dueOn} today={today} />
                {duty.excuseAsked && (
                  <Chip tone="plain">
                    <Trans>说明等校长同意</Trans>
                  </Chip>
                )}
              </span>
              {writes && (
                <Link {...recordLink(id, duty)} className={buttonClass()}>
                  {recordActionText(duty.evidence)}
                </Link>
              )}
            </div>
          </Card>
        ))}
      </ul>
    </Section>
  )
}
