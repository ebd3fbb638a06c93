import { fail, ok, type Result } from '#shared/errors.ts'
import { DutyState } from '#shared/duties/schema.ts'
import { coverage } from '#shared/figures/rules/completion.ts'
import { mayOpenHandbook } from '#shared/handbook/policy.ts'
import { isBehind } from '#shared/handbook/rules/behind.ts'
import { pageState } from '#shared/handbook/rules/weeks.ts'
import type { TermDuty, TermNumber, TermRollup } from '#shared/handbook/schema.ts'
import type { Deps } from '#server/deps.ts'
import { pagesOfClass } from '#server/handbook/parts/calendar.ts'
import { openPlan } from '#server/handbook/parts/sealed.ts'
import { childThen, entryOf, termFigures, weekCards } from '#server/handbook/parts/shapes.ts'
import {
  cardsQuery,
  diaryCountQuery,
  dutiesQuery,
  entriesQuery,
  missedPagesQuery,
  pagesQuery,
} from '#server/handbook/reads.ts'
import type { Context } from '#server/http/context.ts'

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
      dutiesQuery(scope, classId, term),
      cardsQuery(scope, classId, term),
      entriesQuery(scope, classId, term),
      diaryCountQuery(scope, classId, term),
    )
    const byMonday = new Map(kept.map((page) => [page.on, page]))
    const reached = coverage(
      duties.flatMap(({ pupilId, state }) =>
        pupilId === null ? [] : [{ childId: pupilId, state: DutyState.parse(state) }],
      ),
    )
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
    const rows = await tx.rows(dutiesQuery(scope, classId, term))
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
