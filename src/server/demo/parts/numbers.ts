import { idCheckCharacter } from '#shared/roster/rules/id-number.ts'
import type { Sex } from './names.ts'
import type { Random } from './random.ts'

// A sound pair of the province with a county code that has never existed.
const DISTRICTS = ['529981', '529982', '529983', '529984'] as const

/** An identity number nobody can have: true checksum (GB 11643), county code that does not exist. */
export function inventIdNumber(random: Random, birthOn: string, sex: Sex): string {
  const order = random.int(0, 499) * 2 + (sex === 'male' ? 1 : 0)
  const digits = `${random.pick(DISTRICTS)}${birthOn.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  return `${digits}${idCheckCharacter(digits)}`
}

/** A mobile number of a range that no operator has (194…, 154…). */
export function inventPhone(random: Random): string {
  const start = random.chance(0.5) ? '194' : '154'
  return `${start}${String(random.int(0, 99_999_999)).padStart(8, '0')}`
}
