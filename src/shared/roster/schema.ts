import * as z from 'zod'

import { LocalDate } from '#shared/calendar/schema.ts'
import { errorCodes } from '#shared/errors.ts'

import { FIELD_KEYS, type FieldKey } from './rules/fields.ts'
import { shortText } from '#shared/text/schema.ts'

/** A field a column can be mapped to. */
export const FieldKeySchema = z.enum(FIELD_KEYS as readonly [FieldKey, ...FieldKey[]])

/** Which column (from 0) holds which field; the user may correct it. */
export const ColumnMapSchema = z.partialRecord(FieldKeySchema, z.int().min(0).max(255))

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

/** A preview is what may be committed; the others are where an import came to an end. */
export const ImportState = z.enum(['reading', 'preview', 'committed', 'undone', 'failed', 'cancelled'])
export type ImportState = z.infer<typeof ImportState>

/** What an import does to the roll, row by row; each row counts once in the first five and may be warned of, too. */
export const PlanCounts = z.object({
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  skipped: z.int(),
  /** Taken rows whose form was put right, and taken rows with a warning. */
  corrected: z.int(),
  warned: z.int(),
  /** Pupils on the roll whom the file does not name; they stay as they are. */
  leftOut: z.int(),
})
export type PlanCounts = z.infer<typeof PlanCounts>

/** Why no row was read; the code is worded like any other failure. */
export const ImportFailure = z.object({
  code: z.enum(errorCodes),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
})
export type ImportFailure = z.infer<typeof ImportFailure>

export const ImportInfo = z.object({
  id: z.uuid(),
  fileName: z.string(),
  state: ImportState,
  asOf: LocalDate,
  createdAt: z.iso.datetime(),
  createdByName: text,
  committedAt: z.iso.datetime().nullable(),
  undoneAt: z.iso.datetime().nullable(),
  /** Null until the rows have been read, and while no name column is known. */
  counts: PlanCounts.nullable(),
  failure: ImportFailure.nullable(),
})
export type ImportInfo = z.infer<typeof ImportInfo>

export const ImportProgress = z.object({
  phase: z.enum(['waiting', 'reading', 'checking', 'comparing']),
  rowsRead: z.int(),
  /** Null while the number of rows is not known yet. */
  rowsTotal: z.int().nullable(),
})
export type ImportProgress = z.infer<typeof ImportProgress>

export const SheetInfo = z.object({
  index: z.int(),
  name: z.string(),
  hidden: z.boolean(),
  rows: z.int(),
  kind: z.enum(['roster', 'absences', 'other']),
})
export const SheetColumn = z.object({
  index: z.int(),
  header: z.string(),
  /** What the program took the column for; `map` says what holds. */
  field: FieldKeySchema.nullable(),
  hidden: z.boolean(),
})

/** The sheets, columns and first rows of the file; numbers of persons show their last four digits only. */
export const ReadSheet = z.object({
  fileKind: FileKind,
  sheets: z.array(SheetInfo),
  sheet: z.int(),
  /** Empty = no header found: the user points to it and maps the columns. */
  headerRows: z.array(z.int()),
  columns: z.array(SheetColumn),
  map: ColumnMapSchema,
  sample: z.array(z.object({ row: z.int(), cells: z.array(z.string()) })),
  absenceSheets: z.array(z.int()),
  defaultClassName: text,
  /** Classes somebody has said shall be made. */
  newClasses: z.array(z.string()),
})

/** A pupil on the roll whom the file does not name. */
export const LeftOutPupil = z.object({ id: z.uuid(), name: z.string(), className: text })

export const ImportDetail = ImportInfo.extend({
  /** Only while reading. */
  progress: ImportProgress.nullable(),
  file: ReadSheet.nullable(),
  summary: RosterSummary.nullable(),
  /** Classes of the file that the school does not have: created on commit if agreed. */
  newClasses: z.array(ProposedClass),
  /** Classes that rows were refused for, because the school does not have them; told `newClasses`, they are made. */
  unknownClasses: z.array(ProposedClass),
  /** Lines of the sheets of earlier absences. */
  absenceLines: z.object({ matched: z.int(), refused: z.int() }),
  /** On the roll and not in the file: of a committed one who is still at the school. The first hundred of `leftOutCount`. */
  leftOut: z.array(LeftOutPupil),
  leftOutCount: z.int(),
})
export type ImportDetail = z.infer<typeof ImportDetail>

export const ChangedField = z.enum([
  'name',
  'sex',
  'birthOn',
  'ethnic',
  'residence',
  'boarding',
  'class',
  'studentNo',
  'idNumber',
  'phone',
  'address',
  'registeredMark',
  'extra',
  'state',
  'incapable',
  'isGuardian',
  'workUnit',
  // a whole record: a member of the family, an absence (first day/first day at home), who cares for the child
  'member',
  'absence',
  'carer',
])
export type ChangedField = z.infer<typeof ChangedField>

/** `who`: null = the pupil, a relation (code of KIN or the school's own word), or `carer`. */
export const FieldChange = z.object({ who: text, field: ChangedField, from: text, to: text })
export type FieldChange = z.infer<typeof FieldChange>

export const PreviewRow = z.object({
  row: z.int(),
  /** What the import does with the row. */
  action: z.enum(['add', 'change', 'none', 'refuse', 'skip']),
  shown: z.object({ name: z.string(), className: z.string() }),
  /** The pupil it was matched with. */
  pupilId: z.uuid().nullable(),
  /** For an added pupil what is known beside name and class; for a changed one old and new. */
  changes: z.array(FieldChange),
  corrections: z.array(Correction),
  warnings: z.array(RowWarning),
  refusedFor: z.array(RowRefusal),
  notices: z.array(RowNotice),
  otherRow: z.int().nullable(),
  skippedAs: SkipReason.nullable(),
})
export type PreviewRow = z.infer<typeof PreviewRow>

export const RowKind = z.enum([
  'all',
  'added',
  'changed',
  'unchanged',
  'corrected',
  'warned',
  'refused',
  'skipped',
])
export type RowKind = z.infer<typeof RowKind>

/** What the user corrected; a part left out stays as it is, `headerRows` or `sheet` given anew finds the map again. */
export const MapInput = z.object({
  sheet: z.int().min(0).max(200).optional(),
  headerRows: z.array(z.int().min(1)).min(1).max(2).optional(),
  map: ColumnMapSchema.optional(),
  absenceSheets: z.array(z.int().min(0).max(200)).max(20).optional(),
  defaultClassName: shortText().min(1).max(40).nullable().optional(),
  /** Classes to make that the school does not have, of `unknownClasses`; their rows are then taken. */
  newClasses: z.array(shortText().min(1).max(40)).max(200).optional(),
})
export type MapInput = z.infer<typeof MapInput>

/** What a commit did. */
export const CommitReport = z.object({
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  classesCreated: z.int(),
  /** Statuses that began and ended, and care files opened, by the evaluation that followed. */
  began: z.int(),
  ended: z.int(),
  filesOpened: z.int(),
})
export type CommitReport = z.infer<typeof CommitReport>

export const UndoReport = z.object({ removed: z.int(), restored: z.int() })
export type UndoReport = z.infer<typeof UndoReport>
