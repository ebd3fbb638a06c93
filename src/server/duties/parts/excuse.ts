import type { Span } from '#shared/calendar/rules/local-date.ts'
import { yearAt } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { mayDecideExcuses, mayExcuse, mayExcuseWork } from '#shared/duties/policy.ts'
import { beyondOnePerson, windowsCovered } from '#shared/duties/rules/excuse.ts'
import type { Duty } from '#shared/duties/schema.ts'
import type { AskedExcuse, ExcuseAnswer, ExcuseInput, ExcuseKind } from '#shared/excuses/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { getCalendar } from '#server/calendar/service.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import { settingsOf, settingsQuery } from '#server/db/school-settings.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { type DutyRow, dutyOf, subjectOf } from '#server/duties/parts/duty-of.ts'
import {
  askDutiesQuery,
  clearExcuseQuery,
  decideExcuseQuery,
  endAskedQuery,
  excuseDutiesQuery,
  insertExcuseQuery,
  withdrawAskedQuery,
} from '#server/duties/parts/excuse-queries.ts'
import {
  askedExcusesQuery,
  excusableQuery,
  excuseQuery,
  excuseWindowsQuery,
} from '#server/duties/parts/excuse-reads.ts'
import { dutiesToCome } from '#server/duties/parts/opening.ts'
import { openReason, sealReason } from '#server/duties/parts/sealed.ts'
import { lockDutiesQuery } from '#server/duties/queries.ts'
import { dutyQuery } from '#server/duties/reads.ts'
import type { Context } from '#server/http/context.ts'
import { tellExcuse } from '#server/notices/service.ts'
import { sealAnswer } from '#server/vault/excuse-answer.ts'

type Covered = RowOf<ReturnType<typeof excusableQuery>>
type Excused = Result<{ duty: Duty; asked: boolean; windows: number }>
const nowOf = (deps: Deps): string => new Date(deps.now()).toISOString()

/**
 * Excuses a duty, or every window of its child that lies in a time (K-28), which ends with the school year at the latest.
 * Beyond what one person may give alone it waits for a second one, and the duty is due until then; windows of the time that
 * the rules have yet to open are counted with the others (H-13). What is done needs no excuse.
 */
export async function excuseDuty(
  deps: Deps,
  context: Context,
  dutyId: string,
  input: ExcuseInput,
): Promise<Excused> {
  const scope = context.scope(mayExcuse(context.actor))
  if (!scope) return fail('forbidden')
  const { time } = input
  if (time && time.to < time.from) return invalid({ path: 'time.to', code: 'before-start' })
  return deps.db.write<Excused>(scope, async (tx) => {
    await tx.rows(lockDutiesQuery(scope))
    const id = input.id ?? newId()
    const [[known], [sent]] = await tx.run(dutyQuery(scope, dutyId), excuseQuery(scope, id))
    if (!known?.from || !known.to) return fail('not-found')
    if (known.subjectKind !== 'child' && !mayExcuseWork(context.actor, subjectOf(known)))
      return fail('forbidden')
    if (sent && sent.pupilId !== known.pupilId) return fail('already-exists')
    if (sent) return answer(deps, tx, context, scope, dutyId, { asked: sent.state === 'asked', windows: 0 })
    if (known.excuseAsked) return fail('already-exists')
    const span = time ?? { from: known.from, to: known.to }
    if (time && time.to > yearAt(scope.today, await getCalendar(tx, scope)).to)
      return invalid({ path: 'time.to', code: 'outside-school-year' })
    const fresh = await coveredDuties(tx, scope, {
      pupilId: known.pupilId,
      dutyId: time ? null : dutyId,
      span,
    })
    if (fresh.duties.length === 0)
      return time ? invalid({ path: 'time.to', code: 'covers-nothing' }) : fail('not-allowed-now')
    // What a class, a person or the school owes writes no child off: nobody else is asked.
    const asked = known.pupilId !== null && (await needsSecond(tx, scope, known.pupilId, fresh, time))
    const excuse = { id, kind: input.kind, by: scope.userId, at: nowOf(deps) }
    await tx.run(
      insertExcuseQuery(scope, {
        ...excuse,
        pupilId: known.pupilId,
        dutyId: time ? null : dutyId,
        ...span,
        reasonSealed: sealReason(deps.vault, id, input.reason),
        state: asked ? 'asked' : 'agreed',
      }),
    )
    const ids = fresh.duties.map((duty) => duty.id)
    await tx.run(asked ? askDutiesQuery(scope, ids, id) : excuseDutiesQuery(scope, ids, excuse))
    tx.audit({
      action: asked ? 'askExcuse' : 'excuse',
      entity: 'duty',
      entityId: dutyId,
      pupilId: known.pupilId,
      detail: { key: known.key, kind: input.kind, windows: ids.length },
    })
    return answer(deps, tx, context, scope, dutyId, { asked, windows: ids.length })
  })
}

/** The duties an excuse is about: the one, or those of the child whose windows lie in the time; done ones need none. */
async function coveredDuties(
  tx: Transaction,
  scope: Scope,
  about: { readonly pupilId: string | null; readonly dutyId: string | null; readonly span: Span },
) {
  const calendar = await getCalendar(tx, scope)
  const open = await tx.rows(excusableQuery(scope, about.pupilId, about.dutyId))
  const { dutyId } = about
  const duties =
    dutyId === null ? windowsCovered(open, about.span, calendar) : open.filter(({ id }) => id === dutyId)
  return { calendar, duties }
}

