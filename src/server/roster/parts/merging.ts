import type { FieldChange } from '#shared/roster/schema.ts'
import type { Warning } from '#shared/roster/rules/row-notes.ts'
import type {
  AbsenceRecord,
  CarerRecord,
  MemberRecord,
  MembershipRecord,
  PupilRecord,
  Write,
} from '#server/roster/parts/records.ts'
import type { Vault } from '#server/vault/vault.ts'

/** What merging needs to know of the school. */
export interface MergeContext {
  readonly vault: Vault
  readonly asOf: string
  /** Classes that had pupils before; the first list of a class says nothing about when its pupils came. */
  readonly knownClassIds: ReadonlySet<string>
  /** Class ids by name; a class that is still to be created has the id it will get. */
  readonly classIds: ReadonlyMap<string, string>
  readonly classNames: ReadonlyMap<string, string>
  /** The file has columns of absences: a blank there says "at home". */
  readonly tellsAbsences: boolean
}

/** A pupil with everything an import may touch. */
export interface StoredPupil {
  readonly pupil: PupilRecord
  readonly memberships: readonly MembershipRecord[]
  readonly members: readonly MemberRecord[]
  readonly absences: readonly AbsenceRecord[]
  readonly carers: readonly CarerRecord[]
}

/** What a row comes to: rows to write, the changes in the person's words, what to look at. */
export interface Merged {
  readonly pupilId: string
  readonly writes: Write[]
  readonly changes: FieldChange[]
  readonly warnings: Warning[]
}

/** Whether a sealed value is another one; a blank in the file says nothing. */
export function differs(vault: Vault, sealed: Buffer | null, context: string, told: string | null): boolean {
  if (told === null) return false
  return sealed === null || vault.open(sealed, context) !== told
}

/** Whether a plain value is another one; a blank in the file says nothing. */
export const isNew = <T>(told: T | null, known: T | null): told is T => told !== null && told !== known

export const shown = (value: string | boolean | null): string | null =>
  value === null ? null : typeof value === 'boolean' ? (value ? 'yes' : 'no') : value
