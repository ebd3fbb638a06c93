import { mayChangeBasics, mayChangeFile, mayCloseFile, mayReveal } from '#shared/children/policy.ts'
import type { Reveal } from '#shared/children/api.ts'
import type { BasicsChange, FileChange } from '#shared/children/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { evaluateSchool } from '#server/children/parts/evaluation.ts'
import { mergeEdits, type Edit } from '#server/children/parts/merge.ts'
import {
  maskAddress,
  maskPhone,
  sealingContext,
  sealPupilAddress,
  sealPupilPhone,
} from '#server/children/parts/sealed.ts'
import {
  closeFileQuery,
  lockBasicsQuery,
  lockFileQuery,
  openFileQuery,
  updateFieldsQuery,
  worksHereQuery,
} from '#server/children/queries.ts'
import { carersQuery, membersQuery, pupilQuery } from '#server/children/reads.ts'
import { aboutChild } from '#server/children/service.ts'
import { sealAuditNote } from '#server/audit/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

type Changed = Result<{ version: number }>
type Done = Result<{ done: true }>

const FILE_COLUMNS = {
  character: 'character',
  interests: 'interests',
  health: 'health',
  goals: 'goals',
  keeperId: 'keeper_id',
} as const

export function changeFile(deps: Deps, context: Context, id: string, change: FileChange): Promise<Changed> {
  return aboutChild(deps, context, { decision: mayChangeFile(context.actor), id }, async (tx, scope) => {
    const [file] = await tx.rows(lockFileQuery(scope, id))
    if (!file) return fail('not-allowed-now')
    const fields = (Object.keys(FILE_COLUMNS) as (keyof typeof FILE_COLUMNS)[]).filter(
      (field) => change[field] !== undefined,
    )
    const edits = fields.map((field): Edit => ({
      field,
      mine: emptyToNull(change[field]),
      theirs: file[field],
    }))
    const merged = mergeEdits(edits, change.version, file)
    if (!merged.ok) return merged
    if (merged.changed.length === 0) return ok({ version: file.version })
    if (change.keeperId && (await tx.rows(worksHereQuery(scope, change.keeperId))).length === 0)
      return invalid({ path: 'keeperId', code: 'unknown-reference' })
    const version = file.version + 1
    const columns = Object.fromEntries(
      merged.changed.map(({ field, mine }) => [FILE_COLUMNS[field as keyof typeof FILE_COLUMNS], mine]),
    )
    const names = merged.changed.map(({ field }) => field)
    await tx.run(updateFieldsQuery(scope, 'child_file', file.id, { version, columns, fields: names }))
    tx.audit({
      action: 'change',
      entity: 'careFile',
      entityId: file.id,
      pupilId: id,
      detail: { fields: names },
    })
    return ok({ version })
  })
}

const emptyToNull = (text: string | null | undefined): string | null =>
  text === undefined || text === '' ? null : text

const PLAIN = {
  village: 'village',
  boarding: 'boarding',
  residence: 'residence',
  ethnic: 'ethnic',
  studentNo: 'student_no',
} as const

export function changeBasics(
  deps: Deps,
  context: Context,
  id: string,
  change: BasicsChange,
): Promise<Changed> {
  const { vault } = deps
  return aboutChild(deps, context, { decision: mayChangeBasics(context.actor), id }, async (tx, scope) => {
    const [pupil] = await tx.rows(lockBasicsQuery(scope, id))
    if (!pupil) return fail('not-found')
    const opened = (value: Buffer | null, sealing: string): string | null =>
      value === null ? null : vault.open(value, sealing)
    const masked = (mask: (text: string) => string, text: string | null): string | null =>
      text === null ? null : mask(text)
    const edits = (Object.keys(PLAIN) as (keyof typeof PLAIN)[]).flatMap((field): Edit[] => {
      const mine = change[field]
      return mine === undefined ? [] : [{ field, mine, theirs: pupil[field] }]
    })
    const secret = (
      field: 'phone' | 'address',
      theirs: string | null,
      mask: (text: string) => string,
    ): void => {
      const mine = change[field]
      if (mine !== undefined)
        edits.push({ field, mine, theirs, shown: { mine: masked(mask, mine), theirs: masked(mask, theirs) } })
    }
    secret('phone', opened(pupil.phoneSealed, sealingContext.pupilPhone(id)), maskPhone)
    secret('address', opened(pupil.addressSealed, sealingContext.pupilAddress(id)), maskAddress)
    const merged = mergeEdits(edits, change.version, pupil)
    if (!merged.ok) return merged
    if (merged.changed.length === 0) return ok({ version: pupil.version })
    const version = pupil.version + 1
    const columns = Object.assign(
      {},
      ...merged.changed.map(({ field, mine }) => {
        if (field === 'phone') return sealPupilPhone(vault, id, mine as string | null)
        if (field === 'address') return sealPupilAddress(vault, id, mine as string | null)
        return { [PLAIN[field as keyof typeof PLAIN]]: mine }
      }),
    ) as Record<string, unknown>
    const fields = merged.changed.map(({ field }) => field)
    await tx.run(updateFieldsQuery(scope, 'pupil', id, { version, columns, fields }))
    tx.audit({ action: 'change', entity: 'pupil', entityId: id, pupilId: id, detail: { fields } })
    if (fields.includes('residence')) await evaluateSchool(tx, scope, scope.today, [id])
    return ok({ version })
  })
}

