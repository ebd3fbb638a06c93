import { describe, expect, it } from 'vitest'
import { actsOf, basisOfKin, guardianConflict, mayConsent, mayDecideForChild, type Kin } from './legal.ts'

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

  it('H-21: a parent decides; a step-parent or grandmother only if recorded, nobody without capacity', () => {
    expect(mayDecideForChild(father, [])).toBe(true)
    for (const relation of ['stepFather', 'grandmother', '邻居'])
      expect(mayDecideForChild({ ...father, relation }, [])).toBe(false)
    expect(mayDecideForChild({ ...father, relation: 'stepFather', isGuardian: true }, [])).toBe(true)
    expect(mayDecideForChild(grandmother, [])).toBe(true)
    expect(mayDecideForChild(grandmother, [father])).toBe(false)
    expect(mayDecideForChild({ ...grandmother, incapable: true }, [])).toBe(false)
    expect(mayDecideForChild({ ...father, state: 'dead' }, [])).toBe(false)
  })

  it('X-17: a roster that calls a grandmother guardian gives her nothing while a parent is guardian by law', () => {
    expect(basisOfKin(grandmother, [father, grandmother])).toBeNull()
  })

  it('two kinds of guardian at once are in conflict; two parents or two grandparents are not', () => {
    expect(guardianConflict(grandmother, [father])).toEqual(fault)
    expect(guardianConflict({ ...father, isGuardian: true }, [grandmother])).toEqual(fault)
    expect(guardianConflict(grandmother, [{ ...father, state: 'dead' }])).toEqual([])
    expect(guardianConflict(grandmother, [{ ...grandmother, relation: 'grandfather' }])).toEqual([])
    expect(guardianConflict({ ...father, isGuardian: true }, [{ ...father, relation: 'mother' }])).toEqual([])
  })
})
