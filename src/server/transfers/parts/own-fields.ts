import { ownKey } from '#shared/children/rules/fields-values.ts'
import { openPart, partsQuery } from '#server/children/service.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { End } from '#server/transfers/parts/spanning.ts'
import type { Vault } from '#server/vault/vault.ts'

const definedThereQuery = (from: Scope) =>
  raw<{ fieldId: string }>(
    'select distinct field_id as "fieldId" from own_field where school_id = $1::uuid',
    [from.schoolId],
  )

const retireHereQuery = (scope: Scope, fieldIds: readonly string[]) =>
  raw(
    `insert into own_field (school_id, id, field_id, version, label, purpose, kind, options, tier, from_on, retired, created_by)
     select distinct on (f.field_id) $1::uuid, f.id, f.field_id, f.version, f.label, f.purpose, f.kind, f.options, f.tier,
       f.from_on, true, f.created_by
     from own_field f where f.school_id = $2::uuid and f.field_id = any ($3::uuid[]) order by f.field_id, f.version desc
     on conflict do nothing`,
    [scope.schoolId, scope.otherSchoolId, fieldIds],
  )

/** What the school before asked in fields of its own stays readable under their names; it is not asked here. */
export async function carryOwnFields(vault: Vault, own: End, from: Scope, pupilId: string): Promise<void> {
  const said = new Set(
    (await own.tx.rows(partsQuery(own.scope, pupilId))).flatMap(({ tier, sealed }) =>
      Object.keys(openPart(vault, pupilId, tier, sealed).values),
    ),
  )
  const fields = (await own.tx.rows(definedThereQuery(from))).filter(({ fieldId }) =>
    said.has(ownKey(fieldId)),
  )
  await own.tx.run(
    retireHereQuery(
      own.scope,
      fields.map(({ fieldId }) => fieldId),
    ),
  )
}
