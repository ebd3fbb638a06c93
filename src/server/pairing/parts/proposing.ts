import { fail, invalid, ok, type FieldError, type Result } from '#shared/errors.ts'
import { compositionFaults } from '#shared/pairing/rules/composition.ts'
import { mayPair } from '#shared/pairing/policy.ts'
import type { AgreedChange, PairingDetail, PairingInput } from '#shared/pairing/schema.ts'
import type { z } from 'zod'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { mostOf, pupilsIn, planPairing, plannedMost } from '#server/pairing/parts/facts.ts'
import { mayHelp } from '#server/pairing/parts/may-help.ts'
import { sealAgreed } from '#server/pairing/parts/sealed.ts'
import { aboutPairing, auditEach, detailNow } from '#server/pairing/parts/about.ts'
import {
  changePairingQuery,
  insertMembersQuery,
  insertPairingsQuery,
  lockPairingsQuery,
} from '#server/pairing/queries.ts'
import {
  choicesQuery,
  classesQuery,
  groupedQuery,
  loadsQuery,
  pairingsQuery,
  planPairingQuery,
  type PairingRow,
} from '#server/pairing/reads.ts'

/** Everything a proposal is held against, read once for any number of them. */
async function factsFor(deps: Deps, tx: Transaction, scope: Scope, pairings: readonly PairingInput[]) {
  const people = pairings.flatMap(({ members }) => members.map(({ personId }) => personId))
  const follows = pairings.flatMap((one) => one.follows ?? [])
  const [[plan], pupils, loads, classes, grouped] = await tx.run(
    planPairingQuery(scope),
    choicesQuery(scope),
    loadsQuery(scope),
    classesQuery(scope),
    groupedQuery(scope, people, follows),
  )
  return {
    plan: planPairing(plan),
    pupils: new Map(pupils.map((row) => [row.id, row])),
    helpers: new Map(
      loads.map((row) => [row.personId, { ...row, helped: new Set(row.children.map(({ id }) => id)) }]),
    ),
    classes: new Map(classes.map(({ id, name }) => [id, name])),
    grouped: new Set(grouped.map(({ personId }) => personId)),
    barFaults: await mayHelp(deps, tx, scope, pairings),
  }
}
type Facts = Awaited<ReturnType<typeof factsFor>>

/** Do all members exist, the pupils within reach? */
function referenceFaults({ members, supervisorId }: PairingInput, facts: Facts, scope: Scope): FieldError[] {
  const unknown = (path: string): FieldError => ({ path, code: 'unknown-reference' })
  const faults = members.flatMap(({ part, personId }): FieldError[] => {
    const pupil = facts.pupils.get(personId)
    if (part === 'child' || part === 'pupil') return pupil ? [] : [unknown(part)]
    if (part === 'class') return facts.classes.has(personId) ? [] : [unknown(part)]
    return facts.helpers.get(personId)?.part === part ? [] : [unknown(part)]
  })
  const { reach } = scope
  const classes = members.filter(({ part }) => part === 'class')
  if (
    reach.kind === 'some' &&
    faults.length === 0 &&
    classes.length > 0 &&
    !classes.some(({ personId }) => reach.classIds.includes(personId))
  )
    faults.push(unknown('class'))
  if (supervisorId !== null && facts.helpers.get(supervisorId)?.part !== 'teacher')
    faults.push(unknown('supervisorId'))
  return faults
}

/** Bars, load and who helps the child already; what is accepted counts for the next of the same request. */
function helperFaults(pairing: PairingInput, facts: Facts): FieldError[] {
  const { kind, members, follows } = pairing
  const faults: FieldError[] = []
  const children = members.flatMap(({ part, personId }) => (part === 'child' ? [personId] : []))
  for (const { part, personId } of members) {
    if (part === 'child' || part === 'class') continue
    const name = facts.helpers.get(personId)?.name ?? facts.pupils.get(personId)?.name ?? ''
    faults.push(...facts.barFaults(pairing, { part, personId, name }))
    const known = facts.helpers.get(personId) ?? {
      part,
      personId,
      name,
      vettedTo: null,
      most: null,
      children: [],
      elsewhere: 0,
      helped: new Set<string>(),
    }
    facts.helpers.set(personId, known)
    if (follows === null && children.some((child) => known.helped.has(child)))
      faults.push({ path: part, code: 'helps-already', params: { name } })
    // The pupils of a group carry it together.
    if (kind === 'group3211' && part === 'pupil') continue
    for (const child of children) known.helped.add(child)
    const max = mostOf(facts.plan, known)
    if (known.helped.size + known.elsewhere > max)
      faults.push({ path: part, code: 'too-many', params: { max } })
  }
  return faults
}

