import { fieldLabel, type FieldKey } from '#shared/roster/rules/fields.ts'
import { normaliseRow } from '#shared/roster/rules/normalise-row.ts'

/** What is asked of a child entered by hand: the columns of a roster, in the order they are asked. */
export const ONE_CHILD = [
  'name', 'sex', 'className', 'birthDate', 'idNumber', 'boarding', 'address', 'father.name', 'father.phone', 'father.place',
  'father.awayFrom', 'mother.name', 'mother.phone', 'mother.place', 'mother.awayFrom', 'carer.relation', 'carer.name', 'carer.phone',
] as const satisfies readonly FieldKey[] // prettier-ignore
export type OneField = (typeof ONE_CHILD)[number]
export type OneChild = Readonly<Record<OneField, string>>

export const emptyChild = Object.fromEntries(ONE_CHILD.map((field) => [field, ''])) as OneChild

/** What a roster would take and say so: by hand it is put right at once. */
const PUT_RIGHT: ReadonlySet<string> = new Set(['phone-invalid', 'date-unparsable', 'dates-reversed'])

/** What is wrong by the rules of the roster, as the code of the first fault of each field. */
export function faultsOf(child: OneChild, asOf: string): Partial<Record<OneField, string>> {
  const row = { row: 2, cells: ONE_CHILD.map((field) => child[field]) }
  const map = Object.fromEntries(ONE_CHILD.map((field, at) => [field, at]))
  const findClass = (className: string) => (className === '' ? undefined : { className, parts: undefined })
  const read = normaliseRow(row, { map, asOf, findClass, defaultClassName: undefined, registerFile: false })
  const faults = [...read.refusedFor, ...read.warnings.filter(({ reason }) => PUT_RIGHT.has(reason))]
  return Object.fromEntries(
    ONE_CHILD.flatMap((field) => {
      const fault = faults.find((one) => one.field === fieldLabel(field))
      return fault ? [[field, fault.reason]] : []
    }),
  )
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** The same as a roster of one row; what was left empty is no column of it and says nothing. */
export function oneRowFile(child: OneChild, name: string): File {
  const told = ONE_CHILD.filter((field) => child[field].trim() !== '')
  const lines = [told.map(fieldLabel), told.map((field) => child[field].trim())]
  const text = lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')
  return new File([`\uFEFF${text}\r\n`], name, { type: 'text/csv' })
}
