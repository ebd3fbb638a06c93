import { t } from '@lingui/core/macro'
import { instantOf, type WallTime } from '#shared/calendar/rules/clock-time.ts'
import type { IncidentInput, IncidentKind } from '#shared/incidents/schema.ts'
import { newId } from '#client/lib/id.ts'

export interface PickedChild {
  readonly id: string
  readonly name: string
  readonly className: string | null
}

/** As it is being written. The id is part of it: sent again after a lost answer it is still the same incident. */
export interface IncidentDraft {
  id: string
  /** Null: the child it was begun for, whoever that turns out to be. */
  pupils: readonly PickedChild[] | null
  kind: IncidentKind | null
  action: string
  acted: WallTime
  known: WallTime
  occurred: WallTime
  /** Whether somebody knows when it happened. */
  isTimeKnown: 'known' | 'unknown'
  atSchool: 'yes' | 'no' | null
  place: string
  text: string
}

/** With the children it is about. */
export type WholeDraft = IncidentDraft & { pupils: readonly PickedChild[] }

export const withChildren = (draft: IncidentDraft, begunFor: readonly PickedChild[]): WholeDraft => ({
  ...draft,
  pupils: draft.pupils ?? begunFor,
})

export const emptyDraft = (now: WallTime): IncidentDraft => ({
  id: newId(),
  pupils: null,
  kind: null,
  action: '',
  acted: now,
  known: now,
  occurred: now,
  isTimeKnown: 'unknown',
  atSchool: null,
  place: '',
  text: '',
})

/** What is missing, at its field; the server looks once more. */
export function faultsOf(draft: WholeDraft): Record<string, string> {
  return {
    ...(draft.pupils.length === 0 && { pupilIds: t`请先选孩子。` }),
    ...(draft.kind === null && { kind: t`请选一项。` }),
    ...(draft.action.trim() === '' && { action: t`请写一句：先做了什么保护孩子。` }),
    ...(draft.acted === '' && { actedAt: t`请填时间。` }),
    ...(draft.known === '' && { knownAt: t`请填时间。` }),
    ...(draft.isTimeKnown === 'known' &&
      draft.occurred === '' && { occurredAt: t`请填时间，或选“不清楚”。` }),
    ...(draft.atSchool === null && { atSchool: t`请选一项。` }),
  }
}

/** As it is sent, with the times of the school's clock as instants; undefined while something is missing. */
export function inputOf(draft: WholeDraft, timeZone: string): IncidentInput | undefined {
  const { kind, atSchool } = draft
  const knownAt = instantOf(timeZone, draft.known)
  const actedAt = instantOf(timeZone, draft.acted)
  const occurredAt = draft.isTimeKnown === 'known' ? instantOf(timeZone, draft.occurred) : null
  if (kind === null || atSchool === null || !knownAt || !actedAt || occurredAt === undefined) return undefined
  return {
    id: draft.id,
    pupilIds: draft.pupils.map(({ id }) => id),
    kind,
    occurredAt,
    knownAt,
    actedAt,
    atSchool: atSchool === 'yes',
    place: draft.place.trim(),
    text: draft.text.trim(),
    action: draft.action.trim(),
  }
}
