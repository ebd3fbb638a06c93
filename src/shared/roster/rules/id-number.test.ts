import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { dateFromSerial } from './dates.ts'
import { checkIdNumber, idCheckCharacter, isNoIdYet, normaliseIdText, readIdNumber } from './id-number.ts'

const AS_OF = '2026-09-01'
const sound = fc
  .tuple(fc.integer({ min: 36_526, max: 46_000 }), fc.integer({ min: 0, max: 999 }))
  .map(([serial, sequence]) => {
    const digits = `529982${(dateFromSerial(serial) ?? '').replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
    return digits + idCheckCharacter(digits)
  })

describe('K-70: ID numbers (GB 11643)', () => {
  it('takes a sound number with its birth date and sex', () => {
    expect(checkIdNumber('529982201710073496', AS_OF, 'pupil')).toEqual({
      ok: true,
      idNumber: '529982201710073496',
      birthDate: '2017-10-07',
      sex: 'male',
    })
  })

  it.each([
    ['52998220509142787', 'id-length'],
    ['5299822016005175650', 'id-length'],
    ['529982201611247O94', 'id-char'],
    ['999982201710073496', 'id-province'],
    ['529982201702300134', 'id-date-impossible'],
    ['529982202710073498', 'id-date-impossible'],
    ['529982201710073497', 'id-checksum'],
    ['529982171007349', 'id-length'],
  ])('%s is refused: %s', (text, reason) => {
    expect(checkIdNumber(text, AS_OF, 'pupil')).toEqual({ ok: false, reason })
  })

  it('brings 15 digits of an adult to 18 in the century 19', () => {
    const check = checkIdNumber('529982801202229', AS_OF, 'adult')
    expect(check).toMatchObject({ ok: true, birthDate: '1980-12-02' })
  })

  it('refuses digits that a numeric cell or E+17 has lost', () => {
    expect(readIdNumber(529_982_201_608_012_000, AS_OF, 'pupil')).toEqual({
      kind: 'bad',
      reason: 'id-precision-lost',
    })
    expect(readIdNumber('5.29982E+17', AS_OF, 'pupil')).toEqual({ kind: 'bad', reason: 'id-precision-lost' })
  })

  it('"none yet" is a value', () => {
    expect(['', '无', '暂无', '办理中'].every(isNoIdYet)).toBe(true)
    expect(readIdNumber(null, AS_OF, 'pupil')).toEqual({ kind: 'none' })
  })

  it('the form is put right: blanks, apostrophe, full width, x', () => {
    const forms = [
      "'52998220170707368x",
      '529982 20170707 368X',
      '５２９９８２２０１７０７０７３６８Ｘ',
      '="52998220170707368X"',
      '52998220170707368X\u00a0',
    ]
    for (const form of forms) expect(normaliseIdText(form)).toBe('52998220170707368X')
  })

  it('every sound number passes, and fails with any one digit changed', () => {
    fc.assert(
      fc.property(
        sound,
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (id, place, step) => {
          expect(checkIdNumber(id, AS_OF, 'pupil').ok).toBe(true)
          const other = String((Number(id[place]) + step) % 10)
          expect(checkIdNumber(id.slice(0, place) + other + id.slice(place + 1), AS_OF, 'pupil').ok).toBe(
            false,
          )
        },
      ),
    )
  })

  it('every two neighbouring digits swapped are noticed', () => {
    fc.assert(
      fc.property(sound, fc.integer({ min: 0, max: 15 }), (id, place) => {
        const swapped = id.slice(0, place) + id.charAt(place + 1) + id.charAt(place) + id.slice(place + 2)
        fc.pre(swapped !== id)
        expect(checkIdNumber(swapped, AS_OF, 'pupil').ok).toBe(false)
      }),
    )
  })

  it('a normalised number stays as it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => normaliseIdText(normaliseIdText(text)) === normaliseIdText(text),
      ),
    )
  })
})
