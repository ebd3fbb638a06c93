import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOfFamily, isSamePerson, sexOfRelation, type Known } from './same-person.ts'

const known = fc.record({
  name: fc.constantFrom(null, '何晓云', '周兰'),
  sex: fc.constantFrom('male', 'female', 'unknown'),
  phones: fc.subarray(['13900000011', '13900000012', '13900000013'], { maxLength: 2 }),
})
const shared = (a: Known, b: Known): boolean => a.phones.some((phone) => b.phones.includes(phone))

describe('whether a helper is of a child’s family', () => {
  it('a number in common always says so, two numbers that differ never', () => {
    fc.assert(
      fc.property(known, known, (a, b) => {
        if (shared(a, b)) expect(isOfFamily(a, b)).toBe(true)
        else if (a.phones.length > 0 && b.phones.length > 0) expect(isOfFamily(a, b)).toBe(false)
      }),
    )
  })

  it('a name says so where nothing else tells the two apart, whoever is asked first', () => {
    fc.assert(
      fc.property(known, known, (a, b) => {
        expect(isOfFamily(a, b)).toBe(isOfFamily(b, a))
        if (isOfFamily(a, b) && !shared(a, b)) expect(a.name).toBe(b.name)
        if (isSamePerson(a, b)) expect(isOfFamily(a, b)).toBe(true)
      }),
    )
    const plain = { name: '何晓云', sex: 'unknown', phones: [] }
    expect(isOfFamily(plain, plain)).toBe(true)
    expect(isSamePerson(plain, plain)).toBe(false)
    expect(isOfFamily({ ...plain, sex: 'male' }, { ...plain, sex: 'female' })).toBe(false)
    expect(isOfFamily({ ...plain, name: null }, { ...plain, name: null })).toBe(false)
  })

  it('the sex of a relation', () => {
    const all = [
      'father',
      'stepMother',
      'maternalGrandfather',
      'fathersElderBrothersWife',
      'mothersBrother',
      'fathersSistersHusband',
      '其他',
    ]
    expect(all.map(sexOfRelation)).toEqual(['male', 'female', 'male', 'female', 'male', 'male', 'unknown'])
  })
})
