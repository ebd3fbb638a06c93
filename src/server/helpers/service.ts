import { mayManageAccounts } from '#shared/accounts/policy.ts'
import type { FirstPassword } from '#shared/accounts/schema.ts'
import type { Decision } from '#shared/access/schema.ts'
import { addMonths } from '#shared/calendar/rules/local-date.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { mayGiveHelperAccount, mayKeepHelpers, mayUseOwnCard } from '#shared/helpers/policy.ts'
import {
  CheckKind,
  HelperKind,
  type CheckInput,
  type Helper,
  type HelperAccountInput,
  type HelperChange,
  type HelperInput,
  type OwnCard,
} from '#shared/helpers/schema.ts'
import type { OwnHelpInput } from '#shared/helps/schema.ts'
import { givenName } from '#shared/pairing/rules/given-name.ts'
import { normalisePhone } from '#shared/roster/rules/phone.ts'
import { insertAccount, newSecret } from '#server/accounts/service.ts'
import { byPinyin, maskPhone } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import { worksHereQuery } from '#server/db/works-here.ts'
import type { Deps } from '#server/deps.ts'
import {
  changeHelperQuery,
  insertCheckQuery,
  insertHelperQuery,
  leaveQuery,
  type PhoneColumns,
} from '#server/helpers/queries.ts'
import { helpersQuery, ownHelperQuery, ownPairingsQuery, type HelperRow } from '#server/helpers/reads.ts'
import { keepHelp, ownHelps } from '#server/helps/service.ts'
import type { Context } from '#server/http/context.ts'
import { endPairingsOfHelper, openAgreed } from '#server/pairing/service.ts'

type One = Result<{ helper: Helper }>

/** No check holds longer: one without an end would never be made again (H-09). */
const MOST_CHECK_MONTHS = 60

const helperOf = (row: HelperRow): Helper => ({
  ...row,
  kind: HelperKind.parse(row.kind),
  sex: row.sex as Helper['sex'],
  checks: row.checks.map((check) => ({ ...check, kind: CheckKind.parse(check.kind) })),
})

async function getHelper(tx: Transaction, scope: Scope, id: string): Promise<Helper> {
  const [row] = await tx.rows(helpersQuery(scope, id))
  if (!row) throw new Error('the helper just written is not there')
  return helperOf(row)
}

/** One change of a helper of the school; another school's does not exist. */
async function aboutHelper<T>(
  deps: Deps,
  context: Context,
  { decision, id }: { decision: Decision; id: string },
  work: (tx: Transaction, scope: Scope, helper: Helper) => Promise<Result<T>>,
): Promise<Result<T>> {
  const scope = context.scope(decision)
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<T>>(scope, async (tx) => {
    const [row] = await tx.rows(helpersQuery(scope, id))
    return row ? work(tx, scope, helperOf(row)) : fail('not-found')
  })
}

export async function listHelpers({ db }: Deps, context: Context): Promise<Result<{ helpers: Helper[] }>> {
  const scope = context.scope(mayKeepHelpers(context.actor))
  if (!scope) return fail('forbidden')
  const [rows] = await db.read(scope, [helpersQuery(scope)])
  return ok({ helpers: byPinyin(rows.map(helperOf), ({ leftOn }) => (leftOn === null ? 0 : 1)) })
}

/** Undefined when the number cannot be one (K-74). */
function phoneColumns({ vault }: Deps, id: string, typed: string | null): PhoneColumns | undefined {
  const read = normalisePhone(typed ?? '')
  if (!read.ok) return undefined
  const { phone } = read
  return {
    phone_sealed: phone === null ? null : vault.seal(phone, `helper.phone:${id}`),
    phone_masked: phone === null ? null : maskPhone(phone),
  }
}

export async function addHelper(deps: Deps, context: Context, input: HelperInput): Promise<One> {
  const scope = context.scope(mayKeepHelpers(context.actor))
  if (!scope) return fail('forbidden')
  const phone = phoneColumns(deps, input.id, input.phone)
  if (!phone) return invalid({ path: 'phone', code: 'phone-invalid' })
  return deps.db.write<One>(scope, async (tx) => {
    if (input.userId !== null && (await tx.rows(worksHereQuery(scope, input.userId))).length === 0)
      return invalid({ path: 'userId', code: 'unknown-reference' })
    const [made] = await tx.rows(insertHelperQuery(scope, input, phone))
    if (!made) {
      const [known] = await tx.rows(helpersQuery(scope, input.id))
      return known ? ok({ helper: helperOf(known) }) : invalid({ path: 'userId', code: 'not-unique' })
    }
    tx.audit({ action: 'create', entity: 'helper', entityId: input.id, detail: { kind: input.kind } })
    return ok({ helper: await getHelper(tx, scope, input.id) })
  })
}

export function changeHelper(deps: Deps, context: Context, id: string, change: HelperChange): Promise<One> {
  return aboutHelper(
    deps,
    context,
    { decision: mayKeepHelpers(context.actor), id },
    async (tx, scope, helper) => {
      const { version, name, phone, mostChildren, ...plain } = change
      const sealed = phone === undefined ? {} : phoneColumns(deps, id, phone)
      if (!sealed) return invalid({ path: 'phone', code: 'phone-invalid' })
      const columns = {
        ...plain,
        ...(name !== undefined && helper.kind !== 'staff' && { name }),
        ...(mostChildren !== undefined && { most_children: mostChildren }),
        ...sealed,
      }
      if ((await tx.rows(changeHelperQuery(scope, id, version, columns))).length === 0)
        return fail('version-conflict')
      tx.audit({ action: 'change', entity: 'helper', entityId: id, detail: { fields: Object.keys(columns) } })
      return ok({ helper: await getHelper(tx, scope, id) })
    },
  )
}

