import { MOST_ROSTER_BYTES } from '#shared/roster/rules/file-kind.ts'
import type { RosterSheet } from '#shared/roster/rules/sheet.ts'

export type FileKind = 'xlsx' | 'xls' | 'csv' | 'html'

/** Why a file is not read at all; each has its sentence on the screen. */
export type FileRefusalReason =
  | 'empty'
  | 'too-large'
  | 'unpacks-too-large'
  | 'document-type'
  | 'password'
  | 'truncated'
  | 'damaged'
  | 'wrong-type'
  | 'no-sheet'
  | 'too-many-rows'
  | 'took-too-long'
  | 'cancelled'

/** `detail` names what the file is (pdf, docx, png …) or the part at fault; never a cell's content. */
export type FileRefusal = { ok: false; reason: FileRefusalReason; detail: string | null }

export type Workbook = { ok: true; fileKind: FileKind; sheets: RosterSheet[] }
export type ReadFile = Workbook | FileRefusal

export type ReadLimits = {
  /** Bytes of the file itself. */
  fileBytes: number
  /** Bytes kept after unpacking: texts, styles, rows with values. */
  keptBytes: number
  /** Bytes unpacked in all; rows without values are counted here only, for a million of them is a sound file (K-78). */
  unpackedBytes: number
  /** Rows with values in one sheet. */
  rows: number
}

export const DEFAULT_LIMITS: ReadLimits = {
  fileBytes: MOST_ROSTER_BYTES,
  keptBytes: 100 * 2 ** 20,
  unpackedBytes: 2 * 2 ** 30,
  rows: 20_000,
}

/** Columns from the 257th on are not read. */
export const MAX_COLUMNS = 256

export function refuseFile(reason: FileRefusalReason, detail: string | null = null): FileRefusal {
  return { ok: false, reason, detail }
}

/** Carries a refusal out of nested readers; caught where the file is read, never seen outside this folder. */
export class FileRefused extends Error {
  readonly refusal: FileRefusal
  constructor(reason: FileRefusalReason, detail: string | null = null) {
    super(reason)
    this.refusal = refuseFile(reason, detail)
  }
}
