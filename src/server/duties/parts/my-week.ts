import { addDays, schoolYearOf } from '#shared/calendar/rules/local-date.ts'
import { isSchoolDay } from '#shared/calendar/rules/school-days.ts'
import { leadsWork, maySeeMyDay } from '#shared/duties/policy.ts'
import { byUrgency, isUrgent } from '#shared/day/rules/urgency.ts'
import type { MyDayItem } from '#shared/day/schema.ts'
import type { CardKind } from '#shared/duties/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { householdsOf } from '#shared/family/rules/households.ts'
import type { MyChild, MyChildren, MyWeek } from '#shared/week/schema.ts'
import type { Deps } from '#server/deps.ts'
import { myDayQuery, myWorkQuery } from '#server/duties/parts/my-day-reads.ts'
import { itemOf, MOST_LINES, nearOf, ownOf, workOf } from '#server/duties/parts/my-day.ts'
import { householdLinksQuery, myChildrenQuery } from '#server/duties/parts/my-week-reads.ts'
import { currentTermQuery, planExistsQuery } from '#server/duties/reads.ts'
import type { Context } from '#server/http/context.ts'

/** Of one teacher, all of them: each child says what is to be done first. */
const MANY_LINES = 2000
const DAYS = [0, 1, 2, 3, 4, 5, 6]

/**
 * My day's lines for today and the six days after it, by the day they fall due, of children (siblings carry one mark) and of
 * classes, persons and the school.
 */
export async function myWeek({ db, vault }: Deps, context: Context): Promise<Result<MyWeek>> {
  const scope = context.scope(maySeeMyDay(context.actor))
  if (!scope) return fail('forbidden')
  const { today } = scope
  const own = ownOf(context)
  const last = addDays(today, DAYS.length - 1)
  const most = MOST_LINES[scope.reach.kind === 'school' ? 'school' : 'own']
  const since = schoolYearOf(today).from
  const ahead = { begunBy: last, dueBy: last }
  const [rows, works, links, [term], [plan]] = await db.read(scope, [
    myDayQuery(scope, nearOf(context), since, most, ahead),
    myWorkQuery(scope, leadsWork(context.actor), since, MOST_LINES.work, ahead),
    householdLinksQuery(scope, own),
    currentTermQuery(scope),
    planExistsQuery(scope),
  ])
  const households = householdsOf(links)
  const items = rows.map((row) => ({
    ...itemOf(vault, row, own, today),
    household: households.get(row.pupilId) ?? null,
  }))
  const calendar = { years: [], terms: term ? [term] : [], days: term?.days ?? [] }
  const work = works.map((row) => workOf(row, today))
  const calm = items.filter((item) => !isUrgent(item, today))
  return ok({
    today,
    urgent: items.filter((item) => isUrgent(item, today)),
    overdueWork: work.filter(({ oldestDueOn }) => oldestDueOn < today),
    days: DAYS.map((offset) => {
      const on = addDays(today, offset)
      return {
        on,
        schoolDay: isSchoolDay(on, calendar),
        items: calm.filter(({ oldestDueOn }) => oldestDueOn === on),
        work: work.filter(({ oldestDueOn }) => oldestDueOn === on),
      }
    }),
    open: rows[0]?.open ?? 0,
    shown: items.length,
    planMissing: plan?.any !== true,
  })
}

/** A teacher's own children, each with the last contact and what is to be done first; ordered like My day. */
export async function myChildren({ db, vault }: Deps, context: Context): Promise<Result<MyChildren>> {
  const scope = context.scope(maySeeMyDay(context.actor))
  if (!scope) return fail('forbidden')
  const { today } = scope
  const own = ownOf(context)
  if (own.classIds.length + own.pupilIds.length === 0) return ok({ today, children: [] })
  const since = schoolYearOf(today).from
  const [children, rows, links] = await db.read(scope, [
    myChildrenQuery(scope, own, since),
    myDayQuery(scope, { kind: 'some', ...own }, since, MANY_LINES),
    householdLinksQuery(scope, own),
  ])
  const households = householdsOf(links)
  const openOf = Map.groupBy(rows, ({ pupilId }) => pupilId)
  const list = children.map((child): MyChild => {
    const open: readonly MyDayItem[] = (openOf.get(child.pupilId) ?? []).map((row) =>
      itemOf(vault, row, own, today),
    )
    const { cardKind, cardHeldOn, nextKey, nextFrom, nextDueOn, coveredBy, coveredTo } = child
    return {
      pupilId: child.pupilId,
      pupilName: child.pupilName,
      className: child.className,
      village: child.village,
      household: households.get(child.pupilId) ?? null,
      noCarer: child.noCarer,
      lastContact: cardKind && cardHeldOn ? { kind: cardKind as CardKind, heldOn: cardHeldOn } : null,
      next: open[0] ?? null,
      alsoOpen: open.reduce((sum, { alsoOpen }) => sum + alsoOpen + 1, 0) - (open.length > 0 ? 1 : 0),
      upcoming:
        open.length === 0 && nextKey && nextFrom && nextDueOn
          ? { key: nextKey, from: nextFrom, dueOn: nextDueOn }
          : null,
      covered: coveredBy !== null && coveredTo !== null ? { byName: coveredBy, to: coveredTo } : null,
    }
  })
  const before = byUrgency(today)
  const pressing = ({ noCarer, next, upcoming, pupilName }: MyChild) => ({
    noCarer,
    dueOn: next?.oldestDueOn ?? upcoming?.dueOn ?? null,
    name: pupilName,
  })
  return ok({ today, children: list.toSorted((a, b) => before(pressing(a), pressing(b))) })
}
