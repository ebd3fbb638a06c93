import { mayKeepHelpers } from '#shared/helpers/policy.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { givenName } from '#shared/pairing/rules/given-name.ts'
import { mayPair, maySeePairings } from '#shared/pairing/policy.ts'
import type {
  ChildPairings,
  Coverage,
  PairingChoices,
  PairingDetail,
  PairingNeed,
  PairingOverview,
  Slip,
} from '#shared/pairing/schema.ts'
import { byPinyin } from '#server/children/service.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import {
  asked,
  childOf,
  coverage,
  lineOf,
  loadOfRow,
  planPairing,
  pupilsIn,
} from '#server/pairing/parts/facts.ts'
import { auditEach } from '#server/pairing/parts/about.ts'
import { detailOf } from '#server/pairing/parts/detail.ts'
import { openAgreed } from '#server/pairing/parts/sealed.ts'
import {
  childrenQuery,
  choicesQuery,
  classesQuery,
  loadsQuery,
  needQuery,
  pairingsQuery,
  planPairingQuery,
  reachedQuery,
} from '#server/pairing/reads.ts'

export { readPairing } from '#server/pairing/parts/about.ts'
export { isShown } from '#server/pairing/parts/facts.ts'
export type { PairingRow } from '#server/pairing/reads.ts'
export { openAgreed, sealAgreed, sealNote } from '#server/pairing/parts/sealed.ts'
export { endPairingsOfChild } from '#server/pairing/parts/leaving.ts'
export { recordConsent, recordConsents } from '#server/pairing/parts/consenting.ts'
export { setNeed } from '#server/pairing/parts/needing.ts'
export { changeAgreed, propose } from '#server/pairing/parts/proposing.ts'
export { end, endPairingsOfHelper, review, start } from '#server/pairing/parts/running.ts'
export { cancelSuggestion, getSuggestion, startSuggestion } from '#server/pairing/parts/suggesting.ts'

/** In this order a list of helpers is given. */
const PARTS = ['outside', 'pupil', 'teacher']

/** Children with what is missing, helpers with their load, pairings: as far as the person's children go. */
export async function overview(
  { db }: Deps,
  context: Context,
  ended: boolean,
): Promise<Result<PairingOverview>> {
  const scope = context.scope(maySeePairings(context.actor))
  if (!scope) return fail('forbidden')
  const [[plan], children, loads, pairings] = await db.read(scope, [
    planPairingQuery(scope),
    childrenQuery(scope),
    loadsQuery(scope),
    pairingsQuery(scope, { ended }),
  ])
  const planned = planPairing(plan)
  const own = children.map((row) => childOf(planned, row))
  const may = { change: mayPair(context.actor).allowed, keepHelpers: mayKeepHelpers(context.actor).allowed }
  return ok({
    ...planned,
    coverage: coverage(planned, own, pairings.filter(({ reviewDue }) => reviewDue).length),
    children: asked(planned, own).map((child) => ({ ...child, keyTarget: may.change && child.keyTarget })),
    helpers: byPinyin(loads, ({ part }) => PARTS.indexOf(part))
      .map((row) => loadOfRow(planned, row))
      // Whoever pairs nobody needs only those who help the own children; who is out of reach has no name here.
      .filter(({ children: helped }) => may.change || helped.length > 0),
    pairings: pairings.map(lineOf),
    may,
  })
}

export async function summary({ db }: Deps, context: Context): Promise<Result<Coverage>> {
  const scope = context.scope(maySeePairings(context.actor))
  if (!scope) return fail('forbidden')
  const [[plan], children, pairings] = await db.read(scope, [
    planPairingQuery(scope),
    childrenQuery(scope),
    pairingsQuery(scope, {}),
  ])
  const planned = planPairing(plan)
  const due = pairings.filter(({ reviewDue }) => reviewDue).length
  return ok(
    coverage(
      planned,
      children.map((row) => childOf(planned, row)),
      due,
    ),
  )
}

export async function choices({ db }: Deps, context: Context): Promise<Result<PairingChoices>> {
  const scope = context.scope(mayPair(context.actor))
  if (!scope) return fail('forbidden')
  const [pupils, loads, classes] = await db.read(scope, [
    choicesQuery(scope),
    loadsQuery(scope),
    classesQuery(scope),
  ])
  const people = byPinyin(loads)
  const plain = ({ id, name, className }: (typeof pupils)[number]) => ({ id, name, className })
  return ok({
    children: pupils.filter(({ listed }) => listed).map(plain),
    pupils: pupils.filter(({ listed }) => !listed).map(plain),
    staff: people.filter(({ part }) => part === 'teacher').map(({ personId: id, name }) => ({ id, name })),
    outside: people
      .filter(({ part }) => part === 'outside')
      .map(({ personId: id, name, vettedTo }) => ({ id, name, vettedTo })),
    classes,
  })
}

export async function getPairing(
  deps: Deps,
  context: Context,
  id: string,
): Promise<Result<{ pairing: PairingDetail }>> {
  const scope = context.scope(maySeePairings(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<{ pairing: PairingDetail }>>(scope, async (tx) => {
    const [row] = await tx.rows(pairingsQuery(scope, { id, ended: true }))
    if (!row) return fail('not-found')
    const pairing = await detailOf(deps, context, tx, scope, row)
    const shown = pupilsIn(lineOf(row).members, 'child')
    auditEach(tx, shown, { action: 'read', entityId: id })
    return ok({ pairing })
  })
}

/** H-24: what a pupil who helps takes home on paper. No class, no family, no word of why. */
export async function slip(deps: Deps, context: Context, id: string): Promise<Result<Slip>> {
  const scope = context.scope(mayPair(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<Slip>>(scope, async (tx) => {
    const [row] = await tx.rows(pairingsQuery(scope, { id }))
    if (!row) return fail('not-found')
    const { members } = lineOf(row)
    const names = (wanted: string): string[] =>
      members.flatMap(({ part, name }) => (part === wanted ? [givenName(name)] : []))
    const { activity, time, place } = openAgreed(deps.vault, id, row.agreedSealed)
    const teacher = members.find(({ part }) => part === 'teacher')?.name
    auditEach(tx, pupilsIn(members, 'child', 'pupil'), { action: 'print', entityId: id })
    return ok({
      helperNames: names('pupil'),
      givenNames: names('child'),
      activity,
      time,
      place,
      supervisor: row.supervisorName ?? teacher ?? '',
    })
  })
}

export async function childPairings(
  { db }: Deps,
  context: Context,
  pupilId: string,
): Promise<Result<ChildPairings>> {
  const scope = context.scope(maySeePairings(context.actor))
  if (!scope) return fail('forbidden')
  const [[reached], [plan], pairings, [child], [need]] = await db.read(scope, [
    reachedQuery(scope, pupilId),
    planPairingQuery(scope),
    pairingsQuery(scope, { pupilId, ended: true }),
    childrenQuery(scope, pupilId),
    needQuery(scope, pupilId),
  ])
  if (!reached) return fail('not-found')
  const change = mayPair(context.actor).allowed
  return ok({
    pairings: pairings.map(lineOf),
    child: child ? { ...childOf(planPairing(plan), child), keyTarget: change && child.keyTarget } : null,
    need: change && need ? { ...need, helperSex: need.helperSex as PairingNeed['helperSex'] } : null,
    may: { change },
  })
}
