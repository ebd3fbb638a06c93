import { mayChangeBasics, mayReveal } from '#shared/children/policy.ts'
import type { Reveal } from '#shared/children/api.ts'
import type { BasicsChange } from '#shared/children/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { askFirstOf } from '#shared/incidents/rules/people.ts'
import { isToRing, keptAwayAs, memberOfCarer } from '#shared/family/rules/ring.ts'
import { evaluateSchool } from '#server/children/parts/evaluation.ts'
import { mergeEdits, type Edit } from '#server/children/parts/merge.ts'
import {
  maskAddress,
  maskPhone,
  sealingContext,
  sealPupilAddress,
  sealPupilPhone,
} from '#server/children/parts/sealed.ts'
import { lockBasicsQuery, updateFieldsQuery } from '#server/children/queries.ts'
import { carersQuery, membersQuery, namedQuery } from '#server/db/kin.ts'
import { pupilQuery } from '#server/children/reads.ts'
import { aboutChild } from '#server/children/service.ts'
import { sealAuditNote } from '#server/audit/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import { withheldNowQuery } from '#server/db/withheld.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

type Changed = Result<{ version: number }>

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
    await tx.run(updateFieldsQuery(scope, id, { version, columns, fields }))
    tx.audit({ action: 'change', entity: 'pupil', entityId: id, pupilId: id, detail: { fields } })
    if (fields.includes('residence')) await evaluateSchool(tx, scope, scope.today, [id])
    return ok({ version })
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
      if (isToRing(asked.field, asked.reason) && (await isKeptAway(tx, scope, id, asked.recordId ?? id)))
        return fail('not-allowed-now')
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

const keptAway = ({ name, phoneMasked, noContactReason }: RowOf<ReturnType<typeof membersQuery>>) => ({
  name,
  phoneMasked,
  noContact: noContactReason,
})

/**
 * Somebody not to be contacted is never rung, under whatever record the number stands (C04), nor is anybody withheld while an
 * incident goes on (H-04).
 */
async function isKeptAway(tx: Transaction, scope: Scope, id: string, recordId: string): Promise<boolean> {
  const [members, carers, others, held, [pupil]] = await tx.run(
    membersQuery(scope, id),
    carersQuery(scope, id),
    namedQuery(scope, id),
    withheldNowQuery(scope, [id]),
    pupilQuery(scope, id),
  )
  const carer = carers.find((one) => one.id === recordId)
  const named = others.find((one) => one.id === recordId)
  const member = carer ? memberOfCarer(carer, members) : members.find((one) => one.id === recordId)
  if (askFirstOf({ members, carers, named: others, pupil }, id, held).has(recordId)) return true
  const kept =
    named ?? (recordId === id && pupil ? { name: null, phoneMasked: pupil.phoneMasked } : undefined)
  if (kept) return keptAwayAs(kept, members.map(keptAway)) !== undefined
  return member !== undefined && member.noContactReason !== null
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
  if (field === 'carerPhone' || field === 'carerAddress') {
    const carer = (await tx.rows(carersQuery(scope, id))).find((one) => one.id === recordId)
    if (!carer) return undefined
    return field === 'carerPhone'
      ? { value: carer.phoneSealed, context: sealingContext.carerPhone(recordId) }
      : { value: carer.addressSealed, context: sealingContext.carerAddress(recordId) }
  }
  if (field === 'namedPhone') {
    const named = (await tx.rows(namedQuery(scope, id))).find((one) => one.id === recordId)
    return named && { value: named.phoneSealed, context: sealingContext.namedPhone(recordId) }
  }
  if (field.startsWith('member')) {
    const member = (await tx.rows(membersQuery(scope, id))).find((one) => one.id === recordId)
    if (!member) return undefined
    if (field === 'memberWorkPhone')
      return { value: member.workPhoneSealed, context: sealingContext.memberWorkPhone(recordId) }
    if (field === 'memberWorkAddress')
      return { value: member.workAddressSealed, context: sealingContext.memberWorkAddress(recordId) }
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
