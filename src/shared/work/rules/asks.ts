import type { RuleKey } from '#shared/duties/schema.ts'

/** What the record of a duty asks besides the day and a sentence. */
export interface WorkAsks {
  /** How many took part: of what people come together for. */
  readonly people: boolean
  /** Which sides of a child's life it was about. */
  readonly topics: boolean
  /** Where the papers lie. */
  readonly reference: boolean
  /**
   * What the sentence says: what was done; of a family's own calls and letters that they took place and no more (H-11); why
   * an agreement is neither renewed nor ended.
   */
  readonly text: 'done' | 'took-place' | 'why-not'
}

const keys = (words: string): ReadonlySet<RuleKey> => new Set(words.split(/\s+/))

/** What people come together for. */
const GATHERINGS = keys(
  `themeMeeting themeEducation mentalHealthLesson meeting symposium forum starRound interestGroup homeOpening artsAndSport
  guardianTraining phaseSymposium phaseCarryOut mar3 mar4 apr1 apr2 apr3 may1 may2 may4 jun1 jul2 aug2 aug3 sep1 sep2 sep4
  sep5 oct1 oct3 oct4 nov2 nov3 dec1 jan1 jan2`,
)

/** What is about the life of children and can be about one side of it. */
const ABOUT_LIFE = keys(
  `pairTalk helpAction weeklyPlan weeklyRecord helpPlan termSummary classYearSummary classJanuarySummary themeMeeting
  themeEducation mentalHealthLesson conductFeedback symposium guardianTraining mar3 apr1 apr3 apr4 may1 jun1 aug2 sep4 nov2`,
)

/** A family's own affair: that it took place is all a school keeps (H-11). */
const OF_THE_FAMILY = keys('familyCall familyPhone letterHome subjectTeacherContact homeReturn')

export function workAsks(key: RuleKey): WorkAsks {
  const bare = { people: false, topics: false, reference: false } as const
  if (key === 'agreementEnd') return { ...bare, text: 'why-not' }
  if (OF_THE_FAMILY.has(key)) return { ...bare, text: 'took-place' }
  return { people: GATHERINGS.has(key), topics: ABOUT_LIFE.has(key), reference: true, text: 'done' }
}

/** Keys this file names, to be held against the catalogue. */
export const NAMED_FOR_WORK: readonly RuleKey[] = [...GATHERINGS, ...ABOUT_LIFE, ...OF_THE_FAMILY]
