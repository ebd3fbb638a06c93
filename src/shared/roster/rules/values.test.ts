import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { classLookup, formatClassName, parseClassName } from './class-name.ts'
import { dateFromSerial, localDate, readDate } from './dates.ts'
import { ETHNIC_GROUPS, findEthnicGroup } from './ethnic-groups.ts'
import { isPersonName, normaliseName, readFate } from './names.ts'
import { normalisePhone } from './phone.ts'
import { isNobody, normaliseRelation, relationCode } from './relations.ts'
import { compact, safeCellText, toHalfWidth } from './text.ts'

const anyText = fc.string({ unit: 'binary' })

describe('names', () => {
  it.each([
    ['程 秀', '程秀'],
    ['姚恒鑫\u3000', '姚恒鑫'],
    ['阿米娜•依明别克', '阿米娜·依明别克'],
    ['吐逊.玉素音', '吐逊·玉素音'],
    ['𫖯雨 ', '𫖯雨'],
    ['Anna  Lee ', 'Anna Lee'],
  ])('K-73: %j becomes %j', (from, to) => expect(normaliseName(from)).toBe(to))

  it.each(["=cmd|' /C calc'!A0", '+1+1', '@SUM(1)', '-2', '张三2', '(张三)', ''])('%j is no name', (text) => {
    expect(isPersonName(normaliseName(text))).toBe(false)
  })

  it.each(['𫖯雨', '古丽扎·托合提江', '〇一', "O'Neil", '\ue863小明'])('%j is a name', (text) => {
    expect(isPersonName(text)).toBe(true)
  })

  it('K-76: 已故 is dead, 不详 is unknown, a name is neither', () => {
    expect([readFate('已故'), readFate('不详'), readFate('姚文泽')]).toEqual(['dead', 'unknown', null])
  })

  it('K-73: a normalised name stays as it is', () => {
    fc.assert(fc.property(anyText, (text) => normaliseName(normaliseName(text)) === normaliseName(text)))
  })
})

describe('phones', () => {
  it.each([
    ['+86 19445076102', '19445076102'],
    ['008619445076102', '19445076102'],
    ['86-19445076102', '19445076102'],
    ['154-1160-9057', '15411609057'],
    ['１９４４２７９１２３１', '19442791231'],
    ['电话:19442791231', '19442791231'],
    ['19442791231(爸爸)', '19442791231'],
    ['0851-8123 4567', '085181234567'],
    ['(010)81234567', '01081234567'],
    ['="19442791231"', '19442791231'],
  ])('K-74: %j becomes %s', (from, to) => expect(normalisePhone(from)).toEqual({ ok: true, phone: to }))

  it.each([
    '无',
    '1544223098',
    '1548O057998',
    '194427912311',
    '12442791231',
    '19442791231/15442791231',
    '110',
  ])('K-74: %j is no phone', (text) => expect(normalisePhone(text)).toEqual({ ok: false }))

  it('K-74: a normalised phone stays as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1[3-9]\d{9}$/u), (phone) => {
        expect(normalisePhone(phone)).toEqual({ ok: true, phone })
        expect(normalisePhone(`+86 ${phone.slice(0, 3)}-${phone.slice(3)}`)).toEqual({ ok: true, phone })
      }),
    )
  })
})

describe('dates', () => {
  it.each([
    ['2015.9.1', '2015-09-01'],
    ['2015年9月1日', '2015-09-01'],
    ['20150901', '2015-09-01'],
    ['15.9.1', '2015-09-01'],
    ['２０１８－０２－１１', '2018-02-11'],
    ['2015/9/1 00:00:00', '2015-09-01'],
    ['43227', '2018-05-07'],
    [43068, '2017-11-29'],
    [43068.5, '2017-11-29'],
    [20150901, '2015-09-01'],
    [{ date: '2015-09-01' }, '2015-09-01'],
  ])('K-75: %j is %s', (cell, date) => expect(readDate(cell)).toEqual({ kind: 'full', date }))

  it.each(['2024年9月', '2024/9', '2024-09', '202409', '2024.9.', '24年9月'])(
    'K-75: %j is a month only',
    (text) => {
      expect(readDate(text)).toEqual({ kind: 'month', month: '2024-09' })
    },
  )

  it.each(['2017-2-30', '20171301', '2017-13', '2015.9.31'])('%j is no day of the calendar', (text) => {
    expect(readDate(text)).toEqual({ kind: 'impossible' })
  })

  it.each(['三年多了', '不记得', '2018', 2018.1, '9/1/2015', true])('%j cannot be read', (cell) => {
    expect(readDate(cell)).toEqual({ kind: 'unreadable' })
  })

  it('K-75: a date is read back from its own form and from its serial', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 80_000 }), (serial) => {
        const date = dateFromSerial(serial) ?? ''
        expect(readDate(date)).toEqual({ kind: 'full', date })
        expect(readDate(serial)).toEqual({ kind: 'full', date })
      }),
    )
    expect(localDate(2024, 2, 29)).toBe('2024-02-29')
    expect(localDate(2023, 2, 29)).toBeUndefined()
  })
})

