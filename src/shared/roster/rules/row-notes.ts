import { type FieldKey, fieldLabel } from './fields.ts'
import { type Cell, cellRaw, cellText } from './sheet.ts'

export type Correction = { field: string; from: string | number; to: string }
export type Warning = { field: string; reason: string; raw?: string }
export type Refusal = { field: string; reason: string }
/** Something worth a look that changes nothing: a namesake, with the row it resembles. */
export type Notice = { field: string; reason: string; otherRow?: number }

/** What was found while one row was read; fields are told by their names in the school's language. */
export type RowNotes = {
  corrections: Correction[]
  warnings: Warning[]
  refusedFor: Refusal[]
  notices: Notice[]
}

export function emptyNotes(): RowNotes {
  return { corrections: [], warnings: [], refusedFor: [], notices: [] }
}

/** Notes a change of form when the value taken differs from what a person sees in the cell. */
export function noteCorrection(notes: RowNotes, field: FieldKey, cell: Cell | undefined, to: string): void {
  if (cellText(cell) !== to) notes.corrections.push({ field: fieldLabel(field), from: cellRaw(cell), to })
}

export function warn(notes: RowNotes, field: FieldKey, reason: string, cell?: Cell): void {
  const raw = cell === undefined ? {} : { raw: cellText(cell) }
  notes.warnings.push({ field: fieldLabel(field), reason, ...raw })
}

export function refuse(notes: RowNotes, field: FieldKey, reason: string): void {
  notes.refusedFor.push({ field: fieldLabel(field), reason })
}
