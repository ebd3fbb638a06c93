import { evidenceOf } from '#shared/duties/rules/catalogue.ts'
import type { RuleKey } from '#shared/duties/schema.ts'

/** What the school thinks its people can carry: minutes for each kind of duty or card, hours of one person and week. */
export interface Capacity {
  /** By key of a duty, or by kind of card. */
  readonly minutes: Readonly<Record<string, number>>
  readonly hoursPerWeek: number
}

/**
 * Where the school has said nothing, by kind of card: a talk half an hour, a call a quarter, a visit with its way an hour
 * and a half, other work half an hour.
 */
export const DEFAULT_CAPACITY: Capacity = {
  minutes: { talk: 30, parentContact: 15, homeVisit: 90, work: 30 },
  hoursPerWeek: 4,
}

/**
 * Duties shown by a record of work, where half an hour is not what they take; for one child, class, person or meeting each
 * time. Estimates of ours, not numbers of the plans: a school sets its own.
 */
export const DUTY_MINUTES: Readonly<Record<RuleKey, number>> = {
  activityUpload: 10,
  agreementEnd: 20,
  artsAndSport: 90,
  birthdayCheck: 10,
  classJanuarySummary: 90,
  classYearSummary: 90,
  conductFeedback: 20,
  familyCall: 15,
  familyPhone: 15,
  forum: 180,
  groupHelp: 10,
  guardianTraining: 120,
  helpAction: 60,
  helpPlan: 60,
  homeOpening: 60,
  informationCheck: 10,
  informationOnChange: 10,
  interestGroup: 60,
  letterHome: 15,
  meeting: 60,
  mentalHealthLesson: 45,
  pairCheck: 15,
  safetyLetter: 15,
  schoolTermSummary: 120,
  starRound: 60,
  subjectTeacherContact: 15,
  symposium: 90,
  termSummary: 90,
  themeEducation: 45,
  themeMeeting: 45,
  threeAppraisal: 120,
  weeklyPlan: 20,
  volunteerMeets: 10,
  weeklyRecord: 20,
}

/** Minutes of what is of no kind we know. */
const OTHER_MINUTES = 20

/** Minutes one time of a duty, or one card of a kind, takes: the school's for it, ours for it, then those of its kind. */
export function minutesOf({ minutes }: Capacity, key: RuleKey): number {
  const [kind = ''] = key === 'work' ? [key] : evidenceOf(key)
  return minutes[key] ?? DUTY_MINUTES[key] ?? minutes[kind] ?? DEFAULT_CAPACITY.minutes[kind] ?? OTHER_MINUTES
}
