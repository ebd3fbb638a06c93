import { utils, write } from '@e965/xlsx'
import { strToU8, zipSync } from 'fflate'

/** A small list as a teacher keeps it: header, two pupils. Invented; the county code does not exist. */
export const SMALL_LIST: readonly (readonly string[])[] = [
  ['姓名', '性别', '班级', '出生日期', '身份证号', '联系电话'],
  ['姚恒鑫', '男', '三(1)班', '2017/10/7', '529982201710073496', '19463209264'],
  ['董梅思', '女', '三(1)班', '2018-08-26', '52998220180826782X', '19447926426'],
]

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** A row of text cells. */
export function textRow(row: number, values: readonly string[]): string {
  const cells = values.map(
    (value, index) =>
      `<c r="${String.fromCharCode(65 + index)}${row}" t="inlineStr"><is><t>${escapeXml(value)}</t></is></c>`,
  )
  return `<row r="${row}">${cells.join('')}</row>`
}

export function sheetXml(rows: string, before = '', after = ''): string {
  return `${XML}<worksheet xmlns="${MAIN}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`
}

/** The parts of a one-sheet .xlsx; a test changes, adds or drops parts. */
export function xlsxParts(
  sheet: string = sheetXml(SMALL_LIST.map((row, index) => textRow(index + 1, row)).join('')),
): Record<string, string> {
  return {
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/styles.xml': `${XML}<styleSheet xmlns="${MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': sheet,
  }
}

export function zipParts(parts: Record<string, string | Uint8Array>): Buffer {
  const files = Object.entries(parts).map(([name, part]) => [
    name,
    typeof part === 'string' ? strToU8(part) : part,
  ])
  return Buffer.from(zipSync(Object.fromEntries(files) as Record<string, Uint8Array>))
}

/** A legacy binary .xls with a hidden third column. */
export function biffFile(
  rows: readonly (readonly unknown[])[] = SMALL_LIST,
  bookType: 'biff8' | 'biff5' = 'biff8',
): Buffer {
  const book = utils.book_new()
  const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]))
  sheet['!cols'] = [{}, {}, { hidden: true }]
  utils.book_append_sheet(book, sheet, '名单')
  return write(book, { type: 'buffer', bookType, cellStyles: true }) as Buffer
}

/** The list as the HTML that many systems send out under the name .xls. */
export function htmlFile(rows: readonly (readonly string[])[] = SMALL_LIST): string {
  const lines = rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeXml(cell)}</td>`).join('')}</tr>`)
  const title = `<tr><th colspan="${rows[0]?.length ?? 1}">学生名单&nbsp;</th></tr>`
  return `<!DOCTYPE html><html><head><meta charset="gb2312"><style>td{mso-number-format:"\\@"}</style></head><body><table border="1">${title}${lines.join('\n')}</table></body></html>`
}
