import { addDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { mayOpenHandbook, maySeeHandbooks, mayWriteHandbook } from '#shared/handbook/policy.ts'
import { pageState } from '#shared/handbook/rules/weeks.ts'
import type { CompleteInput, HandbookPage, Handbooks, PlanInput, WeekPage } from '#shared/handbook/schema.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import { childrenOpenTo } from '#server/children/service.ts'
import type { Deps } from '#server/deps.ts'
import { pagesOfClass, pagesOfYear, weekAt } from '#server/handbook/parts/calendar.ts'
import { sealPlan } from '#server/handbook/parts/sealed.ts'
import { entryOf, pageOf, weekCards, weekDuties } from '#server/handbook/parts/shapes.ts'
import { insertPageQuery, updatePageQuery } from '#server/handbook/queries.ts'
import {
  cardsQuery,
  classesQuery,
  diaryCountQuery,
  dutiesQuery,
  entriesQuery,
  missedPagesQuery,
  pagesQuery,
  pupilsOfClassQuery,
} from '#server/handbook/reads.ts'
import { settleByPage } from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'

export { sealEntry, sealPlan } from '#server/handbook/parts/sealed.ts'

type PageAnswer = Result<{ page: HandbookPage }>

export interface WeekOf {
  readonly classId: string
  readonly on: LocalDate
}

/** Which weeks of which classes are kept, in the school year that matters today. */
export async function listHandbooks({ db }: Deps, context: Context): Promise<Result<Handbooks>> {
  const scope = context.scope(maySeeHandbooks(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<Handbooks>>(scope, async (tx) => {
    const { terms, weeks } = await pagesOfYear(tx, scope, null)
    const [first, last] = [weeks[0], weeks.at(-1)]
    const { today } = scope
    const year = terms[0] ? { id: terms[0].yearId, name: terms[0].yearName } : null
    if (!year || !first || !last) return ok({ today, year, terms: [...terms], weeks: [], classes: [] })
    const classes = await tx.rows(classesQuery(scope, year.id))
    const ids = classes.map(({ classId }) => classId)
    const span = { from: first.on, to: addDays(last.on, 6) }
    const [pages, missed] = await tx.run(pagesQuery(scope, ids, span), missedPagesQuery(scope, ids, span))
    const completed = new Map(pages.map((page) => [`${page.classId} ${page.on}`, page.completedOn]))
    const missedOf = Map.groupBy(missed, ({ classId }) => classId)
    return ok({
      today,
      year,
      terms: [...terms],
      weeks: [...weeks],
      classes: classes.map((one) => {
        const days = { today, missed: missedOf.get(one.classId) ?? [] }
        const states = weeks.map((week) =>
          pageState(week, completed.get(`${one.classId} ${week.on}`) ?? null, days),
        )
        return { ...one, states, missing: states.filter((state) => state === 'missing').length }
      }),
    })
  })
}

/** One week of a class: the plan, what falls due, what was done, own entries; the read is on record. */
export async function getWeekPage(
  { db, vault }: Deps,
  context: Context,
  { classId, on }: WeekOf,
): Promise<Result<WeekPage>> {
  const { actor } = context
  const scope = context.scope(mayOpenHandbook(actor, classId))
  if (!scope) return fail('forbidden')
  return db.write<Result<WeekPage>>(scope, async (tx) => {
    const pages = await pagesOfClass(tx, scope, classId)
    const found = pages && weekAt(pages, on)
    if (!pages || !found) return fail('not-found')
    const { week, before, after } = found
    const days = { from: on, to: addDays(on, 6) }
    const [[row], missed, duties, cards, entries, [diaries], pupils] = await tx.run(
      pagesQuery(scope, [classId], { from: on, to: on }),
      missedPagesQuery(scope, [classId], days),
      dutiesQuery(scope, classId, days, childrenOpenTo(context.actor)),
      cardsQuery(scope, classId, days, childrenOpenTo(context.actor)),
      entriesQuery(scope, classId, days),
      diaryCountQuery(scope, classId, days),
      pupilsOfClassQuery(scope, classId),
    )
    const mayWrite = mayWriteHandbook(actor, classId).allowed
    tx.audit({ action: 'read', entity: 'handbook', entityId: classId, detail: { week: on } })
    return ok({
      today: scope.today,
      className: pages.className,
      termName: pages.terms.find(({ id }) => id === week.termId)?.name ?? '',
      week,
      before,
      after,
      state: pageState(week, row?.completedOn ?? null, { today: scope.today, missed }),
      page: row ? pageOf(vault, row) : null,
      duties: weekDuties(duties),
      cards: weekCards(cards),
      entries: entries.map((entry) => entryOf(vault, actor.userId, entry)),
      diaries: diaries?.entries ?? 0,
      pupils: mayWrite ? pupils : [],
      mayWrite,
    })
  })
}

/** Writes the plan of a week. Sent twice it is written once; somebody else's newer plan is never overwritten. */
export function savePlan(deps: Deps, context: Context, week: WeekOf, input: PlanInput): Promise<PageAnswer> {
  const { vault } = deps
  return writePage(deps, context, week, async (tx, scope, stored) => {
    const { id, version, planned } = input
    if (stored?.planned === planned) return ok(null)
    if (stored?.completedOn != null) return fail('not-allowed-now')
    const rows =
      stored && version > 0
        ? await tx.rows(
            updatePageQuery(scope, stored.id, version, {
              planned_sealed: sealPlan(vault, stored.id, planned),
            }),
          )
        : await tx.rows(insertPageQuery(scope, { id, ...week, planned: sealPlan(vault, id, planned) }))
    return rows.length > 0 ? ok('plan') : fail('version-conflict')
  })
}

/** Marks a begun week as completed, or opens it again; without a plan there is nothing to complete. */
export function completeWeek(
  deps: Deps,
  context: Context,
  week: WeekOf,
  { version, completed }: CompleteInput,
): Promise<PageAnswer> {
  return writePage(deps, context, week, async (tx, scope, stored, from) => {
    if (!stored) return invalid({ path: 'planned', code: 'required' })
    if ((stored.completedOn !== null) === completed) return ok(null)
    if (completed && from > scope.today) return fail('not-allowed-now')
    const set = {
      completed_on: completed ? scope.today : null,
      completed_by: completed ? scope.userId : null,
    }
    const rows = await tx.rows(updatePageQuery(scope, stored.id, version, set))
    if (rows.length === 0) return fail('version-conflict')
    const span = { from: week.on, to: addDays(week.on, 6) }
    await tx.run(
      settleByPage(scope, { id: stored.id, classId: week.classId, ...span, doneOn: set.completed_on }),
    )
    return ok(completed ? 'complete' : 'reopen')
  })
}

/** The page of a week, changed by `work`, which says what it did or null for nothing. */
async function writePage(
  { db, vault }: Deps,
  context: Context,
  { classId, on }: WeekOf,
  work: (
    tx: Transaction,
    scope: Scope,
    stored: HandbookPage | undefined,
    from: LocalDate,
  ) => Promise<Result<string | null>>,
): Promise<PageAnswer> {
  const scope = context.scope(mayWriteHandbook(context.actor, classId))
  // A class one does not teach is a class one does not know.
  if (!scope) return fail('not-found')
  return db.write<PageAnswer>(scope, async (tx) => {
    const pages = await pagesOfClass(tx, scope, classId)
    const found = pages && weekAt(pages, on)
    if (!found) return fail('not-found')
    const query = pagesQuery(scope, [classId], { from: on, to: on })
    const [before] = await tx.rows(query)
    const done = await work(tx, scope, before && pageOf(vault, before), found.week.from)
    if (!done.ok) return done
    const [row] = await tx.rows(query)
    if (!row) throw new Error('the page just written is not there')
    if (done.value !== null)
      tx.audit({
        action: done.value,
        entity: 'handbook',
        entityId: row.id,
        detail: { classId, week: on, version: row.version },
      })
    return ok({ page: pageOf(vault, row) })
  })
}
