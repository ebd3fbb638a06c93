import { z } from 'zod'
import { RANK_ATS } from '#shared/appraisal/rules/ranks.ts'

/** How a school reads the scheme of plans 6 and 8, and how far money may go. */
export const AppraisalSettings = z.object({
  /** in the top five at base and at end, or at the end only. */
  topFiveRule: z.enum(['kept', 'reached']).default('kept'),
  /** whether it comes on top of places gained; else the greater of both counts. */
  cumulative: z.boolean().default(true),
  /** whether a pupil gets only the greater of two awards. */
  exclusive: z.boolean().default(false),
  /** pupil awards for the children in care, or for everybody of the class. */
  population: z.enum(['target', 'class']).default('target'),
  /** F20: in this grade the base is the first term of the same year, above it the last term of the year before. */
  firstGrade: z.int().min(0).max(12).default(7),
  fenPerPoint: z.int().min(1).max(1000).default(100),
  /** The most yuan one person gets in the year. */
  capPerson: z.int().min(1).max(100_000),
  /** The most yuan that one child brings to one person, and that it gets itself. */
  capChild: z.int().min(1).max(10_000),
})
export type AppraisalSettings = z.infer<typeof AppraisalSettings>

export const RankAt = z.enum(RANK_ATS)
export type RankAt = z.infer<typeof RankAt>

/** no serious breach; the title 三好学生 */
export const MarkKind = z.enum(['conduct', 'title'])
export type MarkKind = z.infer<typeof MarkKind>

const Named = z.object({ id: z.uuid(), name: z.string() })
const ByName = z.string().nullable()

export const AppraisalScheme = z.object({
  settings: AppraisalSettings,
  /** Key of the definition by which a child is a concerned pupil, as it was when this was asked for; null = today's. */
  listKey: z.string().nullable(),
  conductBy: Named,
  turnedOnBy: ByName,
  turnedOnAt: z.iso.datetime(),
  approvedBy: ByName,
  approvedAt: z.iso.datetime().nullable(),
})
export type AppraisalScheme = z.infer<typeof AppraisalScheme>

/** Of oneself only: one sum over all children, or nothing where it would say what a single child has (H-07). */
export const OwnAward = z.object({ points: z.number(), yuan: z.number() })
export type OwnAward = z.infer<typeof OwnAward>

/** What of it concerns whoever asks. */
export const AppraisalView = z.object({
  /** Null = the school has no year that has begun. */
  year: Named.nullable(),
  years: z.array(Named),
  state: z.enum(['off', 'asked', 'on']),
  /** While it is on or asked for; with its version, for those who lead. */
  id: z.uuid().nullable(),
  version: z.int().nullable(),
  scheme: AppraisalScheme.nullable(),
  may: z.object({ turnOn: z.boolean(), approve: z.boolean(), end: z.boolean(), results: z.boolean() }),
  /** Classes whose ranks the person enters, and whether marks are to be given. */
  classes: z.array(Named),
  marks: z.boolean(),
  own: OwnAward.nullable(),
  /** Why it is not told: it rests on one child alone, or on a part of the children so far. */
  ownWithheld: z.enum(['single', 'incomplete']).nullable(),
  /** Who can be asked to confirm conduct: leads or keeps, and is paid for nobody. */
  candidates: z.array(Named),
})
export type AppraisalView = z.infer<typeof AppraisalView>

export const AppraisalInput = AppraisalSettings.extend({
  /** Made by the client: the same id again changes nothing. */
  id: z.uuid(),
  yearId: z.uuid(),
  conductBy: z.uuid(),
  /** What harm it can do was read. */
  understood: z.literal(true),
})
export type AppraisalInput = z.infer<typeof AppraisalInput>

const Child = z.object({ pupilId: z.uuid(), name: z.string() })

/** A child of a class with what the reader himself entered; of others' entries only that there is one. */
export const RankLine = Child.extend({
  rank: z.int().nullable(),
  entryId: z.uuid().nullable(),
  /** Somebody else entered it. */
  byOther: z.boolean(),
})
export type RankLine = z.infer<typeof RankLine>

export const RankList = z.object({
  className: z.string(),
  at: RankAt,
  /** Which ranks this class needs. */
  ats: z.array(RankAt),
  /** Null = the calendar has no such term, or it has not begun. */
  termName: z.string().nullable(),
  children: z.array(RankLine),
})
export type RankList = z.infer<typeof RankList>

export const RanksInput = z.object({
  classId: z.uuid(),
  at: RankAt,
  entries: z
    .array(
      z.object({
        id: z.uuid(),
        pupilId: z.uuid(),
        /** Null takes it back. */
        rank: z.int().min(1).max(99).nullable(),
        /** The entry that was read; null = none. */
        after: z.uuid().nullable(),
      }),
    )
    .min(1)
    .max(99),
})
export type RanksInput = z.infer<typeof RanksInput>

const Mark = z.object({ holds: z.boolean(), entryId: z.uuid().nullable() })

export const MarkList = z.object({
  children: z.array(
    Child.extend({
      className: z.string(),
      /** Null for whoever is not the one named. */
      conduct: Mark.nullable(),
      title: Mark,
    }),
  ),
})
export type MarkList = z.infer<typeof MarkList>

export const MarkInput = z.object({
  id: z.uuid(),
  pupilId: z.uuid(),
  kind: MarkKind,
  holds: z.boolean(),
  after: z.uuid().nullable(),
})
export type MarkInput = z.infer<typeof MarkInput>

/** Rank 1 and ranks 2 to 5 are told apart by nothing but the money. */
export const AwardKind = z.enum(['excellence', 'progress'])
export type AwardKind = z.infer<typeof AwardKind>

export const PaidAs = z.enum(['helper', 'classTeacher'])
export type PaidAs = z.infer<typeof PaidAs>

/** Sums per person and the list of awards: no rank, no places, no points of a child. */
export const AppraisalResults = z.object({
  yearName: z.string(),
  people: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      as: z.array(PaidAs),
      points: z.number(),
      yuan: z.number(),
      /** The cap has taken something off. */
      cut: z.boolean(),
    }),
  ),
  classes: z.array(z.object({ name: z.string(), budget: z.number(), yuan: z.number() })),
  awards: z.array(Child.extend({ className: z.string(), kinds: z.array(AwardKind), yuan: z.number() })),
  /** Of whom something is asked: children without a rank at base or end, and without a word about conduct. */
  missing: z.object({ ranks: z.int(), conduct: z.int() }),
})
export type AppraisalResults = z.infer<typeof AppraisalResults>

/** A private letter for one child and its parents, without a rank (H-08). */
export const AwardLetter = z.object({
  name: z.string(),
  yearName: z.string(),
  kinds: z.array(AwardKind),
  yuan: z.number(),
})
export type AwardLetter = z.infer<typeof AwardLetter>
