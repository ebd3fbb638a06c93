import { readCsv } from './csv.ts'
import { detectKind } from './detect.ts'
import { DEFAULT_LIMITS, FileRefused, type ReadFile, type ReadLimits, refuseFile } from './file-outcome.ts'
import { readHtmlTables } from './html-table.ts'
import { readXlsx } from './xlsx.ts'

async function readKnown(bytes: Buffer, limits: ReadLimits): Promise<ReadFile> {
  const kind = detectKind(bytes)
  if (typeof kind === 'object') return refuseFile('wrong-type', kind.other)
  switch (kind) {
    case 'empty':
      return refuseFile('empty')
    case 'encrypted-office':
      return refuseFile('password')
    case 'zip':
      return readXlsx(bytes, limits)
    case 'html':
      return readHtmlTables(bytes, limits)
    case 'text':
      return readCsv(bytes, limits)
    case 'xml-spreadsheet':
      if (/<!(?:DOCTYPE|ENTITY)/iu.test(bytes.toString('latin1'))) return refuseFile('document-type')
      return (await import('./xls.ts')).readXls(bytes, limits)
    case 'xls':
      return (await import('./xls.ts')).readXls(bytes, limits)
  }
}

/**
 * Reads a workbook of any kind by its content. Every fault of the file is an outcome, none an exception.
 * Call it in the worker only (readRosterInWorker): it holds the thread, and its memory is bounded there.
 */
export async function readWorkbook(bytes: Buffer, limits: ReadLimits = DEFAULT_LIMITS): Promise<ReadFile> {
  if (bytes.length > limits.fileBytes) return refuseFile('too-large')
  try {
    const file = await readKnown(bytes, limits)
    if (file.ok && file.sheets.every((sheet) => sheet.rows.length === 0)) return refuseFile('empty')
    return file
  } catch (error) {
    if (error instanceof FileRefused) return error.refusal
    return refuseFile('damaged')
  }
}
