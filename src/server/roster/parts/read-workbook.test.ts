import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'

import type { RosterSheet } from '#shared/roster/rules/sheet.ts'

import {
  biffFile,
  htmlFile,
  sheetXml,
  SMALL_LIST,
  textRow,
  xlsxParts,
  zipParts,
} from '#server/testing/roster-files.ts'
import { readWorkbook } from './read-workbook.ts'

const csvText = (delimiter: string): string => SMALL_LIST.map((row) => row.join(delimiter)).join('\r\n')

async function firstSheet(bytes: Buffer): Promise<RosterSheet> {
  const file = await readWorkbook(bytes)
  if (!file.ok || file.sheets[0] === undefined) throw new Error(`refused: ${JSON.stringify(file)}`)
  return file.sheets[0]
}
const valuesOf = (sheet: RosterSheet): unknown[][] => sheet.rows.map((row) => row.cells)

describe('files that are read', () => {
  it.each([
    ['UTF-8', Buffer.from(csvText(','))],
    ['UTF-8 with BOM', Buffer.from(`\ufeff${csvText(',')}`)],
    ['GB18030', iconv.encode(csvText(','), 'gb18030')],
    ['semicolons', Buffer.from(csvText(';'))],
    ['tabs, UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csvText('\t'), 'utf16le')])],
  ])('CSV: %s', async (_, bytes) => {
    const sheet = await firstSheet(bytes)
    expect(valuesOf(sheet)).toEqual(SMALL_LIST)
    expect(sheet.rows.map((row) => row.row)).toEqual([1, 2, 3])
  })

  it('CSV: a rare character of GB18030 and a quoted line break survive', async () => {
    const sheet = await firstSheet(iconv.encode('姓名,备注\n𫖯雨,"一\n二"\n\n王安,=1+1\n', 'gb18030'))
    expect(sheet.rows).toEqual([
      { row: 1, cells: ['姓名', '备注'] },
      { row: 2, cells: ['𫖯雨', '一\n二'] },
      { row: 4, cells: ['王安', '=1+1'] },
    ])
  })

  it('HTML under the name .xls, in GB18030, with its title row', async () => {
    const sheet = await firstSheet(iconv.encode(htmlFile(), 'gb18030'))
    expect(valuesOf(sheet).slice(1)).toEqual(SMALL_LIST)
    expect(sheet.merges).toEqual([{ top: 1, left: 0, bottom: 1, right: 5 }])
  })

  it('HTML: spans down keep the columns in place', async () => {
    const html =
      '<table><tr><td rowspan=2>序号<td colspan=2>孩子<tr><td>姓名<td>性别<tr><td>1<td>王安<td>男</table>'
    expect(valuesOf(await firstSheet(Buffer.from(html)))).toEqual([
      ['序号', '孩子', null],
      [null, '姓名', '性别'],
      ['1', '王安', '男'],
    ])
  })

  it('BIFF .xls with a hidden column and a date cell', async () => {
    const sheet = await firstSheet(
      biffFile([
        ['姓名', '生日', '旧号'],
        ['王安', new Date(Date.UTC(2017, 9, 7)), 7],
      ]),
    )
    expect(sheet.hiddenColumns).toEqual([2])
    expect(valuesOf(sheet)).toEqual([
      ['姓名', '生日', '旧号'],
      ['王安', { date: '2017-10-07' }, 7],
    ])
  })

  it('BIFF5 .xls, older than Unicode, in code page 936', async () => {
    const bytes = biffFile([['NAME', 'SEX']], 'biff5')
    // The writer knows no Chinese here: the bytes of a label and the record of the code page are put in.
    bytes.write(iconv.encode('姓名', 'gbk').toString('latin1'), bytes.indexOf('NAME'), 'latin1')
    bytes.writeUInt16LE(936, bytes.indexOf(Buffer.from([0x42, 0, 2, 0])) + 4)
    expect(valuesOf(await firstSheet(bytes))).toEqual([['姓名', 'SEX']])
  })

  it('K-77: a formula cell gives its stored value, one without is empty; text that looks like a formula is text', async () => {
    const row =
      '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>A1&amp;"x"</f><v>值</v></c><c r="C2" t="str"><f>A1</f></c><c r="D2" t="inlineStr"><is><t>=1+1</t></is></c><c r="E2" s="1"><v>43015</v></c></row>'
    const sheet = await firstSheet(zipParts(xlsxParts(sheetXml(textRow(1, ['姓名', '性别']) + row))))
    expect(valuesOf(sheet)[1]).toEqual([2, '值', null, '=1+1', { date: '2017-10-07' }])
  })

  it('.xlsx with hidden columns, gaps between rows and a prefix on every tag', async () => {
    const plain = sheetXml(
      `${textRow(3, ['姓名', '班级'])}${textRow(90_000, ['王安', '一(1)班'])}`,
      '<cols><col min="2" max="2" hidden="1"/></cols>',
    )
    const prefixed = plain
      .replaceAll(/<(\/?)([a-z])/giu, '<$1x:$2')
      .replace('xmlns=', 'xmlns:x=')
      .replace('<x:?', '<?')
    for (const xml of [plain, prefixed]) {
      const sheet = await firstSheet(zipParts(xlsxParts(xml)))
      expect(sheet.rows).toEqual([
        { row: 3, cells: ['姓名', '班级'] },
        { row: 90_000, cells: ['王安', '一(1)班'] },
      ])
      expect(sheet.hiddenColumns).toEqual([1])
    }
  })

  it('K-78: a million formatted empty rows is a sound file', async () => {
    const empty = Array.from(
      { length: 1_000_000 },
      (_, index) => `<row r="${index + 4}" s="1" customFormat="1"><c r="A${index + 4}" s="1"/></row>`,
    )
    const list = SMALL_LIST.map((row, index) => textRow(index + 1, row)).join('')
    const sheet = await firstSheet(zipParts(xlsxParts(sheetXml(list + empty.join('')))))
    expect(valuesOf(sheet)).toEqual(SMALL_LIST)
  }, 30_000)

  it('a value in the last column of the sheet costs nothing', async () => {
    const far = '<row r="4"><c r="A4" t="inlineStr"><is><t>王安</t></is></c><c r="XFD4"><v>1</v></c></row>'
    const sheet = await firstSheet(zipParts(xlsxParts(sheetXml(textRow(1, ['姓名', '性别']) + far))))
    expect(valuesOf(sheet)).toEqual([
      ['姓名', '性别'],
      ['王安', null],
    ])
  })
})
