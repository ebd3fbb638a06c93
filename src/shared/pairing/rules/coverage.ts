import { percent } from '#shared/percent/rules.ts'
import type { HelperPart, PairingKind } from '#shared/pairing/schema.ts'

/** What one child has today: helpers by part, and the models that are whole in one pairing. */
export interface HelpOf {
  readonly parts: readonly HelperPart[]
  /** Kinds of running pairings the child is in, or its class. */
  readonly kinds: readonly PairingKind[]
}

export type Missing = HelperPart | 'class' | 'group'

/** Which helpers a model asks for; a group, an agent parent and a class are a pairing of that kind. */
const WANTS: Readonly<Record<PairingKind, readonly Missing[]>> = {
  teacherAndPupil: ['teacher', 'pupil'],
  teacher: ['teacher'],
  agentParent: ['teacher'],
  teacherAndOtherParent: ['teacher', 'outside'],
  pupil: ['pupil'],
  volunteer: ['outside'],
  group3211: ['group'],
  class: ['class'],
}

/**
 * F13, the one definition of a covered child: it has every helper that one of the plan's models asks for. For plan 1 that
 * is one teacher and one pupil, whether in one pairing or in two. Returns what is missing of the model that is nearest.
 */
export function missingOf(models: readonly PairingKind[], { parts, kinds }: HelpOf): readonly Missing[] {
  const has = (want: Missing): boolean =>
    want === 'group'
      ? kinds.includes('group3211')
      : want === 'class'
        ? kinds.includes('class')
        : parts.includes(want)
  const wanting = models.map((kind) => WANTS[kind].filter((want) => !has(want)))
  return wanting.toSorted((a, b) => a.length - b.length)[0] ?? []
}

/** F13: covered ÷ children in per cent, one decimal; nobody to cover has no value (K-50). */
export function coverageOf(missing: readonly (readonly Missing[])[]) {
  const covered = missing.filter((list) => list.length === 0).length
  return { children: missing.length, covered, percent: percent(covered, missing.length) }
}
