import type { FieldKey } from '#shared/children/rules/fields.ts'
import { FIELD_RULES } from '#shared/children/rules/fields.ts'
import { readValue } from '#shared/children/rules/fields-values.ts'

const yesNo = (text: string): string =>
  /^(?:是|有|y|yes|1)$/iu.test(text) ? 'yes' : /^(?:否|不是|无|n|no|0)$/iu.test(text) ? 'no' : ''

function bloodType(text: string): string {
  const type = /^(AB|A|B|O)\s*型?$/iu.exec(text.replaceAll(/血/gu, ''))?.[1]?.toUpperCase()
  return type ?? (/未知|不详|不清楚/u.test(text) ? 'unknown' : '')
}

/** In kilometres; metres are said as such. */
function distance(text: string): string {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(公里|千米|km|米|m)?$/iu.exec(text) ?? []
  if (number === '') return ''
  return /^(?:米|m)$/iu.test(unit) ? String(Number(number) / 1000) : number
}

const WAYS: readonly (readonly [RegExp, string])[] = [
  [/步行|走路/u, 'walk'],
  [/自行车|单车/u, 'bicycle'],
  [/摩托|电动/u, 'motorbike'],
  [/公交|公共|班车/u, 'bus'],
  [/校车/u, 'schoolBus'],
  [/家长|接送/u, 'family'],
]
const travel = (text: string): string =>
  WAYS.flatMap(([word, way]) => (word.test(text) ? [way] : [])).join(',')

const asWritten = (text: string): string => (/^(?:无|没有|暂无|-+|—+|\/)$/u.test(text) ? '' : text)

interface RegisterField {
  readonly field: FieldKey
  readonly read: (text: string) => string
}

/** Columns of the register that answer a question of the file, by the key under which an import keeps them. */
const REGISTER_FIELDS: Readonly<Record<string, RegisterField>> = {
  formerName: { field: 'formerName', read: asWritten },
  nativePlace: { field: 'nativePlace', read: asWritten },
  householdPlaceCode: { field: 'hukouPlace', read: asWritten },
  onlyChild: { field: 'onlyChild', read: yesNo },
  talent: { field: 'talents', read: asWritten },
  health: { field: 'health', read: asWritten },
  bloodType: { field: 'bloodType', read: bloodType },
  schoolDistance: { field: 'schoolDistance', read: distance },
  schoolTransport: { field: 'travel', read: travel },
}

export const REGISTER_COLUMNS: readonly string[] = Object.keys(REGISTER_FIELDS)

/** What the register answers of the file, in the form in which the file keeps it; what cannot be read stays the register's. */
export function fieldsFromRegister(
  told: Readonly<Record<string, string>>,
): Readonly<Partial<Record<FieldKey, string>>> {
  const fields: Partial<Record<FieldKey, string>> = {}
  for (const [column, { field, read }] of Object.entries(REGISTER_FIELDS)) {
    const rule = FIELD_RULES.find(({ key }) => key === field)
    const text = read((told[column] ?? '').trim())
    if (!rule || text === '') continue
    const value = readValue(rule, text)
    if (value.ok) fields[field] = value.value
  }
  return fields
}
