import { describe, expect, it } from 'vitest'

import { type ColumnMap, FIELD_KEYS, fieldLabel } from './fields.ts'
import { findHeader } from './find-header.ts'
import { type NormaliseInput, normaliseRoster } from './normalise.ts'
import type { Cell, Merge, RosterSheet } from './sheet.ts'

const sheetOf = (rows: readonly (readonly Cell[])[], merges: Merge[] = []): RosterSheet => ({
  name: '名单',
  hidden: false,
  hiddenColumns: [],
  merges,
  rows: rows
    .map((cells, index) => ({ row: index + 1, cells: [...cells] }))
    .filter(({ cells }) => cells.length > 0),
})

const HEAD = ['姓名', '性别', '班级', '出生日期', '身份证号']
const YAO = ['姚恒鑫', '男', '三(1)班', '2017-10-07', '529982201710073496']
const DONG = ['董梅思', '女', '三(1)班', '2018-08-26', '52998220180826782X']

function normalise(rows: readonly (readonly Cell[])[], options: Partial<NormaliseInput> = {}) {
  const sheet = sheetOf(rows)
  const header = findHeader(sheet)
  if (header === undefined) throw new Error('no header')
  const { map, headerRows } = header
  return normaliseRoster({ sheet, map, headerRows, knownClasses: [], asOf: '2026-09-01', ...options })
}

describe('the header', () => {
  it('below a title with two cells and a note', () => {
    const found = findHeader(sheetOf([['某校名单', '2026年'], [], ['说明：请核对'], HEAD, YAO]))
    expect(found?.headerRows).toEqual([4])
    expect(found?.map).toEqual({ name: 0, sex: 1, className: 2, birthDate: 3, idNumber: 4 })
  })

  it('in two rows where the upper one tells whose column it is', () => {
    const merges = [
      { top: 1, left: 1, bottom: 1, right: 2 },
      { top: 1, left: 3, bottom: 1, right: 4 },
    ]
    const rows = [
      ['学生姓名', '父亲', null, '母亲', null],
      [null, '姓名', '联系电话', '姓名', '联系电话'],
      ['姚恒鑫', '姚文泽', '15412895824', '侯洁语', '19463209264'],
    ]
    const map = { name: 0, 'father.name': 1, 'father.phone': 2, 'mother.name': 3, 'mother.phone': 4 }
    expect(findHeader(sheetOf(rows, merges))).toMatchObject({ headerRows: [1, 2], map })
    // A CSV has no merged areas: the upper head stands over the first of its columns.
    expect(findHeader(sheetOf(rows))).toMatchObject({ headerRows: [1, 2], map })
  })

  it('knows every field by its own name, and no field twice', () => {
    const labels = FIELD_KEYS.map(fieldLabel)
    expect(new Set(labels).size).toBe(labels.length)
    const map = findHeader(sheetOf([labels]))?.map
    expect(map).toEqual(Object.fromEntries(FIELD_KEYS.map((field, index) => [field, index])))
  })

  it("is not found where no row names a pupil's column", () => {
    expect(
      findHeader(
        sheetOf([
          ['通知', '开会'],
          ['9月5日', '会议室'],
        ]),
      ),
    ).toBeUndefined()
  })
})

