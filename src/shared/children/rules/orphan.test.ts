import { expect, it } from 'vitest'
import { maybeOrphan } from '#shared/children/rules/orphan.ts'

const one = (relation: string, state: 'present' | 'dead' | 'unknown') => ({ relation, state })

it('P11-12: whether a child is an orphan is asked where father and mother are on file and dead, and nowhere else', () => {
  expect(maybeOrphan([one('father', 'dead'), one('mother', 'dead')])).toBe(true)
  expect(
    maybeOrphan([one('adoptiveFather', 'dead'), one('mother', 'dead'), one('grandmother', 'present')]),
  ).toBe(true)
  // Who was never entered may live, and a step-parent is in nobody's place.
  expect(maybeOrphan([one('father', 'dead')])).toBe(false)
  expect(maybeOrphan([one('mother', 'dead'), one('stepFather', 'dead')])).toBe(false)
  expect(maybeOrphan([one('father', 'dead'), one('mother', 'unknown')])).toBe(false)
  expect(maybeOrphan([one('father', 'dead'), one('mother', 'dead'), one('adoptiveMother', 'present')])).toBe(
    false,
  )
  // Nothing is known of the family: nothing is asked.
  expect(maybeOrphan([one('grandmother', 'present')])).toBe(false)
  expect(maybeOrphan([])).toBe(false)
})
