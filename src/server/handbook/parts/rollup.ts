import { fail, ok, type Result } from '#shared/errors.ts'
import { DutyState } from '#shared/duties/schema.ts'
import { childrenCovered, coverage } from '#shared/figures/rules/completion.ts'
import { mayOpenHandbook } from '#shared/handbook/policy.ts'
import { isBehind } from '#shared/handbook/rules/behind.ts'
import { pageState } from '#shared/handbook/rules/weeks.ts'
import type { TermChild, TermDuty, TermGroup, TermNumber, TermRollup } from '#shared/handbook/schema.ts'
import { childrenOpenTo } from '#server/children/service.ts'
import type { Deps } from '#server/deps.ts'
import { pagesOfClass } from '#server/handbook/parts/calendar.ts'
import { openPlan } from '#server/handbook/parts/sealed.ts'
import { childrenOf, childThen, entryOf, termFigures, weekCards } from '#server/handbook/parts/shapes.ts'
import {
  cardsQuery,
  diaryCountQuery,
  dutiesQuery,
  entriesQuery,
  missedPagesQuery,
  pagesQuery,
  type DutyRow,
} from '#server/handbook/reads.ts'
import type { Context } from '#server/http/context.ts'

const ofChildren = (duties: readonly DutyRow[]) =>
  duties.flatMap(({ pupilId, key, state }) =>
    pupilId === null ? [] : [{ childId: pupilId, key, state: DutyState.parse(state) }],
  )

/** A class's term on one page: figures from the one view and the one rule, pages, entries (P1-65). */
export async function getTermRollup(
  { db, vault }: Deps,
  context: Context,
  classId: string,
  termId: string,
): Promise<Result<TermRollup>> {
  const { actor } = context
  const scope = context.scope(mayOpenHandbook(actor, classId))
  if (!scope) return fail('forbidden')
  return db.write<Result<TermRollup>>(scope, async (tx) => {
    const pages = await pagesOfClass(tx, scope, classId)
    const term = pages?.terms.find(({ id }) => id === termId)
    if (!pages || !term) return fail('not-found')
    const weeks = pages.weeks.filter((week) => week.termId === termId)
    const span = { from: weeks[0]?.on ?? term.from, to: weeks.at(-1)?.on ?? term.to }
    const [kept, missed, duties, cards, entries, [diaries]] = await tx.run(
      pagesQuery(scope, [classId], span),
      missedPagesQuery(scope, [classId], { from: span.from, to: term.to }),
      dutiesQuery(scope, classId, term, childrenOpenTo(context.actor)),
      cardsQuery(scope, classId, term, childrenOpenTo(context.actor)),
      entriesQuery(scope, classId, term),
      diaryCountQuery(scope, classId, term),
    )
    const byMonday = new Map(kept.map((page) => [page.on, page]))
    const reached = coverage(ofChildren(duties))
    tx.audit({ action: 'read', entity: 'handbook', entityId: classId, detail: { term: termId } })
    return ok({
      today: scope.today,
      className: pages.className,
      term,
      weeks: weeks.map((week) => {
        const page = byMonday.get(week.on)
        return {
          ...week,
          state: pageState(week, page?.completedOn ?? null, { today: scope.today, missed }),
          planned: page ? openPlan(vault, page.id, page.planned) : null,
        }
      }),
      figures: termFigures(duties, scope.today),
      coverage: {
        children: reached.denominator,
        reached: reached.numerator,
        percent: reached.percent,
      },
      cards: weekCards(cards).map((one) => ({ ...one, children: one.children.length })),
      entries: entries.map((entry) => entryOf(vault, actor.userId, entry)),
      diaries: diaries ?? { authors: 0, entries: 0 },
    })
  })
}

/** The duties behind one number, from the rows that were counted. */
export async function listTermDuties(
  { db }: Deps,
  context: Context,
  { classId, id }: { readonly classId: string; readonly id: string },
  { key, number }: { readonly key: string; readonly number: TermNumber },
): Promise<Result<{ duties: TermDuty[] }>> {
  const scope = context.scope(mayOpenHandbook(context.actor, classId))
  if (!scope) return fail('forbidden')
  return db.write<Result<{ duties: TermDuty[] }>>(scope, async (tx) => {
    const pages = await pagesOfClass(tx, scope, classId)
    const term = pages?.terms.find((one) => one.id === id)
    if (!term) return fail('not-found')
    const rows = await tx.rows(dutiesQuery(scope, classId, term, childrenOpenTo(context.actor)))
    const duties = rows
      .map((row) => ({ ...row, state: DutyState.parse(row.state) }))
      .filter((row) => row.key === key && isBehind(number, row, scope.today))
    tx.audit({ action: 'read', entity: 'handbook', entityId: classId, detail: { term: id, key, number } })
    return ok({
      duties: duties.map((row) => ({
        dutyId: row.id,
        child: childThen(row),
        state: row.state,
        dueOn: row.dueOn,
        doneOn: row.doneOn,
      })),
    })
  })
}

/** The children behind the coverage of the term, or behind its cards of a kind: the rows that were counted. */
export async function listTermChildren(
  { db }: Deps,
  context: Context,
  { classId, id }: { readonly classId: string; readonly id: string },
  group: TermGroup,
): Promise<Result<{ children: TermChild[] }>> {
  const scope = context.scope(mayOpenHandbook(context.actor, classId))
  if (!scope) return fail('forbidden')
  return db.write<Result<{ children: TermChild[] }>>(scope, async (tx) => {
    const pages = await pagesOfClass(tx, scope, classId)
    const term = pages?.terms.find((one) => one.id === id)
    if (!term) return fail('not-found')
    tx.audit({ action: 'read', entity: 'handbook', entityId: classId, detail: { term: id, group } })
    if (group === 'reached' || group === 'unreached') {
      const duties = await tx.rows(dutiesQuery(scope, classId, term, childrenOpenTo(context.actor)))
      const { due, reached } = childrenCovered(ofChildren(duties))
      const counted = childrenOf(duties).filter(
        (child) => due.has(child.id) && reached.has(child.id) === (group === 'reached'),
      )
      return ok({ children: counted.map((child) => ({ ...child, times: null })) })
    }
    const cards = (await tx.rows(cardsQuery(scope, classId, term, childrenOpenTo(context.actor)))).filter(
      (card) => card.kind === group && card.reached,
    )
    const ofChild = Map.groupBy(cards, ({ pupilId }) => pupilId)
    return ok({
      children: childrenOf(cards).map((child) => ({ ...child, times: ofChild.get(child.id)?.length ?? 0 })),
    })
  })
}
