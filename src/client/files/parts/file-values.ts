import type { BasicsChange, CareFile } from '#shared/children/schema.ts'
import type { FileChange } from '#shared/files/schema.ts'
import { orNull } from '#client/lib/or-null.ts'
import type { Values } from './merge.ts'

/** Sealed on the server: empty keeps what is there. */
const writeOnly = ['phone', 'address'] as const
const basicFields = ['village', 'boarding', 'residence', 'ethnic', 'studentNo'] as const

const text = (value: string | boolean | null | undefined): string =>
  value === null || value === undefined ? '' : String(value)

/** What stands in the file, as the form shows it; `keys`: the fields of the file that are asked. */
export function valuesOf({ basics, file }: CareFile, keys: readonly string[]): Values {
  return Object.fromEntries([
    ...writeOnly.map((key) => [key, '']),
    ...basicFields.map((key) => [key, text(basics[key])]),
    ['keeperId', text(file?.keeperId)],
    ...keys.map((key) => [key, file?.fields[key] ?? '']),
  ]) as Values
}

/** The changed fields of the register as the endpoint takes them; undefined = nothing changed there. */
export function basicsChange(part: Values): Partial<BasicsChange> | undefined {
  const keys = [...writeOnly, ...basicFields].filter((key) => part[key] !== undefined)
  if (keys.length === 0) return undefined
  const wire = keys.map((key): [string, string | boolean | null] => {
    const value = part[key] ?? ''
    return [key, key === 'boarding' && value !== '' ? value === 'true' : orNull(value)]
  })
  return Object.fromEntries(wire) as Partial<BasicsChange>
}

/** The same for the care file. */
export function fileChange(part: Values, keys: readonly string[]): Omit<FileChange, 'version'> | undefined {
  const changed = keys.filter((key) => part[key] !== undefined)
  const keeper = part['keeperId']
  if (changed.length === 0 && keeper === undefined) return undefined
  return {
    ...(changed.length > 0 && {
      fields: Object.fromEntries(changed.map((key) => [key, orNull(part[key] ?? '')])),
    }),
    ...(keeper !== undefined && { keeperId: orNull(keeper) }),
  }
}
