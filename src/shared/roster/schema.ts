import * as z from 'zod'

import { FIELD_KEYS, type FieldKey } from './rules/fields.ts'

/** A field a column can be mapped to. */
export const FieldKeySchema = z.enum(FIELD_KEYS as readonly [FieldKey, ...FieldKey[]])

/** Which column (from 0) holds which field; the user may correct it. */
export const ColumnMapSchema = z.partialRecord(FieldKeySchema, z.int().min(0).max(255))

export const FileRefusalReason = z.enum([
  'empty',
  'too-large',
  'unpacks-too-large',
  'document-type',
  'password',
  'truncated',
  'damaged',
  'wrong-type',
  'no-sheet',
  'too-many-rows',
  'took-too-long',
  'cancelled',
])

export const FileKind = z.enum(['xlsx', 'xls', 'csv', 'html'])
export const RowStatus = z.enum(['accepted', 'corrected', 'refused'])
export const SkipReason = z.enum(['blank', 'repeated header', 'subtotal', 'totals', 'signature'])

export const Correction = z.object({
  field: z.string(),
  from: z.union([z.string(), z.number()]),
  to: z.string(),
})
export const RowWarning = z.object({ field: z.string(), reason: z.string(), raw: z.string().optional() })
export const RowRefusal = z.object({ field: z.string(), reason: z.string() })
export const RowNotice = z.object({ field: z.string(), reason: z.string(), otherRow: z.int().optional() })

const text = z.string().nullable()
const localDate = z.iso.date()

export const EarlierAbsence = z.object({ from: localDate, to: localDate, note: text })

export const RosterMember = z.object({
  slot: z.enum(['father', 'mother', 'member1', 'member2', 'carer']),
  relation: text,
  name: text,
  state: z.enum(['home', 'away', 'dead', 'unknown']),
  phone: text,
  place: text,
  awayFrom: localDate.nullable(),
  returnedOn: localDate.nullable(),
  idNumber: text,
  isGuardian: z.boolean().nullable(),
  withoutCapacity: z.boolean(),
  address: text,
  workUnit: text,
  duty: text,
  earlierAbsences: z.array(EarlierAbsence),
})

export const RosterCarer = z.object({ name: text, relation: text, phone: text, urgent: z.boolean() })

export const RosterPupil = z.object({
  name: z.string(),
  sex: z.enum(['male', 'female']),
  birthDate: localDate,
  idNumber: text,
  idKind: z.enum(['resident', 'other', 'none']),
  ethnic: text,
  className: z.string(),
  grade: z.int().nullable(),
  classNumber: z.int().nullable(),
  residence: z.enum(['rural', 'urban']).nullable(),
  boarding: z.boolean().nullable(),
  address: text,
  homeAddress: text,
  phone: text,
  members: z.array(RosterMember),
  carer: RosterCarer.nullable(),
  note: text,
  age: z.int().nullable(),
  studentNumber: text,
  disability: text,
  orphan: z.boolean().nullable(),
  registerLeftBehind: z.boolean().nullable(),
  extra: z.record(z.string(), z.string()),
})

export const RosterRow = z.object({
  row: z.int(),
  status: RowStatus,
  shown: z.object({ name: z.string(), className: z.string() }),
  fields: RosterPupil.nullable(),
  otherRow: z.int().optional(),
  corrections: z.array(Correction),
  warnings: z.array(RowWarning),
  refusedFor: z.array(RowRefusal),
  notices: z.array(RowNotice),
})

export const SkippedRow = z.object({ row: z.int(), why: SkipReason })

export const RosterSummary = z.object({
  dataRows: z.int(),
  accepted: z.int(),
  corrected: z.int(),
  refused: z.int(),
  pupilsAfterImport: z.int(),
  refusedByReason: z.record(z.string(), z.int()),
  blankRows: z.int(),
})

export const ProposedClass = z.object({
  name: z.string(),
  grade: z.int().nullable(),
  number: z.int().nullable(),
  pupils: z.int(),
})
