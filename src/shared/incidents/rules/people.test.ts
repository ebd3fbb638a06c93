import { describe, expect, it } from 'vitest'
import { familyToTell, isWithheld } from './people.ts'

const one = (id: string, more: object = {}) => ({
  id,
  relation: id,
  name: `测试${id}`,
  phoneMasked: `194****${id.padEnd(4, '0').slice(0, 4)}`,
  caresNow: false,
  basis: null as 'parent' | 'legalGuardian' | 'entrusted' | 'helper' | null,
  noContact: null,
  ...more,
})
const told = (...given: Parameters<typeof familyToTell>) =>
  familyToTell(...given).map(({ party, personId }) => [party, personId])
const grandmother = one('grandmother', { caresNow: true })
const father = one('father', { basis: 'parent' })
const mother = one('mother', { basis: 'parent' })

describe('whom to tell', () => {
  it('P3-67, P3-68: who cares today and each guardian by law beside, once', () => {
    expect(told([grandmother, father, mother], true)).toEqual([
      ['carer', 'grandmother'],
      ['parent', 'father'],
      ['parent', 'mother'],
    ])
    const atHome = one('mother', { basis: 'parent', caresNow: true })
    expect(told([atHome], true)).toEqual([['carer', 'mother']])
  })

  it('H-03: where nobody of the file is guardian by law somebody must be found, also where the parents have died', () => {
    expect(told([grandmother], true)).toEqual([
      ['carer', 'grandmother'],
      ['parent', null],
    ])
    expect(told([], false)).toEqual([
      ['carer', null],
      ['parent', null],
    ])
  })

  it('a guardian by law is told also where the file names no parent', () => {
    const uncle = one('uncle', { basis: 'legalGuardian' })
    expect(told([grandmother, uncle], false)).toEqual([
      ['carer', 'grandmother'],
      ['parent', 'uncle'],
      ['parent', null],
    ])
  })

  it('H-04: nobody kept away or withheld is told, and nobody is asked to find that person', () => {
    const barred = one('father', { basis: 'parent', noContact: { reason: 'court', note: null } })
    expect(told([grandmother, barred], true)).toEqual([['carer', 'grandmother']])
    expect(told([grandmother, father], true, ({ id }) => id === 'father')).toEqual([['carer', 'grandmother']])
    expect(told([grandmother, father], true, ({ id }) => id === 'grandmother')).toEqual([
      ['carer', null],
      ['parent', 'father'],
    ])
  })
})

describe('who is withheld', () => {
  const withheld = [{ pupilId: 'child', relation: 'father', person: father }]

  it('H-04: the entry, and in the same file whoever has the name or the number', () => {
    expect(isWithheld(father, 'child', withheld)).toBe(true)
    expect(isWithheld(one('x', { name: father.name }), 'child', withheld)).toBe(true)
    expect(isWithheld(one('x', { phoneMasked: father.phoneMasked }), 'child', withheld)).toBe(true)
    expect(isWithheld(mother, 'child', withheld)).toBe(false)
  })

  it('H-04: in the file of another child only who is surely the same', () => {
    expect(isWithheld(one('x', { phoneMasked: father.phoneMasked }), 'other', withheld)).toBe(true)
    expect(isWithheld(one('x', { name: father.name }), 'other', withheld)).toBe(false)
    expect(isWithheld(one('x', { name: father.name, phoneMasked: null }), 'other', withheld)).toBe(true)
  })

  it('H-04: whose entry is gone is known by what the person is to the child', () => {
    const gone = [{ pupilId: 'child', relation: 'father', person: undefined }]
    expect(isWithheld(one('x', { relation: 'father' }), 'child', gone)).toBe(true)
    expect(isWithheld(one('x', { relation: 'father' }), 'other', gone)).toBe(false)
    expect(isWithheld(mother, 'child', gone)).toBe(false)
  })
})