export function addCheck(deps: Deps, context: Context, id: string, check: CheckInput): Promise<One> {
  return aboutHelper(
    deps,
    context,
    { decision: mayKeepHelpers(context.actor), id },
    async (tx, scope, helper) => {
      if (helper.kind === 'staff' || helper.leftOn !== null) return fail('not-allowed-now')
      if (check.doneOn > scope.today) return invalid({ path: 'doneOn', code: 'in-future' })
      if (check.validTo > addMonths(check.doneOn, MOST_CHECK_MONTHS))
        return invalid({ path: 'validTo', code: 'too-far' })
      await tx.run(insertCheckQuery(scope, id, check))
      const { kind, validTo } = check
      tx.audit({ action: 'check', entity: 'helper', entityId: id, detail: { kind, validTo } })
      return ok({ helper: await getHelper(tx, scope, id) })
    },
  )
}

/** An account of the one role that opens the own card. Only for a volunteer whose checks hold (H-09). */
export async function giveAccount(
  deps: Deps,
  context: Context,
  id: string,
  input: HelperAccountInput,
): Promise<Result<FirstPassword>> {
  if (!mayManageAccounts(context.actor).allowed) return fail('forbidden')
  const secret = await newSecret(deps)
  const decision = mayGiveHelperAccount(context.actor)
  return aboutHelper<FirstPassword>(deps, context, { decision, id }, async (tx, scope, helper) => {
    const { name, vettedTo, version } = helper
    if (helper.kind !== 'volunteer' || helper.userId !== null || helper.leftOn !== null)
      return fail('not-allowed-now')
    if (vettedTo === null || vettedTo < scope.today)
      return invalid({ path: 'username', code: 'not-vetted', params: { name } })
    const role = { id: newId(), role: 'volunteer', classId: null, pupilId: null, to: null } as const
    const made = await insertAccount(deps, tx, scope, { ...input, name, roles: [role] }, secret)
    if (!made.ok) return made
    // Two at once: an account that opens no card is given to nobody.
    const linked = await tx.rows(changeHelperQuery(scope, id, version, { user_id: input.id }))
    return linked.length > 0 ? made : fail('version-conflict')
  })
}

/** Whoever leaves opens nothing from this moment on, and the pairings end with today (H-09). */
export function leave(deps: Deps, context: Context, id: string): Promise<One> {
  return aboutHelper(
    deps,
    context,
    { decision: mayKeepHelpers(context.actor), id },
    async (tx, scope, helper) => {
      if (helper.kind === 'staff') return fail('not-allowed-now')
      if (helper.leftOn === null) {
        await endPairingsOfHelper(deps, tx, scope, id)
        await tx.run(leaveQuery(scope, id))
        tx.audit({ action: 'end', entity: 'helper', entityId: id })
      }
      return ok({ helper: await getHelper(tx, scope, id) })
    },
  )
}

/**
 * All that a volunteer sees (H-09): what was agreed with the children of the running pairings, as long as the checks hold.
 * Every look goes on record like the opening of a file.
 */
export async function ownCard(deps: Deps, context: Context): Promise<Result<OwnCard>> {
  const scope = context.scope(mayUseOwnCard(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<OwnCard>>(scope, async (tx) => {
    const [own] = await tx.rows(ownHelperQuery(scope))
    if (!own) return ok({ name: context.user.name, vetted: false, checks: [], entrusted: [] })
    const [[row], pairings] = await tx.run(helpersQuery(scope, own.id), ownPairingsQuery(scope, own.id))
    // Whoever looks into a child's log finds who has its card in the hand (H-02, H-09).
    for (const pupilId of new Set(pairings.flatMap(({ children }) => children.map((one) => one.pupilId))))
      tx.audit({ action: 'read', entity: 'ownCard', entityId: own.id, pupilId })
    const helps = await ownHelps(
      deps,
      tx,
      scope,
      pairings.map(({ id }) => id),
    )
    return ok({
      name: context.user.name,
      vetted: row?.vettedTo !== null && row?.vettedTo !== undefined && row.vettedTo >= scope.today,
      checks: row ? helperOf(row).checks : [],
      entrusted: pairings.map(({ id, startedOn, children, sealed, supervisor }) => ({
        id,
        startedOn,
        children: children.map(({ memberId, name }) => ({ memberId, givenName: givenName(name) })),
        ...openAgreed(deps.vault, id, sealed),
        supervisor: supervisor ?? '',
        helps: helps.filter(({ pairingId }) => pairingId === id),
      })),
    })
  })
}

/** A volunteer writes down an own help, while the pairing runs and the checks hold; afterwards the card is empty (H-09). */
export async function recordOwnHelp(
  deps: Deps,
  context: Context,
  pairingId: string,
  input: OwnHelpInput,
): Promise<Result<{ done: true }>> {
  const scope = context.scope(mayUseOwnCard(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<{ done: true }>>(scope, async (tx) => {
    const [own] = await tx.rows(ownHelperQuery(scope))
    const pairings = own ? await tx.rows(ownPairingsQuery(scope, own.id)) : []
    const pairing = pairings.find(({ id }) => id === pairingId)
    if (!own || !pairing) return fail('not-found')
    const places = new Map(pairing.children.map(({ memberId, pupilId }) => [memberId, pupilId]))
    const days = { from: pairing.startedOn, to: scope.today }
    return keepHelp(deps, tx, scope, { ...input, ...days, pairingId, helperId: own.id, places })
  })
}
