import { Role, type Actor } from '#shared/access/schema.ts'
import { Topic } from '#shared/cards/schema.ts'
import type { DutySubject } from '#shared/duties/policy.ts'
import { DutyState, SubjectKind } from '#shared/duties/schema.ts'
import { mayRecordWork, maySeeText } from '#shared/work/policy.ts'
import type { DutyWork, Work } from '#shared/work/schema.ts'
import type { Vault } from '#server/vault/vault.ts'
import { openReason, openText } from '#server/work/parts/sealed.ts'
import type { WorkDutyRow, WorkRow } from '#server/work/reads.ts'

/** What policies ask of a duty. */
export const subjectOf = (row: WorkDutyRow): DutySubject => ({
  subjectKind: SubjectKind.parse(row.subjectKind),
  subjectId: row.subjectId,
  classId: row.classId,
  performerRole: row.performerRole,
})

function workOf(vault: Vault, actor: Actor, subject: DutySubject, row: WorkRow): Work {
  const mine = row.authorId === actor.userId
  const text = mine || maySeeText(actor, subject) ? openText(vault, row.id, row.sealed) : undefined
  const { correctionSealed } = row
  return {
    id: row.id,
    rootId: row.rootId,
    version: row.version,
    heldOn: row.heldOn,
    people: row.people,
    topics: Topic.array().parse(row.topics),
    authorName: row.authorName,
    createdAt: row.createdAt,
    mine,
    superseded: row.supersededAt !== null,
    enteredLate: row.lateSealed !== null,
    what: text?.what ?? null,
    reference: text?.reference ?? null,
    correctionReason:
      text && correctionSealed ? openReason(vault, 'correction', row.id, correctionSealed) : null,
  }
}

/** A duty and its records, as much of them as the reader may see. */
export function dutyWorkOf(
  vault: Vault,
  actor: Actor,
  duty: WorkDutyRow,
  records: readonly WorkRow[],
): DutyWork {
  const subject = subjectOf(duty)
  const { id, key, subjectName, pupilId, className, from, to, dueOn, daysLeft } = duty
  return {
    duty: {
      id,
      key,
      subjectKind: subject.subjectKind,
      subjectName,
      pupilId,
      className,
      performerRole: Role.parse(duty.performerRole),
      from,
      to,
      dueOn,
      state: DutyState.parse(duty.state),
      daysLeft,
    },
    records: records.map((row) => workOf(vault, actor, subject, row)),
    mayRecord: mayRecordWork(actor, subject),
  }
}
