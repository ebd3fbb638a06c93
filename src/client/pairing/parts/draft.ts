import { t } from '@lingui/core/macro'
import { COMPOSITION, mostChildren } from '#shared/pairing/rules/composition.ts'
import type { Agreed, PairingInput, PairingKind, Part } from '#shared/pairing/schema.ts'
import { newId } from '#client/lib/id.ts'

/** A pairing as chosen so far; an empty text is nobody yet. */
export interface PairingForm {
  kind: PairingKind
  chosen: Readonly<Partial<Record<Part, readonly string[]>>>
  agreed: Agreed
  supervisorId: string
}

/** Places a form offers at most; a helper with more children gets further pairings. */
const MOST_PLACES = 3
export const partsOf = (kind: PairingKind): Part[] => Object.keys(COMPOSITION[kind]) as Part[]

/** How many people may be chosen for a part, and how many must. */
export function placesOf(
  kind: PairingKind,
  part: Part,
  maxChildren: number | null,
): { min: number; max: number } {
  const { min, max } = COMPOSITION[kind][part] ?? { min: 0, max: 0 }
  const planned = part === 'child' ? Math.min(max, mostChildren('outside', maxChildren)) : max
  return { min, max: Math.min(planned, MOST_PLACES) }
}

export const chosenOf = (form: PairingForm, part: Part): readonly string[] =>
  (form.chosen[part] ?? []).filter((id) => id !== '')

/** Whether a grown-up of the school must be named beside. */
export const needsSupervisor = (kind: PairingKind): boolean =>
  kind !== 'class' && COMPOSITION[kind].teacher === undefined

/** Whether somebody takes part who sees nothing but what is agreed: a pupil, a volunteer, a caring parent. */
export const sharesCard = (kind: PairingKind): boolean =>
  COMPOSITION[kind].pupil !== undefined || COMPOSITION[kind].outside !== undefined

/** Whether somebody from outside takes part (H-09). */
export const hasOutside = (kind: PairingKind): boolean =>
  kind !== 'class' && COMPOSITION[kind].outside !== undefined

const missingFault = (part: Part, min: number): string =>
  part === 'class' ? t`要选 ${min} 个班。` : min === 1 ? t`请选一位。` : t`要选满 ${min} 位。`

export function faultsOf(form: PairingForm): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const part of partsOf(form.kind)) {
    const { min } = COMPOSITION[form.kind][part] ?? { min: 0 }
    const chosen = chosenOf(form, part)
    if (chosen.length < min) faults[part] = missingFault(part, min)
    else if (new Set(chosen).size < chosen.length)
      faults[part] = part === 'class' ? t`同一个班选了两次，请换一个。` : t`同一位选了两次，请换一位。`
  }
  if (needsSupervisor(form.kind) && form.supervisorId === '')
    faults['supervisorId'] = t`请选一位在旁边照看的老师。`
  return faults
}

export function inputOf(id: string, form: PairingForm, follows: string | undefined): PairingInput {
  const members = partsOf(form.kind).flatMap((part) =>
    chosenOf(form, part).map((personId) => ({ id: newId(), part, personId })),
  )
  return {
    id,
    kind: form.kind,
    members,
    agreed: form.agreed,
    supervisorId: form.supervisorId === '' ? null : form.supervisorId,
    follows: follows ?? null,
  }
}
