import { isParentRelation } from '#shared/children/rules/relations.ts'

interface Parent {
  readonly relation: string
  readonly state: 'present' | 'dead' | 'unknown'
}

/**
 * A father and a mother are on file and dead, and nobody in their place lives: worth asking whether the child is to be marked as an
 * orphan. Never decided by itself; who was never entered may live.
 */
export function maybeOrphan(members: readonly Parent[]): boolean {
  const parents = members.filter(({ relation }) => isParentRelation(relation))
  const knows = (...wanted: readonly string[]): boolean =>
    parents.some(({ relation }) => wanted.includes(relation))
  const both = knows('father', 'adoptiveFather') && knows('mother', 'adoptiveMother')
  return both && parents.every(({ state }) => state === 'dead')
}
