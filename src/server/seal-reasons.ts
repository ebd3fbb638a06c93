import type { Sql } from 'postgres'
import { sealReason as sealCardReason } from '#server/cards/service.ts'
import { EMPTY_PART, openPart, partOf, sealPart, type PartTier } from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import { sealReason } from '#server/duties/service.ts'
import { sealFileNote } from '#server/files/service.ts'
import type { Vault } from '#server/vault/vault.ts'

const REASONS = '0011-cover: reasons under seal'
const FILES = '0017-file: texts of files under seal'
const AT_ONCE = 1000

type Seal = (owner: Sql, vault: Vault) => Promise<number>

/** The half of migration 0011 that needs the key: plain reasons of excuses and cards go under seal. */
export const sealReasons: Seal = (owner, vault) => once(owner, vault, REASONS, [sealExcuses, sealCards])

/** The same for migration 0017: what files say, and why they were closed. */
export const sealFiles: Seal = (owner, vault) => once(owner, vault, FILES, [sealFileTexts])

/** Once, as the owner; stopped in the middle it goes on at the next start. */
async function once(owner: Sql, vault: Vault, name: string, seals: readonly Seal[]): Promise<number> {
  const [known] = await owner`select 1 from schema_migration where name = ${name}`
  if (known) return 0
  let count = 0
  for (const seal of seals)
    for (let some = await seal(owner, vault); some > 0; some = await seal(owner, vault)) count += some
  await owner`insert into schema_migration (name, hash) values (${name}, '') on conflict do nothing`
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

interface PlainFile {
  readonly school_id: string
  readonly id: string
  readonly pupil_id: string
  readonly character: string | null
  readonly interests: string | null
  readonly health: string | null
  readonly goals: string | null
  readonly close_reason: string | null
  readonly on: string
}

/** A child's file after the other, the oldest first: what a later one says stands. */
async function sealFileTexts(owner: Sql, vault: Vault): Promise<number> {
  const rows = await owner<PlainFile[]>`
    select school_id, id, pupil_id, character, interests, health, goals, close_reason, opened_on as on from child_file
    where coalesce(character, interests, health, goals, close_reason) is not null order by opened_on, id limit ${AT_ONCE}`
  for (const row of rows)
    await owner.begin(async (tx) => {
      const {
        school_id: schoolId,
        id,
        pupil_id: pupilId,
        character,
        interests,
        goals,
        health,
        close_reason: reason,
      } = row
      const texts: [PartTier, Record<string, string | null>][] = [
        ['basic', { character, interests, goals }],
        ['contact', { health }],
      ]
      for (const [tier, given] of texts) {
        const said = Object.entries(given).filter((one): one is [string, string] => one[1] !== null)
        if (said.length === 0) continue
        const [old] = await tx<{ sealed: Buffer }[]>`select sealed from child_file_part
          where school_id = ${schoolId} and pupil_id = ${pupilId} and tier = ${tier}`
        const before = old ? openPart(vault, pupilId, tier, old.sealed) : EMPTY_PART
        const news = partOf(Object.fromEntries(said), row.on)
        const sealed = sealPart(vault, pupilId, tier, {
          values: { ...before.values, ...news.values },
          written: { ...before.written, ...news.written },
        })
        await tx`insert into child_file_part (school_id, id, pupil_id, tier, sealed)
          values (${schoolId}, ${newId()}, ${pupilId}, ${tier}, ${sealed})
          on conflict (school_id, pupil_id, tier) do update set sealed = ${sealed}`
      }
      await tx`update child_file set character = null, interests = null, health = null, goals = null, close_reason = null,
          close_kind = coalesce(close_kind, ${reason === null ? null : 'other'}),
          close_note_sealed = coalesce(close_note_sealed, ${reason === null ? null : sealFileNote(vault, id, 'close', reason)})
        where school_id = ${schoolId} and id = ${id}`
    })
  return rows.length
}
