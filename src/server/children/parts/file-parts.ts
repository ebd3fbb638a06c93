import { z } from 'zod'
import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { FieldRule, FieldTier } from '#shared/children/rules/fields.ts'
import { FIELD_RULES } from '#shared/children/rules/fields.ts'
import { showsUntil } from '#shared/children/rules/fields-values.ts'
import { fieldsFromRegister } from '#shared/children/rules/register.ts'
import { sealingContext } from '#server/children/parts/sealed.ts'
import type { Vault } from '#server/vault/vault.ts'

/** The tier of a part as the database's policy knows it. */
export type PartTier = 'basic' | 'contact' | 'fileCase' | 'psych'
export const partTierOf = (tier: FieldTier): PartTier => (tier === 'case' ? 'fileCase' : tier)

interface Written {
  /** Version of the file with which it was written. */
  readonly version: number
  readonly on: LocalDate
  readonly by: string | null
}

/** What lies under one seal: values by key, and for each key that ever had one, when it was written. */
export interface PartContent {
  readonly values: Readonly<Record<string, string>>
  readonly written: Readonly<Record<string, Written>>
}

export const EMPTY_PART: PartContent = { values: {}, written: {} }

const sealing = (pupilId: string, tier: string): string => `file.part:${pupilId}:${tier}`

export const sealPart = (vault: Vault, pupilId: string, tier: PartTier, content: PartContent): Buffer =>
  vault.seal(JSON.stringify(content), sealing(pupilId, tier))

export const openPart = (vault: Vault, pupilId: string, tier: string, sealed: Buffer): PartContent =>
  JSON.parse(vault.open(sealed, sealing(pupilId, tier))) as PartContent

/** A part with which nobody has begun, from values alone. */
export const partOf = (values: Readonly<Record<string, string>>, on: LocalDate): PartContent => ({
  values,
  written: Object.fromEntries(Object.keys(values).map((key) => [key, { version: 1, on, by: null }])),
})

const Told = z.record(z.string(), z.string())

interface PartRow {
  readonly tier: string
  readonly sealed: Buffer
}

const BY_KEY: ReadonlyMap<string, FieldRule> = new Map(FIELD_RULES.map((field) => [field.key, field]))

interface Reading {
  readonly today: LocalDate
  /** Tiers that open for the reader. */
  readonly tiers: readonly FieldTier[]
  /** What the register said beyond its own columns, sealed. */
  readonly register: Buffer | null
}

/**
 * Everything the parts say, without observations older than their time, which are only named (H-06). A field that nobody
 * has ever written in the file says what the register says of it; with the import that brought it, it goes again.
 */
export function openFields(
  vault: Vault,
  pupilId: string,
  rows: readonly PartRow[],
  { today, tiers, register }: Reading,
) {
  const fields: Record<string, string> = {}
  const outdated: string[] = []
  const touched = new Set<string>()
  for (const { tier, sealed } of rows) {
    const { values, written } = openPart(vault, pupilId, tier, sealed)
    for (const key of Object.keys(written)) touched.add(key)
    for (const [key, value] of Object.entries(values)) {
      const until = showsUntil(BY_KEY.get(key) ?? {}, written[key]?.on ?? today)
      if (until !== null && until < today) outdated.push(key)
      else fields[key] = value
    }
  }
  for (const [key, value] of Object.entries(registerFields(vault, pupilId, register))) {
    const tier = BY_KEY.get(key)?.tier
    if (!touched.has(key) && tier !== undefined && tiers.includes(tier)) fields[key] = value
  }
  return { fields, outdated }
}

/** What the register answers of a file, from what an import keeps sealed of its columns. */
export function registerFields(
  vault: Vault,
  pupilId: string,
  sealed: Buffer | null,
): Readonly<Record<string, string>> {
  if (sealed === null) return {}
  const told = Told.safeParse(JSON.parse(vault.open(sealed, sealingContext.pupilExtra(pupilId))))
  return told.success ? fieldsFromRegister(told.data) : {}
}