export function openFile(deps: Deps, context: Context, id: string): Promise<Done> {
  return aboutChild(deps, context, { decision: mayCloseFile(context.actor), id }, async (tx, scope) => {
    const [opened] = await tx.rows(openFileQuery(scope, scope.today, [id]))
    if (opened) tx.audit({ action: 'open', entity: 'careFile', entityId: id, pupilId: id })
    return ok({ done: true as const })
  })
}

export function closeFile(deps: Deps, context: Context, id: string, reason: string): Promise<Done> {
  return aboutChild(deps, context, { decision: mayCloseFile(context.actor), id }, async (tx, scope) => {
    const [closed] = await tx.rows(closeFileQuery(scope, id, reason))
    if (!closed) return fail('not-allowed-now')
    tx.audit({ action: 'close', entity: 'careFile', entityId: closed.id, pupilId: id })
    return ok({ done: true as const })
  })
}

/** One full value; the log keeps which field and why, the person's own words under seal, never the value (H-02). */
export function reveal(
  deps: Deps,
  context: Context,
  id: string,
  asked: Reveal,
): Promise<Result<{ value: string }>> {
  return aboutChild(
    deps,
    context,
    { decision: mayReveal(context.actor, asked.field), id },
    async (tx, scope) => {
      if (!scope.tiers.includes('contact')) return fail('forbidden')
      const found = await sealedValue(tx, scope, id, asked)
      if (!found) return fail('not-found')
      if (found.value === null) return fail('not-allowed-now')
      const { field, reason, recordId, note = '' } = asked
      tx.audit({
        action: 'reveal',
        entity: 'pupil',
        entityId: recordId ?? id,
        pupilId: id,
        detail: { field, reason, ...(note !== '' && { note: sealAuditNote(deps.vault, id, note) }) },
      })
      return ok({ value: deps.vault.open(found.value, found.context) })
    },
  )
}

interface Sealed {
  readonly value: Buffer | null
  readonly context: string
}

async function sealedValue(
  tx: Transaction,
  scope: Scope,
  id: string,
  { field, recordId = '' }: Reveal,
): Promise<Sealed | undefined> {
  if (field === 'carerPhone') {
    const carer = (await tx.rows(carersQuery(scope, id))).find((one) => one.id === recordId)
    return carer && { value: carer.phoneSealed, context: sealingContext.carerPhone(recordId) }
  }
  if (field === 'memberPhone' || field === 'memberIdNumber' || field === 'memberAddress') {
    const member = (await tx.rows(membersQuery(scope, id))).find((one) => one.id === recordId)
    if (!member) return undefined
    if (field === 'memberPhone')
      return { value: member.phoneSealed, context: sealingContext.memberPhone(recordId) }
    if (field === 'memberAddress')
      return { value: member.addressSealed, context: sealingContext.memberAddress(recordId) }
    return { value: member.idSealed, context: sealingContext.memberId(recordId) }
  }
  const [pupil] = await tx.rows(pupilQuery(scope, id))
  if (!pupil) return undefined
  if (field === 'idNumber') return { value: pupil.idSealed, context: sealingContext.pupilId(id) }
  if (field === 'phone') return { value: pupil.phoneSealed, context: sealingContext.pupilPhone(id) }
  return { value: pupil.addressSealed, context: sealingContext.pupilAddress(id) }
}
