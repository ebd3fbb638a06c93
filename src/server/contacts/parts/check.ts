import { createHash, randomBytes } from 'node:crypto'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { mayCheckContacts } from '#shared/contacts/policy.ts'
import { mayGetLink, mayTurnTo } from '#shared/contacts/rules/reach.ts'
import type { ContactCheckInput, ContactLink } from '#shared/contacts/schema.ts'
import { aboutChild } from '#server/children/service.ts'
import { peopleOf } from '#server/contacts/parts/people-of.ts'
import { checkedQuery, decideQuery, makeLinkQuery, proposalQuery } from '#server/contacts/queries.ts'
import { currentRoundQuery } from '#server/contacts/reads.ts'
import { proposalContext } from '#server/contacts/service.ts'
import type { Deps } from '#server/deps.ts'
import { lockFamily, tellPhone, type Told } from '#server/family/service.ts'
import type { Context } from '#server/http/context.ts'
import type { Vault } from '#server/vault/vault.ts'

type Done = Result<{ done: true }>
const done = (): Done => ok({ done: true })

const TOKEN_BYTES = 32
const LINK_DAYS = 14
const DAY_MS = 86_400_000

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Numbers confirmed with a guardian by telephone or on paper: dated today, and the child's round is done. */
export function checkContacts(
  deps: Deps,
  context: Context,
  id: string,
  { way, confirmed, dead }: ContactCheckInput,
): Promise<Done> {
  const decision = mayCheckContacts(context.actor)
  return aboutChild(deps, context, { decision, id }, async (tx, scope) => {
    await lockFamily(tx, scope, id)
    const { people } = await peopleOf(tx, scope, deps.vault, id)
    const told: readonly (readonly [string, Told])[] = [
      ...confirmed.map((one) => [one, { kind: 'confirmed' }] as const),
      ...dead.map((one) => [one, { kind: 'dead' }] as const),
    ]
    const known = new Map(people.map((person) => [person.id, person]))
    if (told.some(([personId]) => !known.has(personId)))
      return invalid({ path: 'confirmed', code: 'unknown-reference' })
    if (people.some((one) => !mayTurnTo(one) && told.some(([personId]) => personId === one.id)))
      return invalid({ path: 'confirmed', code: 'kept-away' })
    const at = new Date(deps.now()).toISOString()
    for (const [personId, what] of told) {
      const record = known.get(personId)?.record ?? 'member'
      await tellPhone(tx, scope, deps.vault, {
        pupilId: id, record, id: personId, told: what, source: way, at,
      }) // prettier-ignore
    }
    const [round] = await tx.rows(currentRoundQuery(scope))
    if (round) {
      const state = dead.length > 0 ? 'corrected' : 'confirmed'
      await tx.run(checkedQuery(scope, { roundId: round.id, pupilId: id, way, state, at }))
    }
    tx.audit({
      action: 'confirm',
      entity: 'contactCard',
      entityId: id,
      pupilId: id,
      detail: { way, confirmed: confirmed.length, dead: dead.length },
    })
    return done()
  })
}

/** A private link for one guardian and one round; an earlier one of the child stops with the same stroke. */
export function makeContactLink(
  deps: Deps,
  context: Context,
  id: string,
  memberId: string,
): Promise<Result<ContactLink>> {
  const decision = mayCheckContacts(context.actor)
  return aboutChild<ContactLink>(deps, context, { decision, id }, async (tx, scope) => {
    const [round] = await tx.rows(currentRoundQuery(scope))
    if (!round) return fail('not-allowed-now')
    const { people } = await peopleOf(tx, scope, deps.vault, id)
    const guardian = people.find((one) => one.record === 'member' && one.id === memberId)
    if (!guardian) return invalid({ path: 'memberId', code: 'unknown-reference' })
    if (!mayTurnTo(guardian)) return invalid({ path: 'memberId', code: 'kept-away' })
    if (!mayGetLink(guardian)) return invalid({ path: 'memberId', code: 'invalid' })
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    const until = new Date(deps.now() + LINK_DAYS * DAY_MS).toISOString()
    const [made] = await tx.rows(
      makeLinkQuery(scope, { roundId: round.id, pupilId: id, memberId, hash: hashOf(token), until }),
    )
    if (!made) return fail('not-allowed-now')
    tx.audit({ action: 'link', entity: 'contactCheck', entityId: made.id, pupilId: id, detail: { memberId } })
    return ok({ path: `/contact/${token}`, until: made.until })
  })
}

function toldBy(vault: Vault, id: string, phoneSealed: Buffer | null): Told {
  return phoneSealed === null
    ? { kind: 'dead' }
    : { kind: 'number', phone: vault.open(phoneSealed, proposalContext(id)) }
}

/** Somebody of the school agrees to the number a guardian gave, or leaves the one on file. */
export function decideProposal(
  deps: Deps,
  context: Context,
  { id, recordId }: { id: string; recordId: string },
  accept: boolean,
): Promise<Done> {
  const decision = mayCheckContacts(context.actor)
  return aboutChild(deps, context, { decision, id }, async (tx, scope) => {
    await lockFamily(tx, scope, id)
    const [known] = await tx.rows(proposalQuery(scope, id, recordId))
    if (!known) return fail('not-found')
    const at = new Date(deps.now()).toISOString()
    const state = accept ? 'accepted' : 'refused'
    const [decided] = await tx.rows(decideQuery(scope, recordId, state, at))
    if (!decided) return fail('not-allowed-now')
    if (accept) {
      const told = toldBy(deps.vault, recordId, decided.phoneSealed)
      const taken = await tellPhone(tx, scope, deps.vault, {
        pupilId: id, record: decided.record as 'member' | 'carer', id: decided.recordId, told, source: 'guardian', at,
      }) // prettier-ignore
      if (!taken) return fail('not-allowed-now')
    }
    tx.audit({
      action: accept ? 'accept' : 'refuse',
      entity: 'contactProposal',
      entityId: recordId,
      pupilId: id,
    })
    return done()
  })
}