describe('classes', () => {
  it.each([
    '三(1)班',
    '三（１）',
    '三年级1班',
    '三1班',
    '3.1',
    '301',
    '小学三年级(1)班',
    '三年级（一）班',
    '3年级1班',
    '三年级 (1) 班',
  ])('%j is class 1 of grade 3', (text) => expect(parseClassName(text)).toEqual({ grade: 3, number: 1 }))

  it.each([
    ['初一(2)班', 7, 2],
    ['初中三年级1班', 9, 1],
    ['七年级十一班', 7, 11],
    ['高二(3)班', 11, 3],
  ])('%s is grade %i class %i', (text, grade, number) =>
    expect(parseClassName(text)).toEqual({ grade, number }),
  )

  it("a class is found in any form and bears the school's own name; others are unknown", () => {
    const find = classLookup(['三年级一班', '大班'])
    expect(find('3.1')?.className).toBe('三年级一班')
    expect(find(' 大班')?.className).toBe('大班')
    expect(find('九年级(7)班')).toBeUndefined()
  })

  it('without known classes every name is taken', () => {
    const find = classLookup([])
    expect(find('三1班')).toEqual({ className: '三年级(1)班', parts: { grade: 3, number: 1 } })
    expect(find('大班')).toEqual({ className: '大班', parts: undefined })
  })

  it('a class name is read back from its own form', () => {
    const parts = fc.record({
      grade: fc.integer({ min: 1, max: 12 }),
      number: fc.integer({ min: 1, max: 30 }),
    })
    fc.assert(
      fc.property(parts, (one) => {
        expect(parseClassName(formatClassName(one))).toEqual(one)
      }),
    )
  })
})

describe('ethnic groups and relations', () => {
  it('GB/T 3304: 56 groups, 36 is 毛南族, 46 is 德昂族', () => {
    expect(ETHNIC_GROUPS).toHaveLength(56)
    expect([ETHNIC_GROUPS[35]?.name, ETHNIC_GROUPS[45]?.name, ETHNIC_GROUPS[55]?.name]).toEqual([
      '毛南族',
      '德昂族',
      '基诺族',
    ])
    expect(ETHNIC_GROUPS.every((group) => findEthnicGroup(group.name) === group.name)).toBe(true)
  })

  it('takes 汉, 汉 族, 03 and leaves what no standard has', () => {
    expect(['汉', '土家 族', '\u3000回族', '03', '汗族', '本地'].map(findEthnicGroup)).toEqual([
      '汉族', '土家族', '回族', '回族', undefined, undefined,
    ]) // prettier-ignore
  })

  it('GB/T 4761: 爷爷 is 祖父 (61); words it lacks stay', () => {
    expect(normaliseRelation('爷爷')).toBe('祖父')
    expect(relationCode('祖父')).toBe('61')
    expect(['外婆', '妈妈', '没人', '父母的朋友', ' '].map(normaliseRelation)).toEqual([
      '外祖母',
      '母亲',
      '无人',
      '父母的朋友',
      null,
    ])
    expect([isNobody('无人'), isNobody('不确定'), isNobody('邻居')]).toEqual([true, true, false])
  })

  it('a normalised relation stays as it is', () => {
    fc.assert(
      fc.property(fc.constantFrom('爸爸', '姥姥', '后妈', '大伯', '小姨', '姑姑', '太爷爷'), (word) => {
        const relation = normaliseRelation(word) ?? ''
        expect(normaliseRelation(relation)).toBe(relation)
      }),
    )
  })
})

describe('text', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'K-77: %j is made harmless when written out',
    (text) => {
      expect(safeCellText(text)).toBe(`'${text}`)
    },
  )

  it('K-77: other text is written as it stands', () => expect(safeCellText('禾溪镇=1')).toBe('禾溪镇=1'))

  it('half-width and compact text stay as they are', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(toHalfWidth(toHalfWidth(text))).toBe(toHalfWidth(text))
        expect(compact(compact(text))).toBe(compact(text))
      }),
    )
  })
})
