import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { MERGE_FIELDS } from '#shared/duplicates/rules/fields.ts'

/** Why two entries may be one child, the strongest first. */
export const SuspectReason = z.enum([
  'sameId',
  'sameName',
  'variantName',
  'samePinyin',
  'similarName',
  'sameBirth',
  'nearBirth',
  'sameParent',
])
export type SuspectReason = z.infer<typeof SuspectReason>

/** One of two entries, as much as tells them apart at a glance. */
export const SuspectSide = z.object({
  id: z.uuid(),
  name: z.string(),
  sex: z.enum(['male', 'female', 'unknown']),
  birthDate: LocalDate,
  className: z.string().nullable(),
  idMasked: z.string().nullable(),
  joinedOn: LocalDate,
})
export type SuspectSide = z.infer<typeof SuspectSide>

export const Suspect = z.object({
  first: SuspectSide,
  second: SuspectSide,
  reasons: z.array(SuspectReason),
})
export type Suspect = z.infer<typeof Suspect>

export const MergeField = z.enum(MERGE_FIELDS)
export type MergeField = z.infer<typeof MergeField>

/** How much hangs on an entry: what a merge brings together. */
const Belongings = z.object({ family: z.int(), cards: z.int(), duties: z.int(), opened: z.boolean() })

export const ComparedEntry = z.object({
  side: SuspectSide,
  version: z.int(),
  leftOn: LocalDate.nullable(),
  /** Values as lists show them: numbers and addresses masked. */
  values: z.record(MergeField, z.string().nullable()),
  belongings: Belongings,
})
export type ComparedEntry = z.infer<typeof ComparedEntry>

export const Comparison = z.object({
  kept: ComparedEntry,
  gone: ComparedEntry,
  reasons: z.array(SuspectReason),
  /** Fields whose full values differ, although they may look the same when masked. */
  differing: z.array(MergeField),
})
export type Comparison = z.infer<typeof Comparison>

export const MergeInput = z.object({
  /** Made by the client. */
  id: z.uuid(),
  keptId: z.uuid(),
  goneId: z.uuid(),
  /** The versions the person compared. */
  keptVersion: z.int().min(1),
  goneVersion: z.int().min(1),
  /** Fields whose value comes from the entry that goes; the others stay as the kept entry has them. */
  take: z.array(MergeField).max(MERGE_FIELDS.length).default([]),
})
export type MergeInput = z.infer<typeof MergeInput>

export const MergeInfo = z.object({
  id: z.uuid(),
  keptId: z.uuid(),
  keptName: z.string().nullable(),
  mergedByName: z.string().nullable(),
  mergedAt: z.iso.datetime(),
  undoneByName: z.string().nullable(),
  undoneAt: z.iso.datetime().nullable(),
})
export type MergeInfo = z.infer<typeof MergeInfo>

export const DuplicateList = z.object({
  suspects: z.array(Suspect),
  /** More than can be shown: the first ones stand here. */
  more: z.boolean(),
  /** Newest first. */
  merges: z.array(MergeInfo),
})
export type DuplicateList = z.infer<typeof DuplicateList>
