import { z } from 'zod'
import { Role } from '#shared/access/schema.ts'
import { LocalDate } from '#shared/calendar/schema.ts'
import { GOALS } from '#shared/files/rules/goals.ts'
import { isMonthDay, RENEWAL_SECTIONS } from '#shared/files/rules/renewal.ts'
import { shortText } from '#shared/text/schema.ts'

/** Fields left out stay; null clears. `version` is the one the person read. */
export const FileChange = z.object({
  version: z.int().min(1),
  /** By key of the catalogue or `own.<id>`. */
  fields: z.record(z.string().max(60), z.string().max(2000).nullable()).optional(),
  keeperId: z.uuid().nullable().optional(),
})
export type FileChange = z.infer<typeof FileChange>

/** Why a file is opened: on the list, by decision of a person, or once more. */
export const OpenKind = z.enum(['counted', 'decided', 'again', 'marked'])
export type OpenKind = z.infer<typeof OpenKind>

/** Why it is closed: no longer on the list, moved away, school finished, grown up. */
export const CloseKind = z.enum(['notCounted', 'moved', 'finished', 'grownUp', 'other'])
export type CloseKind = z.infer<typeof CloseKind>

const Note = shortText().max(200).optional()
export const FileOpening = z.object({ note: Note })
export type FileOpening = z.infer<typeof FileOpening>
export const FileClosing = z.object({ kind: CloseKind, note: Note })
export type FileClosing = z.infer<typeof FileClosing>

/** One time the file was open. */
export const Opening = z.object({
  id: z.uuid(),
  openedOn: LocalDate,
  openedBy: z.string().nullable(),
  openKind: OpenKind.nullable(),
  openNote: z.string().nullable(),
  closedOn: LocalDate.nullable(),
  closedBy: z.string().nullable(),
  closeKind: CloseKind.nullable(),
  closeNote: z.string().nullable(),
})
export type Opening = z.infer<typeof Opening>

export const Goal = z.enum(GOALS)
export type Goal = z.infer<typeof Goal>
export const GoalState = z.enum(['met', 'partly', 'open'])
export type GoalState = z.infer<typeof GoalState>
export const ToldBy = z.enum(['teacher', 'child', 'family', 'village', 'other'])
export type ToldBy = z.infer<typeof ToldBy>

/** How a goal stands, on whose word, and what shows it: a text, a card, or both. */
export const GoalInput = z
  .object({
    id: z.uuid(),
    goal: Goal,
    state: GoalState,
    toldBy: ToldBy,
    on: LocalDate,
    evidence: shortText().max(500).optional(),
    cardId: z.uuid().nullable().optional(),
  })
  .refine(({ evidence = '', cardId }) => evidence !== '' || typeof cardId === 'string', {
    path: ['evidence'],
    params: { code: 'required' },
  })
export type GoalInput = z.infer<typeof GoalInput>

export const GoalStatement = z.object({
  id: z.uuid(),
  goal: Goal,
  state: GoalState,
  toldBy: ToldBy,
  statedOn: LocalDate,
  /** Null where the reader may not open this part of the file. */
  evidence: z.string().nullable(),
  cardId: z.uuid().nullable(),
  authorName: z.string().nullable(),
  createdAt: z.string(),
})
export type GoalStatement = z.infer<typeof GoalStatement>

export const RenewalSection = z.enum(RENEWAL_SECTIONS)
export type RenewalSection = z.infer<typeof RenewalSection>

const MonthDay = z.string().refine(isMonthDay, { params: { code: 'not-a-date' } })
export const RenewalRule = z.object({
  windows: z.array(z.object({ from: MonthDay, to: MonthDay })).max(4),
  eachTerm: z.boolean(),
  onChange: z.boolean(),
})
export type RenewalRule = z.infer<typeof RenewalRule>

export const Round = z.object({ from: LocalDate, to: LocalDate })

const Renewal = z.object({
  state: z.enum(['renewed', 'due', 'overdue']),
  missing: z.array(RenewalSection),
  afterChange: z.boolean(),
})

/** One who can keep a child's file, with the posts that make it so. */
export const Keeper = z.object({ id: z.uuid(), name: z.string(), roles: z.array(Role) })
export type Keeper = z.infer<typeof Keeper>

/** One time somebody was named keeper; no name = nobody, `by` null = as the plan says. */
const KeptBy = z.object({ name: z.string().nullable(), from: LocalDate, by: z.string().nullable() })

/** The parts of a child's file beside its fields: what was stated, confirmed, opened and closed. */
export const FileRecord = z.object({
  goals: z.array(GoalStatement),
  openings: z.array(Opening),
  /** The newest first. */
  keepers: z.array(KeptBy),
  round: Round.nullable(),
  renewal: Renewal,
  /** Last day each section was confirmed, and by whom. */
  confirmed: z.array(z.object({ section: RenewalSection, on: LocalDate, by: z.string().nullable() })),
})
export type FileRecord = z.infer<typeof FileRecord>

export const RenewalRow = z.object({
  pupilId: z.uuid(),
  name: z.string(),
  className: z.string().nullable(),
  keeperName: z.string().nullable(),
  renewal: Renewal,
})
export type RenewalRow = z.infer<typeof RenewalRow>

/** Whose file is not renewed yet, of the files the person reaches. */
export const RenewalList = z.object({
  rule: RenewalRule,
  /** The plan's, while the school has set nothing of its own. */
  ofPlan: z.boolean(),
  round: Round.nullable(),
  files: z.int(),
  renewed: z.int(),
  percent: z.number().nullable(),
  rows: z.array(RenewalRow),
  maySet: z.boolean(),
})
export type RenewalList = z.infer<typeof RenewalList>

export const OwnFieldKind = z.enum(['text', 'number', 'date', 'choice'])
export type OwnFieldKind = z.infer<typeof OwnFieldKind>
export const OwnFieldTier = z.enum(['basic', 'contact', 'case'])

const Option = shortText()
  .min(1)
  .max(30)
  .refine((text) => !text.includes(','), { params: { code: 'invalid' } })

/** What a school asks itself; a change is a new version, the kind never changes. */
export const OwnFieldInput = z
  .object({
    label: shortText().min(1).max(20),
    /** Why it is asked: stands beside the question. */
    purpose: shortText().min(1).max(100),
    kind: OwnFieldKind,
    options: z.array(Option).max(20).default([]),
    tier: OwnFieldTier,
  })
  .refine(({ kind, options }) => kind !== 'choice' || options.length >= 2, {
    path: ['options'],
    params: { code: 'too-short' },
  })
export type OwnFieldInput = z.infer<typeof OwnFieldInput>

export const OwnField = z.object({
  fieldId: z.uuid(),
  version: z.int(),
  label: z.string(),
  purpose: z.string(),
  kind: OwnFieldKind,
  options: z.array(z.string()),
  tier: OwnFieldTier,
  from: LocalDate,
  retired: z.boolean(),
})
export type OwnField = z.infer<typeof OwnField>