/** With it, would more be excused than one person may: of what is open, and of what the rules will open in the time? */
async function needsSecond(
  tx: Transaction,
  scope: Scope,
  pupilId: string,
  { calendar, duties }: { readonly calendar: Calendar; readonly duties: readonly Covered[] },
  time: Span | null,
): Promise<boolean> {
  const [standing, [unit]] = await tx.run(excuseWindowsQuery(scope, [pupilId]), settingsQuery(scope))
  const { today } = scope
  const days = time && { from: time.from > today ? time.from : today, to: time.to }
  const later = days && days.from <= days.to ? await dutiesToCome(tx, scope, calendar, pupilId, days) : []
  const fresh = [...duties, ...(time ? windowsCovered(later, time, calendar) : [])]
  const others = standing.filter((one) => !duties.some(({ id }) => id === one.id))
  return beyondOnePerson(others, fresh, calendar, settingsOf(unit).excuseLimit).length > 0
}

async function answer(
  deps: Deps,
  tx: Transaction,
  context: Context,
  scope: Scope,
  dutyId: string,
  done: { readonly asked: boolean; readonly windows: number },
): Promise<Excused> {
  const [row] = await tx.rows(dutyQuery(scope, dutyId))
  return row ? ok({ duty: dutyOf(deps.vault, context.actor, row), ...done }) : fail('not-found')
}

/** Takes an excuse back, for all windows it covers, or one that was only asked for. */
export async function withdrawExcuse(
  deps: Deps,
  context: Context,
  dutyId: string,
): Promise<Result<{ duty: Duty }>> {
  const scope = context.scope(mayExcuse(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<{ duty: Duty }>>(scope, async (tx) => {
    // As deciding does: what is taken back while a second person agrees must not stay excused.
    await tx.rows(lockDutiesQuery(scope))
    const [known] = await tx.rows(dutyQuery(scope, dutyId))
    if (!known) return fail('not-found')
    if (known.subjectKind !== 'child' && !mayExcuseWork(context.actor, subjectOf(known)))
      return fail('forbidden')
    if (known.excuseKind === null && !known.excuseAsked)
      return ok({ duty: dutyOf(deps.vault, context.actor, known) })
    await takeBack(tx, scope, dutyId, known)
    tx.audit({
      action: 'withdrawExcuse',
      entity: 'duty',
      entityId: dutyId,
      pupilId: known.pupilId,
      detail: { key: known.key, kind: known.excuseKind },
    })
    return answer(deps, tx, context, scope, dutyId, { asked: false, windows: 0 })
  })
}

async function takeBack(tx: Transaction, scope: Scope, dutyId: string, known: DutyRow): Promise<void> {
  if (known.excuseKind === null) await tx.run(withdrawAskedQuery(scope, dutyId))
  else await tx.run(clearExcuseQuery(scope, dutyId, known.excuseId))
}

/** Excuses that wait for a second person, the longest waiting first. */
export async function listAskedExcuses(
  { db, vault }: Deps,
  context: Context,
): Promise<Result<{ excuses: AskedExcuse[] }>> {
  const scope = context.scope(mayDecideExcuses(context.actor))
  if (!scope) return fail('forbidden')
  const [rows] = await db.read(scope, [askedExcusesQuery(scope)])
  const excuses = rows.map(({ sealed, askedBy, ...row }) => ({
    ...row,
    kind: row.kind as ExcuseKind,
    reason: sealed ? openReason(vault, row.id, sealed) : '',
    mine: askedBy === context.user.userId,
  }))
  return ok({ excuses })
}

/** The second person agrees or refuses, never the one who asked, who is told of it. */
export async function decideExcuse(
  deps: Deps,
  context: Context,
  id: string,
  { agree, reason }: ExcuseAnswer,
): Promise<Result<{ windows: number }>> {
  const scope = context.scope(mayDecideExcuses(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<{ windows: number }>>(scope, async (tx) => {
    await tx.rows(lockDutiesQuery(scope))
    const [excuse] = await tx.rows(excuseQuery(scope, id))
    if (!excuse) return fail('not-found')
    if (excuse.askedBy === context.user.userId) return fail('second-person')
    if (excuse.state !== 'asked') return fail('not-allowed-now')
    const at = nowOf(deps)
    const { pupilId, dutyId, from, to, kind, askedBy } = excuse
    const { duties } = await coveredDuties(tx, scope, { pupilId, dutyId, span: { from, to } })
    const sealed = agree ? null : sealAnswer(deps.vault, id, reason)
    await tx.run(
      decideExcuseQuery(scope, id, { state: agree ? 'agreed' : 'refused', at, sealed }),
      endAskedQuery(scope, id, !agree),
    )
    const ids = duties.map((duty) => duty.id)
    if (agree) await tx.run(excuseDutiesQuery(scope, ids, { id, kind, by: askedBy, at }))
    if (pupilId && askedBy) await tellExcuse(tx, scope, { excuseId: id, pupilId, askedBy }, at)
    tx.audit({
      action: agree ? 'agreeExcuse' : 'refuseExcuse',
      entity: 'excuse',
      entityId: id,
      pupilId,
      detail: { kind, windows: ids.length },
    })
    return ok({ windows: agree ? ids.length : 0 })
  })
}
