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
    const numbered = known.filter(({ phones }) => phones.length > 0)
    fc.assert(fc.property(numbered, numbered, (a, b) => isOfFamily(a, b) === shared(a, b)))
  })

  it('a name says so where nothing else tells the two apart, whoever is asked first', () => {
    fc.assert(
      fc.property(known, known, (a, b) => {
        const found = isOfFamily(a, b)
        return (
          found === isOfFamily(b, a) &&
          (!found || shared(a, b) || a.name === b.name) &&
          (!isSamePerson(a, b) || found)
        )
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
