import type { ColumnMap } from './fields.ts'
import { type Cell, cellText, isBlankCell } from './sheet.ts'
import { compact } from './text.ts'

export type SkipReason = 'blank' | 'repeated header' | 'subtotal' | 'totals' | 'signature'

const TOTALS = /^(?:合计|总计|总数|共计|累计|合计人数|总人数)/u
const SUBTOTAL = /^(?:小计|本页合计|本班合计|本页小计|班级合计)/u
const SIGNATURE =
  /^(?:填表人|填报人|制表人?|审核人?|校长|班主任|负责人|经办人|联系人|填表日期|填报日期|日期|签字|签名|盖章|单位|说明|注|备注)(?:[(（].*?[)）])?[签字名盖章]*[:：]|(?:签字|签名|盖章|公章)[)）]?[:：]?$/u

/** Columns that say nothing about a pupil by themselves: a numbered but otherwise empty line is a blank row. */
const NOT_TELLING = new Set(['rowNumber', 'age'])

/** Why a row below the header is no pupil (K-77), or undefined when it is one. */
export function skipReason(
  cells: readonly Cell[],
  map: ColumnMap,
  repeatsHeader: (cells: readonly Cell[]) => boolean,
): SkipReason | undefined {
  if (repeatsHeader(cells)) return 'repeated header'
  const idColumn = map.idNumber
  const hasId = idColumn !== undefined && /\d{6}/u.test(cellText(cells[idColumn]))
  if (!hasId) {
    const texts = cells.filter((cell) => !isBlankCell(cell)).map((cell) => compact(cellText(cell)))
    const first = texts.slice(0, 3)
    if (first.some((text) => SUBTOTAL.test(text))) return 'subtotal'
    if (first.some((text) => TOTALS.test(text))) return 'totals'
    if (texts.length <= 8 && texts.some((text) => SIGNATURE.test(text))) return 'signature'
  }
  const telling = Object.entries(map).some(
    ([field, column]) => !NOT_TELLING.has(field) && !isBlankCell(cells[column]),
  )
  return telling ? undefined : 'blank'
}
