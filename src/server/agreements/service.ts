import { mayKeep, mayOpenAgreements, mayRecordSignature } from '#shared/agreements/policy.ts'
import { KINDS } from '#shared/agreements/rules/kinds.ts'
import {
  type Agreement,
  type AgreementInput,
  type EndInput,
  type SignInput,
} from '#shared/agreements/schema.ts'
import { addMonths } from '#shared/calendar/rules/local-date.ts'
import { fail, invalid, ok, type FieldError, type Result } from '#shared/errors.ts'
import { agreementFaults, signerFaults } from '#server/agreements/parts/faults.ts'
import { mayDrawUp, peopleOf } from '#server/agreements/parts/form.ts'
import { seal, sealTerms } from '#server/agreements/parts/sealed.ts'
import { agreementOf } from '#server/agreements/parts/shapes.ts'
import { currentText } from '#server/agreements/parts/texts.ts'
import {
  endQuery,
  insertAgreementQuery,
  insertOpinionQueries,
  insertPartiesQuery,
  lockAgreementQuery,
  signQuery,
} from '#server/agreements/queries.ts'
import {
  type AgreementRow,
  agreementQuery,
  partiesQuery,
  type PartyRow,
  signatureFileQuery,
} from '#server/agreements/reads.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { followAgreement } from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'

export { sealTerms } from '#server/agreements/parts/sealed.ts'
export { getForm } from '#server/agreements/parts/form.ts'
export { endAgreementsOfChild, keepSignedWords } from '#server/agreements/parts/leaving.ts'
export { entrustedLines, getRound, listOfChild } from '#server/agreements/parts/rounds.ts'
export { listTexts, writeText } from '#server/agreements/parts/texts.ts'

type Answer = Result<{ agreement: Agreement }>
type Work = (
  tx: Transaction,
  scope: Scope,
  agreement: AgreementRow,
  parties: readonly PartyRow[],
) => Promise<Result<unknown>>

