/** A value as it goes into a column; a Buffer is bytea, an object jsonb, a list of strings text[]. */
export type Cell =
  | string
  | number
  | boolean
  | null
  | Buffer
  | readonly string[]
  | { readonly [key: string]: unknown }
  | readonly object[]
export type Row = Readonly<Record<string, Cell>>

/** In the order in which rows may be loaded: what is referred to comes first. */
export const TABLES = [
  'unit', 'auth_user', 'auth_account', 'auth_two_factor', 'school_year', 'term', 'calendar_day', 'class', 'definition',
  'care_plan', 'duty_rule', 'pupil', 'class_membership', 'family_member', 'absence', 'carer', 'child_status', 'child_file',
  'child_file_part', 'file_renewal', 'child_goal', 'helper', 'helper_check', 'pairing', 'pairing_member', 'pairing_consent',
  'pairing_review', 'pairing_need', 'role_assignment', 'excuse', 'duty', 'card', 'card_content', 'department', 'department_member', 'task',
  'handbook_week',
  'handbook_entry', 'handbook_text', 'attachment', 'attachment_part', 'agreement', 'agreement_party', 'staff_number', 'contact_named',
  'contact_round', 'contact_check', 'contact_proposal', 'transfer', 'incident', 'incident_child', 'incident_notice',
  'incident_step',
] as const // prettier-ignore
export type Table = (typeof TABLES)[number]

/** Rows to load, by table. */
export class Rows {
  readonly byTable: Readonly<Record<Table, Row[]>>

  constructor() {
    this.byTable = Object.fromEntries(TABLES.map((table) => [table, [] as Row[]])) as Record<Table, Row[]>
  }

  add(table: Table, ...rows: readonly Row[]): void {
    this.byTable[table].push(...rows)
  }

  count(table: Table): number {
    return this.byTable[table].length
  }
}
