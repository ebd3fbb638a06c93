import type { Sql } from 'postgres'
import { sealReason as sealCardReason } from '#server/cards/service.ts'
import { newId } from '#server/db/id.ts'
import { sealReason } from '#server/duties/service.ts'
import type { Vault } from '#server/vault/vault.ts'

const DONE = '0011-cover: reasons under seal'
const AT_ONCE = 1000

/**
 * The half of migration 0011 that needs the key: plain reasons of excuses and cards go under seal, once, as the owner.
 * Stopped in the middle it goes on at the next start.
 */
export async function sealReasons(owner: Sql, vault: Vault): Promise<number> {
  const [known] = await owner`select 1 from schema_migration where name = ${DONE}`
  if (known) return 0
  let count = 0
  for (const seal of [sealExcuses, sealCards])
    for (let some = await seal(owner, vault); some > 0; some = await seal(owner, vault)) count += some
  await owner`insert into schema_migration (name, hash) values (${DONE}, '') on conflict do nothing`
  return count
}

async function sealExcuses(owner: Sql, vault: Vault): Promise<number> {
  const rows = await owner<{ school_id: string; id: string; excuse_reason: string }[]>`
    select school_id, id, excuse_reason from duty where excuse_reason is not null and excuse_kind is not null limit ${AT_ONCE}`
  for (const { school_id: schoolId, id, excuse_reason: reason } of rows) {
    const excuseId = newId()
    await owner`with told as (
        insert into excuse (school_id, id, pupil_id, duty_id, from_on, to_on, kind, reason_sealed, state, asked_by, asked_at)
        select school_id, ${excuseId}, pupil_id, id, window_from, window_to, excuse_kind, ${sealReason(vault, excuseId, reason)},
          'agreed', excused_by, coalesce(excused_at, now())
        from duty where school_id = ${schoolId} and id = ${id})
      update duty set excuse_id = ${excuseId}, excuse_reason = null where school_id = ${schoolId} and id = ${id}`
  }
  return rows.length
}

async function sealCards(owner: Sql, vault: Vault): Promise<number> {
  const rows = await owner<
    { school_id: string; id: string; late: string | null; correction: string | null }[]
  >`
    select school_id, id, late_reason as late, correction_reason as correction from card
    where late_reason is not null or correction_reason is not null limit ${AT_ONCE}`
  for (const { school_id: schoolId, id, late, correction } of rows)
    await owner`update card set late_reason = null, correction_reason = null,
        late_reason_sealed = ${late === null ? null : sealCardReason(vault, 'late', id, late)},
        correction_reason_sealed = ${correction === null ? null : sealCardReason(vault, 'correction', id, correction)}
      where school_id = ${schoolId} and id = ${id}`
  return rows.length
}