/** One transaction about an agreement within reach, answered with how it stands afterwards. */
async function aboutAgreement(deps: Deps, context: Context, id: string, work: Work): Promise<Answer> {
  const { actor } = context
  const scope = context.scope(mayOpenAgreements(actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Answer>(scope, async (tx) => {
    await tx.rows(lockAgreementQuery(scope, id))
    const [[row], parties] = await tx.run(agreementQuery(scope, id), partiesQuery(scope, id))
    if (!row) return fail('not-found')
    const done = await work(tx, scope, row, parties)
    if (!done.ok) return done
    const [[after], signed] = await tx.run(agreementQuery(scope, id), partiesQuery(scope, id))
    return after ? ok({ agreement: agreementOf(deps.vault, actor, after, signed) }) : fail('not-found')
  })
}

export const getAgreement = (deps: Deps, context: Context, id: string): Promise<Answer> =>
  aboutAgreement(deps, context, id, async (tx, _scope, { pupilId, opinionSealed }) => {
    tx.audit({
      action: 'read',
      entity: 'agreement',
      entityId: id,
      pupilId,
      detail: { opinion: opinionSealed !== null },
    })
    return ok(null)
  })

/** Draws one up with the words in force. Sent twice, drawn up once. */
export async function createAgreement(deps: Deps, context: Context, input: AgreementInput): Promise<Answer> {
  const { vault } = deps
  const { id, kind, pupilId, staffId } = input
  const scope = context.scope(mayDrawUp(context.actor, kind))
  if (!scope) return fail('forbidden')
  const created = await deps.db.write<Result<null>>(scope, async (tx) => {
    const missing = missingFaults(input)
    if (missing.length > 0) return invalid(...missing)
    const people = await peopleOf(tx, scope, pupilId)
    if (!people) return fail('not-found')
    const [known] = await tx.rows(agreementQuery(scope, id))
    if (known) return known.kind === kind && known.pupilId === pupilId ? ok(null) : fail('already-exists')
    const faults = agreementFaults(input, people, scope.today)
    if (faults.length > 0) return invalid(...faults)
    const { version } = await currentText(tx, scope, kind)
    const [added] = await tx.rows(
      insertAgreementQuery(scope, {
        ...input,
        staffId,
        textVersion: version,
        termsSealed: input.terms && sealTerms(vault, id, input.terms),
        declaredOn: kind === 'entrusted' ? scope.today : null,
        createdBy: context.user.userId,
      }),
    )
    if (!added) {
      // The same one, sent twice at once.
      const [same] = await tx.rows(agreementQuery(scope, id))
      return same?.kind === kind && same.pupilId === pupilId ? ok(null) : fail('already-exists')
    }
    const parties = await tx.rows(insertPartiesQuery(scope, id, input.parties))
    if (parties.length < input.parties.length) return fail('already-exists')
    await addOpinion(deps, context, tx, scope, input)
    tx.audit({
      action: 'create',
      entity: 'agreement',
      entityId: id,
      pupilId,
      detail: { kind, text: version },
    })
    return ok(null)
  })
  return created.ok ? aboutAgreement(deps, context, id, async () => ok(null)) : created
}

function missingFaults({ kind, pupilId, staffId }: AgreementInput): FieldError[] {
  const { child, staff } = KINDS[kind]
  const faults: FieldError[] = []
  if (child !== (pupilId !== null)) faults.push({ path: 'pupilId', code: child ? 'required' : 'invalid' })
  if (staff !== (staffId !== null)) faults.push({ path: 'staffId', code: staff ? 'required' : 'invalid' })
  return faults
}

async function addOpinion(
  { vault }: Deps,
  context: Context,
  tx: Transaction,
  scope: Scope,
  { id: agreementId, kind, pupilId, opinion }: AgreementInput,
): Promise<void> {
  if (kind !== 'entrusted' || pupilId === null || opinion === null || opinion === '') return
  const id = newId()
  const sealed = seal(vault, 'opinion', id, opinion)
  const authorId = context.user.userId
  await tx.run(...insertOpinionQueries(scope, { id, agreementId, pupilId, authorId, sealed }))
}

/** Records one signature; what only a guardian may sign nobody else can (H-21). Sent twice, signed once. */
export function signAgreement(deps: Deps, context: Context, id: string, sign: SignInput): Promise<Answer> {
  const { vault } = deps
  return aboutAgreement(deps, context, id, async (tx, scope, agreement, parties) => {
    const party = parties.find((one) => one.id === sign.partyId)
    if (!party) return fail('not-found')
    const signing = { pupilId: agreement.pupilId, userId: party.userId }
    if (!mayRecordSignature(context.actor, signing)) return fail('forbidden')
    if (party.attachmentId === sign.attachmentId && party.signedOn === sign.on) return ok(null)
    if (party.signedOn !== null || agreement.state === 'ended') return fail('not-allowed-now')
    const [file] = await tx.rows(signatureFileQuery(scope, id, sign.attachmentId))
    const people = await peopleOf(tx, scope, agreement.pupilId)
    // Of a child that has left nothing is signed any more.
    if (!people) return fail('not-allowed-now')
    const faults = [
      ...signFaults(sign, agreement.from, scope.today, file !== undefined),
      ...reusedFaults(sign, parties),
      ...signerFaults(party, agreement.kind, people, sign.on),
    ]
    if (faults.length > 0) return invalid(...faults)
    const witness = sign.witness ?? ''
    await tx.run(signQuery(scope, sign, witness === '' ? null : seal(vault, 'witness', party.id, witness)))
    tx.audit({
      action: 'sign',
      entity: 'agreement',
      entityId: id,
      pupilId: agreement.pupilId,
      detail: { part: party.part, method: sign.method, on: sign.on },
    })
    const open = parties.filter(({ signedOn }) => signedOn === null).length
    if (open === 1 && agreement.pupilId !== null)
      await followAgreement(deps, tx, scope, { pupilId: agreement.pupilId, agreementId: id, on: sign.on })
    return ok(null)
  })
}

/** Nothing is signed longer before its first day. */
const SIGNED_BEFORE_MONTHS = 12

function signFaults(sign: SignInput, from: string, today: string, hasFile: boolean): FieldError[] {
  const faults: FieldError[] = []
  if (sign.on > today) faults.push({ path: 'on', code: 'in-future' })
  if (sign.on < addMonths(from, -SIGNED_BEFORE_MONTHS)) faults.push({ path: 'on', code: 'too-far' })
  if (!hasFile) faults.push({ path: 'attachmentId', code: 'unknown-reference' })
  if (sign.method === 'thumb' && (sign.witness ?? '') === '')
    faults.push({ path: 'witness', code: 'required' })
  return faults
}

/** One drawing or thumb is of one person; only a scan of paper may show several. */
const reusedFaults = (
  { method, attachmentId, partyId }: SignInput,
  parties: readonly PartyRow[],
): FieldError[] =>
  method !== 'paper' && parties.some((one) => one.id !== partyId && one.attachmentId === attachmentId)
    ? [{ path: 'attachmentId', code: 'not-unique' }]
    : []

export function endAgreement(deps: Deps, context: Context, id: string, end: EndInput): Promise<Answer> {
  return aboutAgreement(deps, context, id, async (tx, scope, agreement) => {
    if (!mayKeep(context.actor, agreement)) return fail('forbidden')
    if (agreement.endedOn !== null) return fail('not-allowed-now')
    if (end.on > scope.today) return invalid({ path: 'on', code: 'in-future' })
    if (end.on < agreement.from) return invalid({ path: 'on', code: 'before-start' })
    const sealed = seal(deps.vault, 'end', id, end.reason)
    const [ended] = await tx.rows(endQuery(scope, id, end.version, end.on, sealed))
    if (!ended) return fail('version-conflict')
    tx.audit({
      action: 'end',
      entity: 'agreement',
      entityId: id,
      pupilId: agreement.pupilId,
      detail: { on: end.on },
    })
    if (agreement.pupilId !== null)
      await followAgreement(deps, tx, scope, { pupilId: agreement.pupilId, agreementId: id, on: end.on })
    return ok(null)
  })
}
