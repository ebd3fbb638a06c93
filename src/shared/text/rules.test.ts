import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseName } from '#shared/roster/rules/names.ts'
import { cellText, isBlankCell } from '#shared/roster/rules/sheet.ts'
import { readValue } from '#shared/children/rules/fields-values.ts'
import { withoutUnseen } from './rules.ts'
import { shortText } from './schema.ts'

const CODES =
  '202a 202b 202c 202d 202e 2066 2067 2068 2069 200e 200f 061c 200b feff 2060 00ad 034f 115f 2063 206a 3164 ffa0 fffa e0041'
const UNSEEN = CODES.split(' ').map((code) => String.fromCodePoint(Number.parseInt(code, 16)))

describe('names and short texts', () => {
  it('hold no sign that nobody sees, wherever it stood, and nothing else is lost', () => {
    const piece = fc.constantFrom(...UNSEEN, '林', '满', 'A', 'é', ' ', '·', '7')
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const seen = pieces.filter((one) => !UNSEEN.includes(one)).join('')
        expect(withoutUnseen(pieces.join(''))).toBe(seen)
      }),
    )
  })

  it('are the same when they are read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(withoutUnseen(withoutUnseen(text))).toBe(withoutUnseen(text))
      }),
    )
  })

  it('keep the joiners of scripts that need them, and lose those between Chinese and Latin letters', () => {
    for (const word of ['ᠨ\u180eᠠ', 'می‌خواهم', 'क्‍ष', '👩‍🏫']) expect(withoutUnseen(word)).toBe(word)
    expect(withoutUnseen('林\u200d小\u200c满 A\u200db\u200c')).toBe('林小满 Ab')
  })

  it('a text of nothing else is empty', () => {
    expect(shortText().min(1).safeParse(UNSEEN.join('')).success).toBe(false)
    expect(shortText().max(2).parse('\u202e林满\u202c')).toBe('林满')
  })

  it('come from a sheet and into a field of the file the same way', () => {
    expect(normaliseName(cellText('\u202e林\u2066小满'))).toBe('林小满')
    expect(isBlankCell('\u200b\ufeff')).toBe(true)
    expect(readValue({ key: 'own.x', kind: 'text', tier: 'basic' }, ' 水\u202e库\u200b ')).toEqual({
      ok: true,
      value: '水库',
    })
  })
})
