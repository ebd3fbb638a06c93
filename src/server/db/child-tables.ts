/**
 * What becomes of each table that hangs on a child, when two entries of one child are made one, when a child goes to
 * another school (docs/adr/0022) and when the import that added the child is to be undone. A table that is missing here
 * fails `child-tables.test.ts`.
 */
export interface ChildTable {
  /**
   * `decide`: row by row, images of before and after are kept (shared/duplicates/rules); `move`: all rows go to the kept
   * entry; `follow`: hangs on a row that goes; `stay`: says what was, and keeps the id it was said of.
   */
  readonly merge: 'decide' | 'move' | 'follow' | 'stay'
  /**
   * `carry`: goes to the receiving school; `stay`: remains with the sending one, without contents; `drop`: is of no use
   * in either; `follow`: goes or is dropped with the row it hangs on; `apart`: shared with other children, goes as far as
   * it is of this child (transfers/parts/pairings.ts).
   */
  readonly transfer: 'carry' | 'stay' | 'drop' | 'follow' | 'apart'
  /**
   * `bars`: a row is somebody's work, the import stays; `some`: import and system write such rows, too, and a condition
   * tells (roster/reads.ts); `goes`: only they do; `follow`: hangs on a row that is asked.
   */
  readonly undo: 'bars' | 'some' | 'goes' | 'follow'
  /** The column by which the rows are found when it is not `pupil_id`. */
  readonly by?: string
  /** The table of the child whose ids that column holds. */
  readonly of?: string
}

/** In the order in which rows can be written: what is referred to comes first. */
export const CHILD_TABLES = {
  pupil: { merge: 'decide', transfer: 'carry', undo: 'some', by: 'id' },
  // Whoever changes a class changes the pupil.
  class_membership: { merge: 'decide', transfer: 'stay', undo: 'goes' },
  family_member: { merge: 'decide', transfer: 'carry', undo: 'some' },
  absence: { merge: 'decide', transfer: 'carry', undo: 'some' },
  carer: { merge: 'decide', transfer: 'carry', undo: 'some' },
  child_status: { merge: 'decide', transfer: 'stay', undo: 'goes' },
  // Goes along as a copy (transfers/parts/accept.ts): what was owed for it here stays so.
  care_mark: { merge: 'decide', transfer: 'stay', undo: 'bars' },
  child_file: { merge: 'decide', transfer: 'carry', undo: 'some' },
  child_file_part: { merge: 'decide', transfer: 'carry', undo: 'bars' },
  file_renewal: { merge: 'decide', transfer: 'carry', undo: 'bars' },
  household_place: { merge: 'decide', transfer: 'carry', undo: 'bars' },
  duty: { merge: 'decide', transfer: 'stay', undo: 'some' },
  escalation: { merge: 'decide', transfer: 'stay', undo: 'goes', by: 'duty_id', of: 'duty' },
  card: { merge: 'move', transfer: 'carry', undo: 'bars' },
  card_content: { merge: 'follow', transfer: 'carry', undo: 'follow', by: 'card_id', of: 'card' },
  review: { merge: 'follow', transfer: 'follow', undo: 'follow', by: 'card_id', of: 'card' },
  child_goal: { merge: 'move', transfer: 'carry', undo: 'bars' },
  attachment: { merge: 'decide', transfer: 'carry', undo: 'bars' },
  attachment_part: {
    merge: 'follow',
    transfer: 'carry',
    undo: 'follow',
    by: 'attachment_id',
    of: 'attachment',
  },
  agreement: { merge: 'decide', transfer: 'carry', undo: 'bars' },
  agreement_party: {
    merge: 'decide',
    transfer: 'carry',
    undo: 'follow',
    by: 'agreement_id',
    of: 'agreement',
  },
  agreement_opinion: { merge: 'move', transfer: 'carry', undo: 'bars' },
  agreement_opinion_text: {
    merge: 'follow',
    transfer: 'carry',
    undo: 'follow',
    by: 'id',
    of: 'agreement_opinion',
  },
  contact_named: { merge: 'decide', transfer: 'carry', undo: 'bars' },
  contact_change: { merge: 'decide', transfer: 'carry', undo: 'bars' },
  // A round is one school's: its links are void the moment the child has gone.
  contact_check: { merge: 'decide', transfer: 'drop', undo: 'bars' },
  contact_proposal: { merge: 'decide', transfer: 'drop', undo: 'bars' },
  pairing_member: { merge: 'decide', transfer: 'apart', undo: 'bars' },
  pairing_consent: {
    merge: 'decide',
    transfer: 'apart',
    undo: 'follow',
    by: 'member_id',
    of: 'pairing_member',
  },
  help: { merge: 'move', transfer: 'carry', undo: 'bars' },
  pairing_need: { merge: 'decide', transfer: 'carry', undo: 'bars' },
  work: { merge: 'move', transfer: 'drop', undo: 'bars' },
  excuse: { merge: 'move', transfer: 'carry', undo: 'bars' },
  // What was entered for money by rank is of one school and one year: it goes nowhere.
  appraisal_entry: { merge: 'move', transfer: 'drop', undo: 'bars' },
  handbook_entry: { merge: 'move', transfer: 'stay', undo: 'bars' },
  handbook_text: { merge: 'move', transfer: 'stay', undo: 'follow' },
  notice: { merge: 'move', transfer: 'drop', undo: 'goes' },
  role_assignment: { merge: 'decide', transfer: 'stay', undo: 'bars' },
  carried_duty: { merge: 'move', transfer: 'carry', undo: 'bars' },
  incident_child: { merge: 'move', transfer: 'stay', undo: 'bars' },
  incident_notice: { merge: 'move', transfer: 'stay', undo: 'bars' },
  incident_step: {
    merge: 'follow',
    transfer: 'stay',
    undo: 'follow',
    by: 'notice_id',
    of: 'incident_notice',
  },
  incident_reason: { merge: 'follow', transfer: 'stay', undo: 'follow', by: 'id', of: 'incident_step' },
  roster_change: { merge: 'stay', transfer: 'drop', undo: 'some' },
  transfer: { merge: 'stay', transfer: 'stay', undo: 'bars' },
  audit_entry: { merge: 'stay', transfer: 'stay', undo: 'goes' },
} as const satisfies Readonly<Record<string, ChildTable>>

export type ChildTableName = keyof typeof CHILD_TABLES
/** Tables of which a condition must tell what is work. */
export type PartlyWork = {
  [T in ChildTableName]: (typeof CHILD_TABLES)[T]['undo'] extends 'some' ? T : never
}[ChildTableName]
/** Pairings hang on no single child, and still change with one. */
export type MovedTable = ChildTableName | 'pairing' | 'pairing_review'

const entries = Object.entries(CHILD_TABLES) as [ChildTableName, ChildTable][]

export const ruleOf = (table: ChildTableName): ChildTable => CHILD_TABLES[table]

/** Names of the tables with a rule, in the order of writing. */
export const tablesToMerge = (rule: ChildTable['merge']): ChildTableName[] =>
  entries.flatMap(([name, { merge }]) => (merge === rule ? [name] : []))

export const tablesToUndo = (rule: ChildTable['undo']): ChildTableName[] =>
  entries.flatMap(([name, { undo }]) => (undo === rule ? [name] : []))

export const tablesToTransfer = (rule: ChildTable['transfer']): ChildTableName[] =>
  entries.flatMap(([name, { transfer }]) => (transfer === rule ? [name] : []))
