import { fail, invalid, ok } from '#shared/errors.ts'
import { mayChangeFamily } from '#shared/family/policy.ts'
import type { NamedChange, NamedInput } from '#shared/family/schema.ts'
import { MOST_NAMED } from '#shared/kin/schema.ts'
import { aboutChild, namedQuery, sealNamedPhone } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { type Changed, insertRecord, updateRecord } from '#server/family/parts/records.ts'
import { lockFamilyQuery, namedValues, recordQuery, villagersQuery } from '#server/family/queries.ts'
import type { Context } from '#server/http/context.ts'
import type { Vault } from '#server/vault/vault.ts'

/** Names somebody else to ring; of a director also for the other children of the village who have none. */
export function addNamed(deps: Deps, context: Context, pupilId: string, named: NamedInput): Promise<Changed> {
  const decision = mayChangeFamily(context.actor)
  const { vault } = deps
  return aboutChild(deps, context, { decision, id: pupilId }, async (tx, scope) => {
    await tx.rows(lockFamilyQuery(scope, pupilId))
    const { id, kind, phoneVerifiedOn } = named
    const [known] = await tx.rows(recordQuery(scope, 'contact_named', pupilId, id))
    if (known) return ok({ version: known.version })
    if (phoneVerifiedOn !== null && phoneVerifiedOn > scope.today)
      return invalid({ path: 'phoneVerifiedOn', code: 'in-future' })
    if (kind === 'second' && named.relation === null) return invalid({ path: 'relation', code: 'required' })
    const others = await tx.rows(namedQuery(scope, pupilId))
    if (others.filter((one) => one.kind === kind).length >= MOST_NAMED[kind])
      return invalid({ path: 'kind', code: 'too-many' })
    const added = await insert(tx, scope, vault, pupilId, named)
    if (!added.ok || kind !== 'villageDirector' || !named.wholeVillage) return added
    for (const { id: villager } of await tx.rows(villagersQuery(scope, pupilId)))
      await insert(tx, scope, vault, villager, { ...named, id: newId() })
    return added
  })
}

const insert = (tx: Transaction, scope: Scope, vault: Vault, pupilId: string, named: NamedInput) =>
  insertRecord(
    tx,
    scope,
    { table: 'contact_named', pupilId, id: named.id },
    {
      ...namedValues({ ...named, relation: named.relation ?? named.kind }),
      ...sealNamedPhone(vault, named.id, named.phone),
    },
  )

/** Changes what is known of a named contact; a new number is not the dead one, and one taken off stays on record. */
export function changeNamed(
  deps: Deps,
  context: Context,
  { id: pupilId, recordId: id }: { readonly id: string; readonly recordId: string },
  { version, ended, ...change }: NamedChange,
): Promise<Changed> {
  const decision = mayChangeFamily(context.actor)
  return aboutChild(deps, context, { decision, id: pupilId }, async (tx, scope) => {
    await tx.rows(lockFamilyQuery(scope, pupilId))
    const known = (await tx.rows(namedQuery(scope, pupilId))).find((one) => one.id === id)
    if (!known) return fail('not-found')
    const { phone, phoneVerifiedOn, relation } = change
    if (relation === null && known.kind === 'second') return invalid({ path: 'relation', code: 'required' })
    if (phoneVerifiedOn && phoneVerifiedOn > scope.today)
      return invalid({ path: 'phoneVerifiedOn', code: 'in-future' })
    return updateRecord(
      tx,
      scope,
      {
        table: 'contact_named', pupilId, id, version, at: new Date(deps.now()).toISOString(), vault: deps.vault,
      }, // prettier-ignore
      {
        ...namedValues(relation === null ? { ...change, relation: known.kind } : change),
        ...(phone !== undefined && { ...sealNamedPhone(deps.vault, id, phone), phone_dead_on: null }),
        ...(ended === true && { ended_on: scope.today }),
      },
    )
  })
}
