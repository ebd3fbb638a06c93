import { z } from 'zod'
import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import { mayMark } from '#shared/children/policy.ts'
import { TargetCategory } from '#shared/duties/schema.ts'
import { fail, invalid, ok, type FieldError, type Result } from '#shared/errors.ts'
import { CareCategory, type CategorySurvey, type MarkChange, type MarkInput } from '#shared/marks/schema.ts'
import { aboutChild, evaluateSchool, sealingContext, sealMarkNote } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { openDuties } from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'
import { changeMarkQuery, insertMarkQuery } from '#server/marks/queries.ts'
import { lockChildQuery, marksOfQuery, otherTargetsQuery, surveyQuery } from '#server/marks/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

type Changed = Result<{ version: number }>
type Known = RowOf<ReturnType<typeof marksOfQuery>>

/** A change of the child's marks: its row held, then the work, then its file and its duties brought up to date at once. */
function aboutMarks(
  deps: Deps,
  context: Context,
  pupilId: string,
  work: (
    tx: Transaction,
    scope: Scope,
    known: readonly Known[],
    bornOn: LocalDate,
  ) => Changed | Promise<Changed>,
): Promise<Changed> {
  const decision = mayMark(context.actor)
  return aboutChild(deps, context, { decision, id: pupilId }, async (tx, scope) => {
    const [child] = await tx.rows(lockChildQuery(scope, pupilId))
    if (!child) return fail('not-found')
    if (child.leftOn !== null && child.leftOn <= scope.today) return fail('not-allowed-now')
    const changed = await work(tx, scope, await tx.rows(marksOfQuery(scope, pupilId)), child.bornOn)
    if (!changed.ok) return changed
    await evaluateSchool(tx, scope, scope.today, [pupilId])
    await openDuties(deps, tx, scope, scope.today, [pupilId])
    return changed
  })
}

interface Days {
  readonly from: LocalDate
  readonly to: LocalDate | null
}

const FOREVER = '9999-12-31'

/** What cannot be: days to come, days before the child was born, an end before the beginning, twice the same at a time. */
function dayErrors(
  { from, to }: Days,
  others: readonly Days[],
  today: LocalDate,
  bornOn: LocalDate,
): FieldError[] {
  if (from > today) return [{ path: 'from', code: 'in-future' }]
  if (from < bornOn) return [{ path: 'from', code: 'before-birth' }]
  if (to !== null && to > today) return [{ path: 'to', code: 'in-future' }]
  if (to !== null && to < from) return [{ path: 'to', code: 'before-start' }]
  const overlaps = others.some((one) => from <= (one.to ?? FOREVER) && one.from <= (to ?? FOREVER))
  return overlaps ? [{ path: 'from', code: 'overlaps' }] : []
}

const othersOf = (known: readonly Known[], category: string, id: string): readonly Known[] =>
  known.filter((one) => one.mistakenAt === null && one.category === category && one.id !== id)

export function addMark(deps: Deps, context: Context, pupilId: string, mark: MarkInput): Promise<Changed> {
  const { id, category, note } = mark
  return aboutMarks(deps, context, pupilId, async (tx, scope, known, bornOn) => {
    const same = known.find((one) => one.id === id)
    if (same) return ok({ version: same.version })
    const errors = dayErrors(mark, othersOf(known, category, id), scope.today, bornOn)
    if (errors.length > 0) return invalid(...errors)
    const [inserted] = await tx.rows(
      insertMarkQuery(scope, pupilId, mark, sealMarkNote(deps.vault, id, note)),
    )
    if (!inserted) return fail('already-exists')
    tx.audit({ action: 'create', entity: 'care_mark', entityId: id, pupilId })
    return ok(inserted)
  })
}

/** What a change says otherwise than it stands. */
function newsOf(
  vault: Vault,
  { id, noteSealed, ...stored }: Known,
  { from, to, note }: MarkChange,
): Pick<MarkChange, 'from' | 'to' | 'note'> {
  const noted = noteSealed === null ? null : vault.open(noteSealed, sealingContext.markNote(id))
  return {
    ...(from !== undefined && from !== stored.from && { from }),
    ...(to !== undefined && to !== stored.to && { to }),
    ...(note !== undefined && note !== noted && { note }),
  }
}

export function changeMark(
  deps: Deps,
  context: Context,
  { id: pupilId, recordId: id }: { readonly id: string; readonly recordId: string },
  change: MarkChange,
): Promise<Changed> {
  const { version } = change
  const mistaken = change.mistaken === true
  return aboutMarks(deps, context, pupilId, async (tx, scope, known, bornOn) => {
    const mark = known.find((one) => one.id === id)
    if (!mark) return fail('not-found')
    // Sent twice.
    if (mistaken && mark.mistakenAt !== null) return ok({ version: mark.version })
    if (mark.mistakenAt !== null) return fail('not-allowed-now')
    // What was never so has no other days or words.
    const news = mistaken ? {} : newsOf(deps.vault, mark, change)
    const fields = Object.keys(news)
    // Sent again after an answer that was lost, or nothing changed.
    if (!mistaken && fields.length === 0) return ok({ version: mark.version })
    const { from, to, note } = news
    const days = { from: from ?? mark.from, to: to === undefined ? mark.to : to }
    const errors = mistaken ? [] : dayErrors(days, othersOf(known, mark.category, id), scope.today, bornOn)
    if (errors.length > 0) return invalid(...errors)
    const columns = {
      ...(from !== undefined && { from_on: from }),
      ...(to !== undefined && { to_on: to }),
      ...(note !== undefined && sealMarkNote(deps.vault, id, note)),
    }
    const [changed] = await tx.rows(changeMarkQuery(scope, { id, version }, columns, mistaken))
    if (!changed) return fail('version-conflict', { version: mark.version })
    tx.audit(
      mistaken
        ? { action: 'remove', entity: 'care_mark', entityId: id, pupilId }
        : { action: 'change', entity: 'care_mark', entityId: id, pupilId, detail: { fields } },
    )
    return ok(changed)
  })
}

/** Who carries which mark, in numbers: the survey a plan asks for, as far as the person's reach goes (P11-11, P11-12). */
export async function surveyMarks(
  { db }: Deps,
  context: Context,
): Promise<Result<{ categories: CategorySurvey[] }>> {
  const scope = context.scope(mayMark(context.actor))
  if (!scope) return fail('forbidden')
  const [rows, [plan]] = await db.read(scope, [surveyQuery(scope), otherTargetsQuery(scope)])
  const parsed = z.array(TargetCategory).safeParse(plan?.otherTargets)
  const asked = parsed.success ? parsed.data : []
  return ok({
    categories: CareCategory.options.map((category) => {
      const own = rows.filter((row) => row.category === category)
      const parts = asked.filter((one) => one.category === category)
      return {
        category,
        survey: parts.some(({ survey }) => survey),
        archive: parts.some(({ archive }) => archive),
        duties: parts.some(({ duties }) => duties),
        children: own.reduce((sum, { children }) => sum + children, 0),
        classes: own.map(({ classId, className, children }) => ({ id: classId, name: className, children })),
      }
    }),
  })
}
