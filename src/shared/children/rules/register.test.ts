import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EXTRA_FIELD_KEYS } from '#shared/roster/rules/fields.ts'
import { FIELD_RULES } from './fields.ts'
import { readValue } from './fields-values.ts'
import { fieldsFromRegister, REGISTER_COLUMNS } from './register.ts'

describe('what the register answers of a file', () => {
  it('reads the words of the register into the codes of the file', () => {
    expect(
      fieldsFromRegister({
        formerName: ' 林小苗 ', bloodType: 'ab型', talent: '画画、唱歌', onlyChild: '否', schoolDistance: '500米',
        schoolTransport: '步行或校车', health: '健康或良好', nativePlace: '测试县', householdPlaceCode: '350000',
      }),
    ).toEqual({
      formerName: '林小苗', bloodType: 'AB', talents: '画画、唱歌', onlyChild: 'no', schoolDistance: '0.5',
      travel: 'walk,schoolBus', health: '健康或良好', nativePlace: '测试县', hukouPlace: '350000',
    }) // prettier-ignore
  })

  it('leaves alone what says nothing or cannot be read', () => {
    expect(
      fieldsFromRegister({ formerName: '无', bloodType: '熊猫', talent: '——', onlyChild: '不清楚', schoolDistance: '很远', schoolTransport: '飞' }),
    ).toEqual({}) // prettier-ignore
    expect(fieldsFromRegister({ bloodType: '血型未知' })).toEqual({ bloodType: 'unknown' })
  })

  it('its columns are those of an import, and whatever is written in them gives sound values only', () => {
    const known: readonly string[] = EXTRA_FIELD_KEYS
    expect(REGISTER_COLUMNS.filter((key) => !known.includes(key))).toEqual([])
    const told = fc.dictionary(fc.constantFrom(...REGISTER_COLUMNS), fc.string({ maxLength: 80 }))
    fc.assert(
      fc.property(told, (row) => {
        for (const [key, value] of Object.entries(fieldsFromRegister(row))) {
          const rule = FIELD_RULES.find((one) => one.key === key)
          expect(rule && readValue(rule, value ?? '')).toEqual({ ok: true, value })
        }
      }),
    )
  })
})
