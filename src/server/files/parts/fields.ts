import { fieldTiersOf, mayChangeFile } from '#shared/children/policy.ts'
import {
  fieldsWithin,
  ownKey,
  readValue,
  showsUntil,
  type FieldForm,
} from '#shared/children/rules/fields-values.ts'
import { fail, invalid, ok, type FieldError, type Result } from '#shared/errors.ts'
import type { FileChange } from '#shared/files/schema.ts'
import {
  EMPTY_PART,
  mergeEdits,
  noteKeepersQuery,
  openPart,
  partsQuery,
  pupilQuery,
  registerFields,
  partTierOf,
  sealPart,
  type Edit,
  type PartContent,
  type PartTier,
} from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { onFile } from '#server/files/parts/file-access.ts'
import { ownFieldOf } from '#server/files/parts/own-fields.ts'
import { changeFileQuery, lockFileQuery, savePartQuery } from '#server/files/queries.ts'
import { keepersQuery, ownFieldsQuery } from '#server/files/reads.ts'
import type { Context } from '#server/http/context.ts'
import type { Vault } from '#server/vault/vault.ts'

type Parts = ReadonlyMap<PartTier, PartContent>

/** Fields of the file and its keeper; a field changed by somebody else meanwhile is a conflict that shows both. */
export function changeFile(
  deps: Deps,
  context: Context,
  id: string,
  change: FileChange,
): Promise<Result<{ version: number }>> {
  const { vault } = deps
  return onFile(deps, context, { id, decide: mayChangeFile }, async (tx, scope) => {
    const [file] = await tx.rows(lockFileQuery(scope, id))
    if (!file) return fail('not-allowed-now')
    const forms = await formsWithin(tx, scope)
    const wanted = readFields(forms, change.fields ?? {})
    if (!wanted.ok) return wanted
    const [rows, [pupil]] = await tx.run(partsQuery(scope, id), pupilQuery(scope, id))
    const parts = partsOf(vault, id, rows)
    const register = registerFields(vault, id, pupil?.extraSealed ?? null)
    const { keeperId } = change
    const edits = [...wanted.value].map(([key, mine]): Edit => {
      const form = forms.get(key)
      const part = parts.get(partTierOf(form?.tier ?? 'basic')) ?? EMPTY_PART
      return {
        field: `fields.${key}`,
        mine,
        theirs: shownValue(part, form, key, scope) ?? unwritten(part, register, key),
      }
    })
    if (keeperId !== undefined) edits.push({ field: 'keeperId', mine: keeperId, theirs: file.keeperId })
    const merged = mergeEdits(edits, change.version, {
      version: file.version,
      fieldVersions: { ...(file.fieldVersions as Record<string, number>), ...versionsOf(parts) },
    })
    if (!merged.ok) return merged
    if (merged.changed.length === 0) return ok({ version: file.version })
    if (keeperId && !(await tx.rows(keepersQuery(scope, id))).some((one) => one.id === keeperId))
      return invalid({ path: 'keeperId', code: 'unknown-reference' })
    const version = file.version + 1
    const changed = merged.changed.filter(({ field }) => field !== 'keeperId')
    const saved = withChanges(parts, forms, changed, { version, on: scope.today, by: scope.userId })
    const keeper = changed.length < merged.changed.length ? { id: keeperId ?? null } : undefined
    await tx.run(
      ...saved.map(([tier, part]) => savePartQuery(scope, id, tier, sealPart(vault, id, tier, part))),
      changeFileQuery(scope, file.id, version, keeper),
      noteKeepersQuery(scope, [id], scope.userId),
    )
    const fields = merged.changed.map(({ field }) => field.replace(/^fields\./, ''))
    tx.audit({ action: 'change', entity: 'careFile', entityId: file.id, pupilId: id, detail: { fields } })
    return ok({ version })
  })
}

type Forms = ReadonlyMap<string, FieldForm>

/** What this person may write: the catalogue within the tiers, and the school's own fields that are still asked. */
async function formsWithin(tx: Transaction, scope: Scope): Promise<Forms> {
  const tiers = fieldTiersOf(scope.tiers)
  const own = (await tx.rows(ownFieldsQuery(scope))).map(ownFieldOf)
  const asked = own.filter(({ retired, tier }) => !retired && tiers.includes(tier))
  return new Map([
    ...fieldsWithin(tiers).map((field): [string, FieldForm] => [field.key, field]),
    ...asked.map((field): [string, FieldForm] => [
      ownKey(field.fieldId),
      { ...field, key: ownKey(field.fieldId) },
    ]),
  ])
}

/** The values in one form each; a field that is not there and one that is not for this person read the same. */
function readFields(
  forms: Forms,
  sent: Readonly<Record<string, string | null>>,
): Result<Map<string, string | null>> {
  const values = new Map<string, string | null>()
  const faults: FieldError[] = []
  for (const [key, text] of Object.entries(sent)) {
    const form = forms.get(key)
    const path = `fields.${key}`
    if (!form) faults.push({ path, code: 'unknown-reference' })
    else if (text === null || text.trim() === '') values.set(key, null)
    else {
      const reading = readValue(form, text)
      if (reading.ok) values.set(key, reading.value)
      else faults.push({ path, code: reading.code })
    }
  }
  return faults.length > 0 ? invalid(...faults) : ok(values)
}

const partsOf = (vault: Vault, id: string, rows: readonly { tier: string; sealed: Buffer }[]): Parts =>
  new Map(rows.map(({ tier, sealed }) => [tier as PartTier, openPart(vault, id, tier, sealed)]))

/** What stands there for a reader; an observation older than its time counts as nothing and can be written anew (H-06). */
function shownValue(
  part: PartContent,
  form: FieldForm | undefined,
  key: string,
  { today }: Scope,
): string | null {
  const until = showsUntil(form ?? {}, part.written[key]?.on ?? today)
  return until !== null && until < today ? null : (part.values[key] ?? null)
}

/** What the register says of a field that nobody has written in the file. */
const unwritten = (
  part: PartContent,
  register: Readonly<Record<string, string>>,
  key: string,
): string | null => (key in part.written ? null : (register[key] ?? null))

function versionsOf(parts: Parts): Record<string, number> {
  const written = [...parts.values()].flatMap((part) => Object.entries(part.written))
  return Object.fromEntries(written.map(([key, { version }]) => [`fields.${key}`, version]))
}

/** The parts that come out changed. */
function withChanges(
  parts: Parts,
  forms: Forms,
  changed: readonly Edit[],
  written: PartContent['written'][string],
): [PartTier, PartContent][] {
  const saved = new Map<PartTier, PartContent>()
  for (const { field, mine } of changed) {
    const key = field.slice('fields.'.length)
    const tier = partTierOf(forms.get(key)?.tier ?? 'basic')
    const part = saved.get(tier) ?? parts.get(tier) ?? EMPTY_PART
    const { [key]: _before, ...rest } = part.values
    const values = typeof mine === 'string' ? { ...rest, [key]: mine } : rest
    saved.set(tier, { values, written: { ...part.written, [key]: written } })
  }
  return [...saved]
}
