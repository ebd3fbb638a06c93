import { isParentRelation } from '#shared/children/rules/relations.ts'

interface Parent {
  readonly relation: string
  readonly state: 'present' | 'dead' | 'unknown'
}

/** Every parent the file knows is dead: worth asking whether the child is to be marked as an orphan. Never decided by itself. */
export function maybeOrphan(members: readonly Parent[]): boolean {
  const parents = members.filter(({ relation }) => isParentRelation(relation))
  return parents.length > 0 && parents.every(({ state }) => state === 'dead')
}