/** Everybody is in one group only (K-60); whoever is in one here is not in the next of the same request. */
function groupFaults({ kind, members }: PairingInput, { grouped, helpers, pupils }: Facts): FieldError[] {
  if (kind !== 'group3211') return []
  return members.flatMap(({ part, personId }): FieldError[] => {
    const name = helpers.get(personId)?.name ?? pupils.get(personId)?.name ?? ''
    if (grouped.has(personId)) return [{ path: part, code: 'in-group', params: { name } }]
    grouped.add(personId)
    return []
  })
}

/** A pairing takes over from one of the same children or classes. */
function sameChildren({ members }: PairingInput, old: PairingRow | undefined): boolean {
  const of = (list: readonly { readonly part: string; readonly personId: string }[]): string =>
    list
      .flatMap(({ part, personId }) => (part === 'child' || part === 'class' ? [personId] : []))
      .toSorted()
      .join()
  return old !== undefined && of(members) === of(old.members)
}

function faultsOf(input: PairingInput, facts: Facts, scope: Scope): readonly FieldError[] {
  const unknown = referenceFaults(input, facts, scope)
  if (unknown.length > 0) return unknown
  const members = input.members.map((one) => ({
    ...one,
    inCare: facts.pupils.get(one.personId)?.listed === true,
  }))
  const composed = compositionFaults({ ...input, members }, plannedMost(facts.plan, input.kind))
  return composed.length > 0 ? composed : [...groupFaults(input, facts), ...helperFaults(input, facts)]
}

/**
 * Proposes pairings, all or none. Sent twice it proposes once: ids known already are left as they are, so that accepting a
 * suggestion again changes nothing.
 */
export async function propose(
  deps: Deps,
  context: Context,
  inputs: readonly PairingInput[],
): Promise<Result<{ proposed: number }>> {
  const scope = context.scope(mayPair(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<{ proposed: number }>>(scope, async (tx) => {
    await tx.rows(lockPairingsQuery(scope))
    const all = await tx.rows(pairingsQuery(scope, { ended: true }))
    const known = new Map(all.map((row) => [row.id, row]))
    const fresh = inputs.filter(({ id }) => !known.has(id))
    const facts = await factsFor(deps, tx, scope, fresh)
    const faults = fresh.flatMap((input, at) => {
      const lost = input.follows !== null && !sameChildren(input, known.get(input.follows))
      const found = lost
        ? [{ path: 'follows', code: 'unknown-reference' } as const]
        : faultsOf(input, facts, scope)
      return found.map((fault) =>
        inputs.length === 1 ? fault : { ...fault, path: `pairings.${at}.${fault.path}` },
      )
    })
    if (faults.length > 0) return invalid(...faults)
    const rows = fresh.map((input) => ({ ...input, sealed: sealAgreed(deps.vault, input.id, input.agreed) }))
    const made = new Set((await tx.rows(insertPairingsQuery(scope, rows))).map(({ id }) => id))
    const own = rows.filter(({ id }) => made.has(id))
    // An id in use out of reach stays what it is.
    if (own.length < rows.length) return fail('already-exists')
    const members = own.flatMap((one) => one.members)
    if ((await tx.rows(insertMembersQuery(scope, own))).length < members.length) return fail('already-exists')
    for (const { id, kind, members, follows } of own)
      auditEach(tx, pupilsIn(members, 'child'), {
        action: 'propose',
        entityId: id,
        detail: { kind, members: members.length, follows },
      })
    return ok({ proposed: own.length })
  })
}

export function changeAgreed(
  deps: Deps,
  context: Context,
  id: string,
  change: z.output<typeof AgreedChange>,
): Promise<Result<{ pairing: PairingDetail }>> {
  return aboutPairing(deps, context, { decision: mayPair(context.actor), id }, async (tx, scope, row) => {
    if (row.version !== change.version) return fail('version-conflict')
    if (row.state === 'ended') return fail('not-allowed-now')
    const { agreed, supervisorId } = change
    if (supervisorId !== undefined && supervisorId !== null) {
      const staff = await tx.rows(loadsQuery(scope))
      if (!staff.some(({ part, personId }) => part === 'teacher' && personId === supervisorId))
        return invalid({ path: 'supervisorId', code: 'unknown-reference' })
    }
    if (supervisorId === null && !row.members.some(({ part }) => part === 'teacher' || part === 'class'))
      return invalid({ path: 'supervisorId', code: 'required' })
    await tx.run(
      changePairingQuery(scope, id, {
        ...(agreed && { agreed_sealed: sealAgreed(deps.vault, id, agreed) }),
        ...(supervisorId !== undefined && { supervisor_id: supervisorId }),
      }),
    )
    auditEach(tx, pupilsIn(row.members, 'child'), { action: 'change', entityId: id })
    return ok({ pairing: await detailNow(deps, context, tx, scope, id) })
  })
}
