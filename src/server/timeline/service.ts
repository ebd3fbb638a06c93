import { isLocalDate } from '#shared/calendar/rules/local-date.ts'
import { mayReadWhy, maySeeChildren, seesMarkNote } from '#shared/children/policy.ts'
import { unsaidKind, unsaidReasons } from '#shared/children/rules/unsaid.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { unsaidOpening } from '#shared/files/rules/unsaid-opening.ts'
import type { TimelineEvent, TimelineItem } from '#shared/timeline/schema.ts'
import { childCards, summaryOf } from '#server/cards/service.ts'
import { fileChildQuery } from '#server/children/service.ts'
import type { Deps } from '#server/deps.ts'
import { childDuties, toDuty } from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'
import { eventsQuery, type Before } from '#server/timeline/reads.ts'

const PAGE = 50

/** Duties, cards and events of a child in one round trip: each source gives a page of its own, the newest of all are shown. */
export async function listTimeline(
  { db, vault }: Deps,
  context: Context,
  pupilId: string,
  before: string | undefined,
): Promise<Result<{ items: TimelineItem[]; nextBefore: string | null }>> {
  const scope = context.scope(maySeeChildren(context.actor))
  if (!scope) return fail('forbidden')
  const place = placeOf(before)
  if (place === undefined) return invalid({ path: 'before', code: 'invalid' })
  const [[child], duties, cards, events] = await db.read(scope, [
    fileChildQuery(scope, pupilId),
    childDuties(scope, pupilId, place, PAGE + 1),
    childCards(scope, pupilId, place, PAGE + 1),
    eventsQuery(scope, pupilId, place, PAGE + 1),
  ])
  if (!child) return fail('not-found')
  const told = { why: mayReadWhy(context.actor, child), marks: seesMarkNote(context.actor, child) }
  const all: TimelineItem[] = [
    ...duties
      .map((row) => toDuty(vault, context.actor, row))
      .map((duty) => ({ type: 'duty' as const, on: duty.dueOn, duty })),
    ...cards.map((row) => ({ type: 'card' as const, on: row.heldOn, card: summaryOf(context.actor, row) })),
    ...events.map(({ id, on, kind, data }) => ({
      type: 'event' as const,
      on,
      id,
      event: toldOf({ kind, ...data } as TimelineEvent, told),
    })),
  ]
  all.sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1))
  const items = all.slice(0, PAGE)
  const last = items.at(-1)
  return ok({ items, nextBefore: all.length > PAGE && last ? keyOf(last) : null })
}

/** The same without why somebody is away, or what the child is marked for, to whom it is not told. */
function toldOf(
  event: TimelineEvent,
  told: { readonly why: boolean; readonly marks: boolean },
): TimelineEvent {
  if (event.kind === 'fileOpened') return told.marks ? event : { ...event, why: unsaidOpening(event.why) }
  if (told.why) return event
  if (event.kind === 'absenceFrom' || event.kind === 'absenceTo')
    return { ...event, why: unsaidKind(event.why) }
  if (event.kind === 'statusFrom') return { ...event, reasons: unsaidReasons(event.reasons) }
  if (event.kind === 'statusTo')
    return { ...event, ended: { ...event.ended, reasons: unsaidReasons(event.ended.reasons) } }
  return event
}

/** Day and id: the place of a line among all lines. */
function keyOf(item: TimelineItem): string {
  const id = item.type === 'duty' ? item.duty.id : item.type === 'card' ? item.card.id : item.id
  return `${item.on}~${id}`
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Where a page begins: null = at the newest, undefined = not a place. */
function placeOf(before: string | undefined): Before | null | undefined {
  if (before === undefined) return null
  const [on = '', id = ''] = before.split('~')
  return isLocalDate(on) && uuid.test(id) ? { on, id } : undefined
}