describe('rows', () => {
  it('K-72: the first sound row of a pupil counts, later ones are refused', () => {
    const roster = normalise([HEAD, YAO, [...YAO.slice(0, 3), '2017/10/7', '529982 20171007 3496']])
    expect(roster.rows.map((row) => [row.status, row.refusedFor[0]?.reason, row.otherRow])).toEqual([
      ['corrected', undefined, undefined],
      ['refused', 'id-duplicate', 2],
    ])
  })

  it('K-72: a first row that is refused for another reason gives way to the second', () => {
    const roster = normalise([HEAD, ['姚恒鑫', '男', '九(9)班', ...YAO.slice(3)], YAO], {
      knownClasses: ['三年级(1)班'],
    })
    expect(roster.rows.map((row) => row.status)).toEqual(['refused', 'corrected'])
  })

  it('K-72: one ID number under two names refuses both', () => {
    const roster = normalise([HEAD, YAO, ['王安', ...YAO.slice(1)]])
    expect(roster.rows.map((row) => row.refusedFor)).toEqual(
      Array.from({ length: 2 }, () => [{ field: '身份证件号', reason: 'id-conflict' }]),
    )
  })

  it('K-71: a blank sex and a month-only birth date come from the ID number, shown as such', () => {
    const [row] = normalise([HEAD, ['姚恒鑫', '', '三(1)班', '2017年10月', YAO[4] ?? '']]).rows
    expect(row?.fields).toMatchObject({ sex: 'male', birthDate: '2017-10-07' })
    expect(row?.warnings).toEqual([{ field: '出生日期', reason: 'birth-taken-from-id' }])
  })

  it('K-71: a month that disagrees with the ID number is refused', () => {
    expect(
      normalise([HEAD, ['姚恒鑫', '男', '三(1)班', '2017年9月', YAO[4] ?? '']]).summary.refusedByReason,
    ).toEqual({ 'birth-id-mismatch': 1 })
  })

  it('K-70: without papers a pupil is taken when sex and birth date are told, else refused', () => {
    const roster = normalise([HEAD, [...YAO.slice(0, 4), '暂无'], ['王安', '', '三(1)班', '', '无']])
    expect(roster.rows[0]?.warnings).toEqual([{ field: '身份证件号', reason: 'id-missing' }])
    expect(roster.rows[1]?.refusedFor.map((one) => one.reason)).toEqual(['sex-missing', 'birth-missing'])
  })

  it('a passport is kept as it is written', () => {
    const [row] = normalise([
      [...HEAD, '身份证件类型'],
      [...YAO.slice(0, 4), 'E12345678', '护照'],
    ]).rows
    expect(row?.fields).toMatchObject({ idNumber: 'E12345678', idKind: 'other' })
  })

  it('numbered but empty lines, subtotals, totals and signatures are skipped', () => {
    const roster = normalise([
      ['序号', ...HEAD],
      ['1', ...YAO],
      ['2', null, null, null, null, null],
      ['小计', '1人'],
      ['序号', ...HEAD],
      ['2', ...DONG],
      ['合计', '2人'],
      ['班主任签字：', null, null, '日期：'],
    ])
    expect(roster.skipped).toEqual([
      { row: 3, why: 'blank' },
      { row: 4, why: 'subtotal' },
      { row: 5, why: 'repeated header' },
      { row: 7, why: 'totals' },
      { row: 8, why: 'signature' },
    ])
    expect(roster.summary.dataRows).toBe(2)
  })

  it('the whole sheet may be one class', () => {
    const rows = [HEAD, ['姚恒鑫', '男', '', ...YAO.slice(3)]]
    expect(normalise(rows).summary.refusedByReason).toEqual({ 'class-missing': 1 })
    expect(normalise(rows, { defaultClassName: '三(1)班' }).rows[0]?.fields?.className).toBe('三年级(1)班')
  })

  it("the user's map counts, not the names of the columns", () => {
    const map: ColumnMap = { name: 1, sex: 0, className: 2, birthDate: 3, idNumber: 4 }
    const rows = [HEAD, ['男', '姚恒鑫', ...YAO.slice(2)]]
    expect(normalise(rows, { map }).rows[0]?.fields).toMatchObject({ name: '姚恒鑫', sex: 'male' })
  })
})

describe('K-76: members and carer', () => {
  const head = [
    ...HEAD,
    '成员1姓名',
    '成员1关系',
    '成员1是否监护人',
    '成员1外出务工地',
    '成员1外出开始日期',
    '成员1返乡日期',
    '平时谁带',
  ]
  const memberOf = (...cells: Cell[]) => normalise([head, [...YAO, ...cells]]).rows[0]?.fields?.members[0]

  it.each([
    [['已故', '父亲', '否', '', '', ''], 'dead', false],
    [['不详', '父亲', '否', '', '', ''], 'unknown', false],
    [['姚文泽', '父亲', '否', '', '', ''], 'home', true],
    [['姚文泽', '父亲', '是', '上海市', '2025-03-01', ''], 'away', false],
    [['姚文泽', '父亲', '是', '上海市', '三年多了', '没回来'], 'away', false],
    [['姚文泽', '父亲', '是', '上海市', '2025-03-01', '2026-09-01'], 'home', false],
    [['姚文泽', '父亲', '是', '上海市', '2025-03-01', '2026-09-02'], 'away', false],
    [['姚文泽', '父亲', '是', '上海市', '2026-09-02', ''], 'home', false],
  ])('%j is %s on the as-of date', (cells, state, withoutCapacity) => {
    expect(memberOf(...cells)).toMatchObject({ state, withoutCapacity })
  })

  it('nobody, or nobody known, as carer is urgent', () => {
    const carers = ['没人', '不确定', '奶奶'].map(
      (word) => normalise([head, [...YAO, '', '', '', '', '', '', word]]).rows[0]?.fields?.carer,
    )
    expect(carers.map((carer) => [carer?.relation, carer?.urgent])).toEqual([
      ['无人', true],
      ['不确定', true],
      ['祖母', false],
    ])
  })
})
