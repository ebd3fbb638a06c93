import type { FieldError } from '#shared/errors.ts'
import type { Part, PairingKind } from '#shared/pairing/schema.ts'

interface Bounds {
  readonly min: number
  readonly max: number
}

const one: Bounds = { min: 1, max: 1 }
/** No plan names a bound: more than a school class are no longer helped by one. */
const MOST = 40

/** Who belongs into a pairing of each model, at least and at most (P1-62, P4-39, P5-19 … P5-21, P9-34, P10-51, P2-84). */
export const COMPOSITION: Readonly<Record<PairingKind, Partial<Record<Part, Bounds>>>> = {
  teacherAndPupil: { child: one, teacher: one, pupil: one },
  teacher: { child: one, teacher: one },
  agentParent: { child: one, teacher: one },
  teacherAndOtherParent: { child: one, teacher: one, outside: one },
  pupil: { child: one, pupil: one },
  volunteer: { child: { min: 1, max: MOST }, outside: one },
  // 3 + 2 + 1 + 1; an odd number of children leaves one group with a single child (F12).
  group3211: { child: { min: 1, max: 2 }, pupil: { min: 3, max: 3 }, outside: one, teacher: one },
  class: { class: { min: 2, max: 2 } },
}

export interface ComposedMember {
  readonly part: Part
  readonly personId: string
  /** Of a pupil: whether the school's list counts it. */
  readonly inCare?: boolean
}

export interface Composed {
  readonly kind: PairingKind
  readonly members: readonly ComposedMember[]
  readonly supervisorId: string | null
}

/** Does a grown-up of the school stand beside: the teacher of the pairing, or somebody who looks on? */
const hasStaff = ({ members, supervisorId }: Composed): boolean =>
  supervisorId !== null || members.some(({ part }) => part === 'teacher')

/**
 * What is wrong with who is in a pairing. `maxChildren` of the plan's model narrows the number of children; whoever comes
 * from outside and a pupil who helps have a member of staff beside them (H-09 two adults, H-24); a group is mixed (H-15).
 */
export function compositionFaults(pairing: Composed, maxChildren: number | null): readonly FieldError[] {
  const { kind, members } = pairing
  const faults: FieldError[] = []
  const bounds = COMPOSITION[kind]
  for (const part of ['child', 'teacher', 'pupil', 'outside', 'class'] as const) {
    const known = bounds[part] ?? { min: 0, max: 0 }
    const max = part === 'child' && maxChildren !== null ? Math.min(known.max, maxChildren) : known.max
    const count = members.filter((member) => member.part === part).length
    if (count < known.min) faults.push({ path: part, code: 'too-few', params: { min: known.min } })
    if (count > max) faults.push({ path: part, code: 'too-many', params: { max } })
  }
  const ids = members.map(({ personId }) => personId)
  if (new Set(ids).size < ids.length) faults.push({ path: 'members', code: 'not-unique' })
  // A group only of children from the list would set them apart.
  if (kind === 'group3211' && members.some(({ part, inCare }) => part === 'pupil' && inCare === true))
    faults.push({ path: 'pupil', code: 'not-mixed' })
  if (kind !== 'class' && !hasStaff(pairing)) faults.push({ path: 'supervisorId', code: 'required' })
  return faults
}

/**
 * Most children one helper has at a time over all pairings: the plan's bound, else what is usual. A pupil helps one, a
 * volunteer two (P1-62, P10-51); a teacher as many as one can know.
 */
export function mostChildren(part: 'teacher' | 'pupil' | 'outside', planned: number | null): number {
  return planned ?? { teacher: 8, pupil: 1, outside: 2 }[part]
}

/** F12: groups = ⌈children ÷ 2⌉, each with three other pupils, a parent and a teacher; the last one may have one child. */
export function groupsFor(children: number) {
  const groups = Math.ceil(children / 2)
  return { groups, pupils: 3 * groups, parents: groups, teachers: groups, single: children % 2 === 1 }
}
