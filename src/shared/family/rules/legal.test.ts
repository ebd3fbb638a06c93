import { describe, expect, it } from 'vitest'
import { actsOf, basisOfKin, decidesForChild, guardianConflict, mayConsent, type Kin } from './legal.ts'

const father: Kin = { relation: 'father', state: 'present', incapable: false, isGuardian: null }
const grandmother: Kin = { relation: 'grandmother', state: 'present', incapable: false, isGuardian: true }
const fault = [{ path: 'isGuardian', code: 'guardian-conflict' }]

describe('who may decide for a child', () => {
  it('H-21, X-16, X-17: only parents and legal guardians consent, whatever a helper or entrusted carer is called', () => {
    expect(mayConsent('parent')).toBe(true)
    expect(mayConsent('legalGuardian')).toBe(true)
    expect(mayConsent('entrusted')).toBe(false)
    expect(mayConsent('helper')).toBe(false)
    expect(mayConsent(null)).toBe(false)
    for (const act of ['consent', 'medical', 'pickUp'] as const) {
      expect(actsOf('entrusted')).not.toContain(act)
      expect(actsOf('helper')).not.toContain(act)
    }
  })

  it('a dead, unknown or incapable parent is no guardian; somebody appointed is one', () => {
    expect(basisOfKin(father, [])).toBe('parent')
    expect(basisOfKin({ ...father, state: 'dead' }, [])).toBeNull()
    expect(basisOfKin({ ...father, incapable: true }, [])).toBeNull()
    expect(basisOfKin({ ...father, isGuardian: false }, [])).toBeNull()
    expect(basisOfKin(grandmother, [{ ...father, state: 'dead' }])).toBe('legalGuardian')
    expect(basisOfKin({ ...grandmother, isGuardian: null }, [])).toBeNull()
  })

  it('X-17: a roster that calls a grandmother guardian gives her nothing while a parent is guardian by law', () => {
    expect(basisOfKin(grandmother, [father, grandmother])).toBeNull()
  })

  it('H-21: whose word counts in agreements and pairings: a guardian by law whom the school may ask', () => {
    const asked = { ...father, noContact: null }
    const grandma = { ...grandmother, noContact: null }
    expect(decidesForChild(asked, [father])).toBe(true)
    for (const over of [
      { incapable: true },
      { state: 'dead' as const },
      { isGuardian: false },
      { noContact: 'court' },
    ])
      expect(decidesForChild({ ...asked, ...over }, [{ ...father, ...over }])).toBe(false)
    for (const relation of ['stepFather', 'grandmother', '邻居'])
      expect(decidesForChild({ ...asked, relation }, [])).toBe(false)
    expect(decidesForChild({ ...asked, relation: 'stepFather', isGuardian: true }, [])).toBe(true)
    expect(decidesForChild(grandma, [father, grandma])).toBe(false)
    expect(decidesForChild(grandma, [{ ...father, state: 'dead' }, grandma])).toBe(true)
    const uncle = { ...asked, relation: 'fathersElderBrother' }
    for (const careBasis of ['helper', 'entrusted', 'parent'] as const)
      expect(decidesForChild({ ...uncle, careBasis }, [])).toBe(false)
    expect(decidesForChild({ ...uncle, careBasis: 'legalGuardian' }, [])).toBe(true)
    expect(decidesForChild({ ...uncle, careBasis: 'legalGuardian' }, [father])).toBe(false)
    const without = { ...asked, isGuardian: false }
    expect(decidesForChild({ ...without, careBasis: 'parent' }, [without])).toBe(false)
  })

  it('two kinds of guardian at once are in conflict; two parents or two grandparents are not', () => {
    expect(guardianConflict(grandmother, [father])).toEqual(fault)
    expect(guardianConflict({ ...father, isGuardian: true }, [grandmother])).toEqual(fault)
    expect(guardianConflict(grandmother, [{ ...father, state: 'dead' }])).toEqual([])
    expect(guardianConflict(grandmother, [{ ...grandmother, relation: 'grandfather' }])).toEqual([])
    expect(guardianConflict({ ...father, isGuardian: true }, [{ ...father, relation: 'mother' }])).toEqual([])
  })
})
