import { t } from '@lingui/core/macro'
import type { CardKind } from '#shared/duties/schema.ts'
import { heldOn, namesOf, type CardDraft } from './draft.ts'

const dayNumber = (day: string): number => Date.parse(`${day}T12:00:00Z`) / 86_400_000

interface Limits {
  today: string
  lateEntryDays: number
}

/** Whether a reason for the lateness is asked for at once. */
export function needsLateReason(
  draft: CardDraft,
  { today, lateEntryDays }: Limits,
  dutyId: string | null,
): boolean {
  const day = heldOn(draft)
  return dutyId !== null || (day !== '' && dayNumber(today) - dayNumber(day) > lateEntryDays)
}

/** What is missing before it is worth sending, each with its cure. */
export function faultsOf(
  kind: CardKind,
  draft: CardDraft,
  late: boolean,
  today: string,
): Record<string, string> {
  const faults: Record<string, string> = {}
  const day = heldOn(draft)
  if (day === '') faults['heldOn'] = t`请选一个日期。`
  else if (day > today) faults['heldOn'] = t`日期还没到，请改成今天或以前。`
  if (late && draft.lateReason.trim() === '') faults['lateReason'] = t`请写一句。`
  if (kind === 'talk' && draft.reached && draft.topics.length === 0) faults['topics'] = t`请选一项。`
  if (kind === 'parentContact' && draft.who === null) faults['who'] = t`请选一项。`
  if (kind === 'homeVisit') {
    if (namesOf(draft.visitors).length === 0) faults['visitors'] = t`请写上去的人。`
    if (draft.reached && draft.met.length === 0) faults['met'] = t`请选一项。`
    if (draft.reached && draft.talked) {
      if (draft.met.length > 0 && !draft.met.includes('child'))
        faults['met'] = t`要见到孩子本人，才算谈了心。`
      if (draft.topics.length === 0) faults['topics'] = t`请选一项。`
    }
  }
  return faults
}
