import type { NormalisedRow, PupilFields } from '#shared/roster/rules/normalise-row.ts'
import type { PupilRecord } from '#server/roster/parts/records.ts'

export type Match =
  | { readonly kind: 'new'; readonly resembles: boolean }
  | {
      readonly kind: 'known'
      readonly pupil: PupilRecord
      readonly renamed: boolean
      readonly byName: boolean
    }
  | { readonly kind: 'ambiguous' }

type Indexed = { readonly row: NormalisedRow; readonly fields: PupilFields; readonly index: string | null }

const group = <T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> =>
  Map.groupBy(items, keyOf)

/**
 * Finds each taken row's pupil on the roll: by the blind index of the ID number, else by name, birth date and class
 * together. Equal rows without a number are taken in order if there are as many pupils like that; otherwise nobody
 * is guessed (K-72): namesakes are never merged silently. With a new school year everybody's class is another one: who is in
 * none of it yet is found by name and birth date, where there is one such row and one such pupil, and said so.
 * @param indexOf hex of the blind index of an ID number
 * @param isOfYear whether a class is of the school year the list is about
 */
export function matchRows(
  rows: readonly NormalisedRow[],
  pupils: readonly PupilRecord[],
  {
    indexOf,
    classNames,
    isOfYear,
  }: {
    indexOf: (idNumber: string) => string
    classNames: ReadonlyMap<string, string>
    isOfYear: (classId: string) => boolean
  },
): Map<number, Match> {
  const found = new Map<number, Match>()
  const used = new Set<string>()
  const taken = rows.flatMap((row): Indexed[] => {
    const { fields } = row
    return fields ? [{ row, fields, index: fields.idNumber === null ? null : indexOf(fields.idNumber) }] : []
  })
  const byIndex = new Map(
    pupils.flatMap((pupil) => (pupil.id_index ? [[pupil.id_index.toString('hex'), pupil] as const] : [])),
  )
  const take = (row: NormalisedRow, pupil: PupilRecord, byName = false): void => {
    used.add(pupil.id)
    found.set(row.row, { kind: 'known', pupil, renamed: pupil.name !== row.fields?.name, byName })
  }
  for (const { row, index } of taken) {
    const pupil = index === null ? undefined : byIndex.get(index)
    if (pupil && !used.has(pupil.id)) take(row, pupil)
  }
  const classOf = (pupil: PupilRecord): string =>
    pupil.class_id === null ? '' : (classNames.get(pupil.class_id) ?? '')
  const key = (name: string, birth: string, className: string): string => `${name}\n${birth}\n${className}`
  const free = pupils.filter((pupil) => !used.has(pupil.id) && pupil.left_on === null)
  const alike = group(free, (pupil) => key(pupil.name, pupil.birth_on, classOf(pupil)))
  const open = taken.filter(({ row }) => !found.has(row.row))
  const person = (name: string, birth: string): string => `${name}\n${birth}`
  const persons = group(
    pupils.filter((pupil) => !used.has(pupil.id)),
    (pupil) => person(pupil.name, pupil.birth_on),
  )
  const told = group(open, ({ fields }) => person(fields.name, fields.birthDate))
  /** The one pupil of the year before whom a row of a new year can mean. */
  const promoted = ({ fields, index }: Indexed): PupilRecord | undefined => {
    const one = person(fields.name, fields.birthDate)
    const [pupil, ...others] = persons.get(one) ?? []
    if (!pupil || others.length > 0 || told.get(one)?.length !== 1 || pupil.left_on !== null) return undefined
    if (pupil.class_id === null || isOfYear(pupil.class_id)) return undefined
    return pupil.id_index === null || index === null ? pupil : undefined
  }
  for (const [name, some] of group(open, ({ fields }) =>
    key(fields.name, fields.birthDate, fields.className),
  )) {
    // A pupil with another number is another person, whatever the name.
    const candidates = (alike.get(name) ?? []).filter(
      (pupil) => pupil.id_index === null || some.every(({ index }) => index === null),
    )
    for (const [at, one] of some.entries()) {
      const { row, fields } = one
      const pupil = candidates[at]
      const lastYears = candidates.length === 0 ? promoted(one) : undefined
      if (pupil && candidates.length === some.length) take(row, pupil)
      else if (candidates.length > 0) found.set(row.row, { kind: 'ambiguous' })
      else if (lastYears) take(row, lastYears, true)
      else found.set(row.row, { kind: 'new', resembles: persons.has(person(fields.name, fields.birthDate)) })
    }
  }
  return found
}
