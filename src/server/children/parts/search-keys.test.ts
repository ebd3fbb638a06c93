import { describe, expect, it } from 'vitest'
import { searchKeys, searchTokens } from '#server/children/parts/search-keys.ts'

const finds = (name: string, query: string): boolean => {
  const { grams } = searchKeys(name)
  return searchTokens(query)?.every((token) => grams.includes(token)) ?? false
}

describe('search keys', () => {
  it('K-73: a name is found by characters anywhere, full pinyin from any syllable on, and initials', () => {
    for (const query of [
      '林',
      '满',
      '小满',
      '林小满',
      '林 小满',
      'linxiaoman',
      'Lin Xiao',
      'xiaom',
      'lxm',
      'xm',
      'ＬＸ',
      '林xm',
    ])
      expect(finds('林小满', query), query).toBe(true)
    for (const query of ['林满', 'inxiao', 'lm', '王', '林小曼'])
      expect(finds('林小满', query), query).toBe(false)
  })

  it('reads surnames as surnames, ü as v or u, and passes over middle dots', () => {
    expect(searchKeys('单小满')).toMatchObject({ pinyin: 'shanxiaoman', initials: 'sxm' })
    expect(searchKeys('曾吕')).toMatchObject({ pinyin: 'zenglv' })
    expect(finds('吕明', 'lum') && finds('吕明', 'lvming') && finds('吕明', 'lüm')).toBe(true)
    expect(finds('阿依古丽·买买提', '古丽买') && finds('阿依古丽·买买提', '丽·买')).toBe(true)
  })

  it('keeps rare characters beyond the BMP whole, and finds nothing for signs alone', () => {
    expect(finds('王𠀀明', '𠀀') && finds('王𠀀明', '王𠀀')).toBe(true)
    expect(searchTokens(' ·%_ ')).toBeUndefined()
  })
})
