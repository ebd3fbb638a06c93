import { t } from '@lingui/core/macro'
import type { Topic } from '#shared/cards/schema.ts'
import { needsLateReason } from '#shared/work/rules/faults.ts'
import type { DutyWork, Work, WorkInput } from '#shared/work/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { newId } from '#client/lib/id.ts'

/** What is typed into a record of work; kept on the device as it stands. */
export interface WorkDraft {
  /** Made once: however often it is sent, it is one record. */
  id: string
  heldOn: string
  what: string
  people: string
  topics: Topic[]
  reference: string
  lateReason: string
  reason: string
}

export const emptyDraft = (today: string): WorkDraft => ({
  id: newId(),
  heldOn: today,
  what: '',
  people: '',
  topics: [],
  reference: '',
  lateReason: '',
  reason: '',
})

/** A new version begins with what the old one says. */
export const draftOf = (work: Work): WorkDraft => ({
  id: newId(),
  heldOn: work.heldOn,
  what: work.what ?? '',
  people: work.people === null ? '' : String(work.people),
  topics: work.topics,
  reference: work.reference ?? '',
  lateReason: '',
  reason: '',
})

const peopleOf = ({ people }: WorkDraft): number | null => (people.trim() === '' ? null : Number(people))

export const writtenOf = (draft: WorkDraft): WorkInput => ({
  id: draft.id,
  heldOn: draft.heldOn,
  what: draft.what,
  people: peopleOf(draft),
  topics: draft.topics,
  reference: draft.reference,
  lateReason: draft.lateReason,
})

type Window = Pick<DutyWork['duty'], 'from' | 'to'>

/** Whether a reason for the lateness is asked for at once. */
export const isLate = (
  draft: WorkDraft,
  { from, to }: Window,
  { today, lateEntryDays }: { today: string; lateEntryDays: number },
): boolean => draft.heldOn !== '' && needsLateReason(draft, { today, from, to, lateEntryDays })

/** What is missing before it is worth sending, each with its cure. */
export function faultsOf(
  draft: WorkDraft,
  window: Window,
  late: boolean,
  today: string,
): Record<string, string> {
  const faults: Record<string, string> = {}
  const first = formatDate(window.from)
  if (draft.heldOn === '') faults['heldOn'] = t`请选一个日期。`
  else if (draft.heldOn > today) faults['heldOn'] = t`日期还没到，请改成今天或以前。`
  else if (draft.heldOn < window.from) faults['heldOn'] = t`这件事从 ${first} 才开始，请选那天以后的日期。`
  if (draft.what.trim() === '') faults['what'] = t`请写一句。`
  const people = peopleOf(draft)
  if (people !== null && !(Number.isInteger(people) && people >= 0 && people <= 100_000))
    faults['people'] = t`请填人数，只写数字。`
  if (late && draft.lateReason.trim() === '') faults['lateReason'] = t`请写一句。`
  return faults
}
