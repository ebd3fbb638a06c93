import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldName, suspicion, type Entry } from '#shared/duplicates/rules/suspect.ts'

const entry = (over: Partial<Entry> = {}): Entry => ({
  name: '林晓满',
  pinyin: 'linxiaoman',
  birthDate: '2017-05-04',
  parents: [],
  ...over,
})

describe('C03: the same child twice', () => {
  it.each([
    ['the same name and birthday', {}, ['sameName', 'sameBirth']],
    ['a variant character', { name: '林曉满' }, ['variantName', 'sameBirth']],
    ['blanks and width', { name: '林 晓满' }, ['variantName', 'sameBirth']],
    ['other characters, read alike', { name: '林小曼' }, ['samePinyin', 'sameBirth']],
    ['day and month exchanged', { birthDate: '2017-04-05' }, ['sameName', 'nearBirth']],
    ['a digit in the year', { birthDate: '2016-05-04' }, ['sameName', 'nearBirth']],
  ] as const)('%s', (_what, over, reasons) => {
    expect(suspicion(entry(), entry(over))).toEqual(reasons)
  })

  it('a name that is only alike needs a parent of the same name', () => {
    const other = { name: '林晓蔓蔓'.slice(0, 3), pinyin: 'linxiaowan' }
    expect(suspicion(entry(), entry(other))).toEqual([])
    const parents = ['林大山']
    expect(suspicion(entry({ parents }), entry({ ...other, parents }))).toEqual([
      'similarName',
      'sameBirth',
      'sameParent',
    ])
  })

  it('K-72: namesakes of another age and twins of another name are two children', () => {
    expect(suspicion(entry(), entry({ birthDate: '2015-11-20' }))).toEqual([])
    const parents = ['林大山', '周小溪']
    expect(suspicion(entry({ parents }), entry({ name: '林朝阳', pinyin: 'linzhaoyang', parents }))).toEqual(
      [],
    )
  })

  it('does not depend on the order of the two, and an entry is always like itself', () => {
    const entries = fc.record({
      name: fc.constantFrom('林晓满', '林曉滿', '林小曼', '林晓蔓', '周岁岁', '周嵗嵗'),
      pinyin: fc.constantFrom('linxiaoman', 'zhousuisui', ''),
      birthDate: fc.constantFrom('2017-05-04', '2017-04-05', '2017-05-06', '2014-12-31'),
      parents: fc.subarray(['林大山', '周小溪', '张某']),
    })
    fc.assert(
      fc.property(entries, entries, (a, b) => {
        expect(suspicion(a, b)).toEqual(suspicion(b, a))
        expect(suspicion(a, a).slice(0, 2)).toEqual(['sameName', 'sameBirth'])
      }),
    )
  })

  it('folding twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => foldName(foldName(name)) === foldName(name)),
      // A sign that stands on a blank joins the one before when the blank is gone.
      { examples: [['㎀˘']] },
    )
  })
})
