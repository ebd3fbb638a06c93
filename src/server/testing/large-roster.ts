import { readFileSync } from 'node:fs'
import readExcelFile from 'read-excel-file/node'
import writeExcelFile from 'write-excel-file/node'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The check sign of GB 11643 over 17 digits. */
const checkSign = (digits: string): string =>
  '10X98765432'.charAt(WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(digits.charAt(at)), 0) % 11)

/** The clean sample's rows again and again, each pupil with a number of its own, as .xlsx: for measuring. */
export async function makeLargeRoster(rows: number): Promise<Buffer> {
  const sample = readFileSync(new URL('samples/roster-clean.xlsx', import.meta.url))
  const [sheet] = await readExcelFile(sample)
  const [header = [], ...body] = sheet?.data ?? []
  const idAt = header.indexOf('身份证件号')
  const nameAt = header.indexOf('姓名')
  const table = Array.from({ length: rows }, (_, index) => {
    const round = Math.floor(index / body.length)
    const cells = [...(body[index % body.length] ?? [])]
    const old = String(cells[idAt])
    // The county code tells the rounds apart; sex is in the last digit of the sequence, which stays.
    const digits = `52${String(9900 + round)}${old.slice(6, 17)}`
    cells[idAt] = digits + checkSign(digits)
    cells[nameAt] = String(cells[nameAt])
    return cells.map((cell) => ({ value: cell === null ? '' : String(cell) }))
  })
  return writeExcelFile([header.map((cell) => ({ value: String(cell) })), ...table], {}).toBuffer()
}
