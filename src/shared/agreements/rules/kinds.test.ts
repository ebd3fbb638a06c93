import { expect, it } from 'vitest'
import { mayDecideForChild } from './kinds.ts'

const person = { relation: 'father', state: 'present', incapable: false, isGuardian: null }

it('H-21: parents decide, others only with a recorded guardianship, nobody without capacity', () => {
  expect(mayDecideForChild(person)).toBe(true)
  for (const relation of ['stepFather', 'grandmother', '邻居'])
    expect(mayDecideForChild({ ...person, relation })).toBe(false)
  expect(mayDecideForChild({ ...person, relation: 'grandmother', isGuardian: true })).toBe(true)
  expect(mayDecideForChild({ ...person, isGuardian: false })).toBe(false)
  expect(mayDecideForChild({ ...person, incapable: true, isGuardian: true })).toBe(false)
  expect(mayDecideForChild({ ...person, state: 'dead' })).toBe(false)
})
