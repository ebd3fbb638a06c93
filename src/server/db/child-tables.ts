/**
 * What becomes of each table that hangs on a child, when two entries of one child are made one and when a child goes to
 * another school (docs/adr/0022). A table that is missing here fails `child-tables.test.ts`.
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
  /** The column by which the rows are found when it is not `pupil_id`. */
  readonly by?: string
  /** The table of the child whose ids that column holds. */
  readonly of?: string
}

/** In the order in which rows can be written: what is referred to comes first. */
export const CHILD_TABLES = {
  pupil: { merge: 'decide', transfer: 'carry', by: 'id' },
  class_membership: { merge: 'decide', transfer: 'stay' },
  family_member: { merge: 'decide', transfer: 'carry' },
  absence: { merge: 'decide', transfer: 'carry' },
  carer: { merge: 'decide', transfer: 'carry' },
  child_status: { merge: 'decide', transfer: 'stay' },
  child_file: { merge: 'decide', transfer: 'carry' },
  child_file_part: { merge: 'decide', transfer: 'carry' },
  file_renewal: { merge: 'decide', transfer: 'carry' },
  household_place: { merge: 'decide', transfer: 'carry' },
  duty: { merge: 'decide', transfer: 'stay' },
  escalation: { merge: 'decide', transfer: 'stay', by: 'duty_id', of: 'duty' },
  card: { merge: 'move', transfer: 'carry' },
  card_content: { merge: 'follow', transfer: 'carry', by: 'card_id', of: 'card' },
  review: { merge: 'follow', transfer: 'follow', by: 'card_id', of: 'card' },
  child_goal: { merge: 'move', transfer: 'carry' },
  attachment: { merge: 'decide', transfer: 'carry' },
  attachment_part: { merge: 'follow', transfer: 'carry', by: 'attachment_id', of: 'attachment' },
  agreement: { merge: 'decide', transfer: 'carry' },
  agreement_party: { merge: 'decide', transfer: 'carry', by: 'agreement_id', of: 'agreement' },
  agreement_opinion: { merge: 'move', transfer: 'carry' },
  agreement_opinion_text: { merge: 'follow', transfer: 'carry', by: 'id', of: 'agreement_opinion' },
  contact_named: { merge: 'decide', transfer: 'carry' },
  contact_change: { merge: 'decide', transfer: 'carry' },
  // A round is one school's: its links are void the moment the child has gone.
  contact_check: { merge: 'decide', transfer: 'drop' },
  contact_proposal: { merge: 'decide', transfer: 'drop' },
  pairing_member: { merge: 'decide', transfer: 'apart' },
  pairing_consent: { merge: 'decide', transfer: 'apart', by: 'member_id', of: 'pairing_member' },
  help: { merge: 'move', transfer: 'carry' },
  pairing_need: { merge: 'decide', transfer: 'carry' },
  work: { merge: 'move', transfer: 'drop' },
  excuse: { merge: 'move', transfer: 'carry' },
  // What was entered for money by rank is of one school and one year: it goes nowhere.
  appraisal_entry: { merge: 'move', transfer: 'drop' },
  handbook_entry: { merge: 'move', transfer: 'stay' },
  handbook_text: { merge: 'move', transfer: 'stay' },
  notice: { merge: 'move', transfer: 'drop' },
  role_assignment: { merge: 'decide', transfer: 'stay' },
  carried_duty: { merge: 'move', transfer: 'carry' },
  incident_child: { merge: 'move', transfer: 'stay' },
  incident_notice: { merge: 'move', transfer: 'stay' },
  incident_step: { merge: 'follow', transfer: 'stay', by: 'notice_id', of: 'incident_notice' },
  incident_reason: { merge: 'follow', transfer: 'stay', by: 'id', of: 'incident_step' },
  roster_change: { merge: 'stay', transfer: 'drop' },
  transfer: { merge: 'stay', transfer: 'stay' },
  audit_entry: { merge: 'stay', transfer: 'stay' },
} as const satisfies Readonly<Record<string, ChildTable>>

export type ChildTableName = keyof typeof CHILD_TABLES
/** Pairings hang on no single child, and still change with one. */
export type MovedTable = ChildTableName | 'pairing' | 'pairing_review'

const entries = Object.entries(CHILD_TABLES) as [ChildTableName, ChildTable][]

export const ruleOf = (table: ChildTableName): ChildTable => CHILD_TABLES[table]

/** Names of the tables with a rule, in the order of writing. */
export const tablesToMerge = (rule: ChildTable['merge']): ChildTableName[] =>
  entries.flatMap(([name, { merge }]) => (merge === rule ? [name] : []))

export const tablesToTransfer = (rule: ChildTable['transfer']): ChildTableName[] =>
  entries.flatMap(([name, { transfer }]) => (transfer === rule ? [name] : []))
