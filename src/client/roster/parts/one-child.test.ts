import { expect, test } from 'vitest'
import { emptyChild, faultsOf, oneRowFile, type OneChild } from './one-child.ts'

const TODAY = '2026-11-23'
const child: OneChild = {
  ...emptyChild,
  name: '林小满',
  sex: '女',
  className: '三年级(1)班',
  birthDate: '2017-05-04',
  'father.name': '林树',
  'father.phone': '15412895824',
  'father.awayFrom': '2026-02-20',
}

test('a sound child has no fault; blank it says what is missing, by the field', () => {
  expect(faultsOf(child, TODAY)).toEqual({})
  expect(faultsOf(emptyChild, TODAY)).toEqual({
    name: 'name-missing',
    sex: 'sex-missing',
    className: 'class-missing',
    birthDate: 'birth-missing',
  })
})

test('K-70: a number with a wrong digit, a phone that is none and a day of birth to come are told at once', () => {
  const wrong = { ...child, idNumber: '529982201710073497', 'father.phone': '1541289' }
  expect(faultsOf(wrong, TODAY)).toEqual({ idNumber: 'id-checksum', 'father.phone': 'phone-invalid' })
  expect(faultsOf({ ...child, birthDate: '2027-01-01' }, TODAY)).toEqual({ birthDate: 'birth-impossible' })
})

test('is a roster of one row, whatever is written in it', async () => {
  const file = oneRowFile({ ...child, address: '禾溪镇"三组",=1+1' }, 'x.csv')
  const [head = '', row = '', ...rest] = (await file.text()).split('\r\n')
  expect(head).toBe(
    '"姓名","性别","班级名称","出生日期","现住址","父亲姓名","父亲联系电话","父亲外出开始日期"',
  )
  expect(row).toContain('"禾溪镇""三组"",=1+1"')
  expect(rest).toEqual([''])
})
