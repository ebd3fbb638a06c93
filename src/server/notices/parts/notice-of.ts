import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import { evidenceOf } from '#shared/duties/rules/catalogue.ts'
import {
  DigestNotice,
  DueTodayNotice,
  EscalationNotice,
  ExcuseAnsweredNotice,
  type Notice,
  OverdueNotice,
  TransferAnsweredNotice,
  TransferAskedNotice,
} from '#shared/notices/schema.ts'
import { stateOn } from '#shared/transfers/rules.ts'
import type { NoticeRow, OwedNow } from '#server/notices/reads.ts'
import { openAnswer } from '#server/vault/excuse-answer.ts'
import type { Vault } from '#server/vault/vault.ts'

/** What names and duties say now. */
export interface Now {
  readonly vault: Vault
  readonly today: LocalDate
  readonly classNames: ReadonlyMap<string, string>
  /** What the reader owes. */
  readonly owed: OwedNow | undefined
  /** Escalations with what of them is still overdue. */
  readonly left: ReadonlyMap<string, { readonly count: number; readonly longest: number }>
}

/** The numbers of a reminder as they are now; none = what it said is settled, and it keeps the numbers it had. */
function current({ id, kind }: NoticeRow, { owed, left }: Now): object | undefined {
  const known = left.get(id)
  if (kind === 'escalation') return known && known.count === 0 ? undefined : (known ?? {})
  if (kind === 'dueToday')
    return owed && owed.dueToday > 0 ? { count: owed.dueToday, children: owed.dueChildren } : undefined
  if (kind === 'overdue')
    return owed && owed.overdue > 0
      ? { count: owed.overdue, children: owed.overdueChildren, longest: owed.longest }
      : undefined
  return {}
}

/** What became of an excuse; refused it is settled once nothing of it is left to do, agreed to once it was taken back. */
function excuseNotice(
  { id, day, createdAt, read, excuse, answerSealed, ...row }: NoticeRow,
  { vault }: Now,
): Notice | undefined {
  if (!excuse || !row.pupilId || !row.pupilName) return undefined
  const { state, from, to, dutyId, key, late, open } = excuse
  const agreed = state !== 'refused'
  return ExcuseAnsweredNotice.parse({
    id,
    day,
    createdAt,
    read,
    kind: 'excuseAnswered',
    settled: agreed ? state === 'withdrawn' : !open,
    pupilId: row.pupilId,
    pupilName: row.pupilName,
    className: row.className,
    agreed,
    from,
    to,
    reason: openAnswer(vault, excuse.id, answerSealed),
    duty: dutyId && key && { id: dutyId, key, evidence: evidenceOf(key)[0] ?? 'work', late },
  })
}

/** A stored row as its person reads it, with the numbers of now; undefined when what it was about is gone. */
export function noticeOf(row: NoticeRow, now: Now): Notice | undefined {
  const { id, day, createdAt, read, kind } = row
  const numbers = current(row, now)
  const common = { id, day, createdAt, read, kind, settled: numbers === undefined }
  const detail = { ...(row.detail as Record<string, unknown>), ...numbers }
  switch (kind) {
    case 'urgent': {
      const { pupilId, pupilName, className, cardId, authorName, heldOn } = row
      if (!pupilId || !pupilName || !cardId || !heldOn) return undefined
      const corrected = row.urgent !== true
      return { ...common, kind, pupilId, pupilName, className, cardId, authorName, heldOn, corrected }
    }
    case 'dueToday':
      return DueTodayNotice.safeParse({ ...common, ...detail }).data
    case 'overdue':
      return OverdueNotice.safeParse({ ...common, ...detail }).data
    case 'escalation':
      return EscalationNotice.safeParse({ ...common, ...detail }).data
    case 'excuseAnswered':
      return excuseNotice(row, now)
    case 'transferAsked':
    case 'transferAnswered': {
      if (row.transfer === null) return undefined
      const state = stateOn(row.transfer, now.today)
      const told = { ...common, ...row.transfer, state }
      return kind === 'transferAsked'
        ? TransferAskedNotice.parse({ ...told, settled: state !== 'asked' })
        : TransferAnsweredNotice.parse(told)
    }
    case 'incident': {
      if (row.incident === null) return undefined
      const { closed, ...counts } = row.incident
      return { ...common, kind, incidentId: row.ref, ...counts, settled: closed }
    }
    default: {
      const classes = (detail['classes'] as { classId: string; overdue: number }[] | undefined) ?? []
      const named = classes.flatMap((one) => {
        const className = now.classNames.get(one.classId)
        return className === undefined ? [] : [{ ...one, className }]
      })
      return DigestNotice.safeParse({ ...common, digest: { ...detail, classes: named } }).data
    }
  }
}
