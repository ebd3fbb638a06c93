import type { Sql, TransactionSql } from 'postgres'
import { sealReason as sealCardReason } from '#server/cards/service.ts'
import {
  EMPTY_PART,
  openPart,
  partOf,
  type PartTier,
  sealAbsenceNote,
  sealCarerHealth,
  sealCarerReason,
  sealMemberHealth,
  sealPart,
} from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import { sealReason } from '#server/duties/service.ts'
import { sealFileNote } from '#server/files/service.ts'
import type { Vault } from '#server/vault/vault.ts'
import { sealReason as sealWorkReason } from '#server/work/service.ts'

const WORK_DONE = '0016-ended: reasons of work under seal'
const FILES_DONE = '0017-file: texts of files under seal'
const LOCK = 730_212
const AT_ONCE = 1000

type Seal = (owner: TransactionSql, vault: Vault) => Promise<number>

/**
 * The half of some migrations that needs the key: what earlier versions kept in plain text goes under seal, as the owner,
 * at each start that finds any. Each part is all or nothing, one node at a time; stopped in the middle it begins anew at
 * the next start. (Released migrations, which nobody edits, speak of this file as seal-reasons.ts.)
 */
export async function sealPlainText(owner: Sql, vault: Vault): Promise<void> {
  await sealReasons(owner, vault)
  await sealFiles(owner, vault)
  await sealFamilies(owner, vault)
}

/**
 * Of migrations 0011 and 0016: reasons of excuses, cards and work. The plain columns of cards and duties are dropped once
 * they are empty.
 */
export async function sealReasons(owner: Sql, vault: Vault): Promise<number> {
  return owner.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK})`
    const [plain] =
      await tx`select 1 from pg_attribute where attrelid = 'card'::regclass and attname = 'late_reason'
      and not attisdropped`
    const cards = plain ? await sealAll(tx, vault, [sealExcuses, sealCards]) : 0
    if (plain) {
      await tx`alter table card drop column late_reason, drop column correction_reason`
      await tx`alter table duty drop column excuse_reason`
    }
    const [known] = await tx`select 1 from schema_migration where name = ${WORK_DONE}`
    const works = known ? 0 : await sealAll(tx, vault, [sealWorks])
    if (!known) await tx`insert into schema_migration (name, hash) values (${WORK_DONE}, '')`
    return cards + works
  })
}

/** Of migration 0017: what files say, and why they were closed. */
export async function sealFiles(owner: Sql, vault: Vault): Promise<number> {
  return owner.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK})`
    const [known] = await tx`select 1 from schema_migration where name = ${FILES_DONE}`
    if (known) return 0
    const files = await sealAll(tx, vault, [sealFileTexts])
    await tx`insert into schema_migration (name, hash) values (${FILES_DONE}, '')`
    return files
  })
}

/** Of migration 0024: why somebody is away or cares, and how somebody's health is. The plain columns go. */
export async function sealFamilies(owner: Sql, vault: Vault): Promise<number> {
  return owner.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK})`
    const [plain] =
      await tx`select 1 from pg_attribute where attrelid = 'absence'::regclass and attname = 'note'
      and not attisdropped`
    if (!plain) return 0
    const words = await sealAll(tx, vault, [sealAbsences, sealMembers, sealCarers])
    await tx`alter table absence drop column note`
    await tx`alter table family_member drop column health`
    await tx`alter table carer drop column health, drop column reason`
    return words
  })
}

async function sealAll(owner: TransactionSql, vault: Vault, seals: readonly Seal[]): Promise<number> {
  let count = 0
  for (const seal of seals)
    for (let some = await seal(owner, vault); some > 0; some = await seal(owner, vault)) count += some
  return count
}

/** What stands without an excuse belongs to one that was taken back: it is kept as such. */
async function sealExcuses(owner: TransactionSql, vault: Vault): Promise<number> {
  const rows = await owner<{ school_id: string; id: string; excuse_reason: string }[]>`
    select school_id, id, excuse_reason from duty where excuse_reason is not null limit ${AT_ONCE}`
  for (const { school_id: schoolId, id, excuse_reason: reason } of rows) {
    const excuseId = newId()
    await owner`with told as (
        insert into excuse (school_id, id, pupil_id, duty_id, from_on, to_on, kind, reason_sealed, state, asked_by, asked_at)
        select school_id, ${excuseId}, pupil_id, id, window_from, window_to, coalesce(excuse_kind, 'other'),
          ${sealReason(vault, excuseId, reason)}, case when excuse_kind is null then 'withdrawn' else 'agreed' end, excused_by,
          coalesce(excused_at, now())
        from duty where school_id = ${schoolId} and id = ${id})
      update duty set excuse_id = case when excuse_kind is null then excuse_id else ${excuseId}::uuid end, excuse_reason = null
      where school_id = ${schoolId} and id = ${id}`
  }
  return rows.length
}

interface Plain {
  readonly school_id: string
  readonly id: string
  readonly late: string | null
  readonly correction: string | null
}

async function sealCards(owner: TransactionSql, vault: Vault): Promise<number> {
  const rows = await owner<Plain[]>`
    select school_id, id, late_reason as late, correction_reason as correction from card
    where late_reason is not null or correction_reason is not null limit ${AT_ONCE}`
  for (const { school_id: schoolId, id, late, correction } of rows)
    await owner`update card set late_reason = null, correction_reason = null,
        late_reason_sealed = coalesce(${late === null ? null : sealCardReason(vault, 'late', id, late)}, late_reason_sealed),
        correction_reason_sealed = coalesce(
          ${correction === null ? null : sealCardReason(vault, 'correction', id, correction)}, correction_reason_sealed)
      where school_id = ${schoolId} and id = ${id}`
  return rows.length
}

async function sealWorks(owner: TransactionSql, vault: Vault): Promise<number> {
  const rows = await owner<Plain[]>`
    select school_id, id, late_reason as late, correction_reason as correction from work
    where late_reason is not null or correction_reason is not null limit ${AT_ONCE}`
  for (const { school_id: schoolId, id, late, correction } of rows)
    await owner`update work set late_reason = null, correction_reason = null,
        late_reason_sealed = ${late === null ? null : sealWorkReason(vault, 'late', id, late)},
        correction_reason_sealed = ${correction === null ? null : sealWorkReason(vault, 'correction', id, correction)}
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
async function sealFileTexts(tx: TransactionSql, vault: Vault): Promise<number> {
  const rows = await tx<PlainFile[]>`
    select school_id, id, pupil_id, character, interests, health, goals, close_reason, opened_on as on from child_file
    where coalesce(character, interests, health, goals, close_reason) is not null order by opened_on, id limit ${AT_ONCE}`
  for (const row of rows) {
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
  }
  return rows.length
}

interface PlainWords {
  readonly school_id: string
  readonly id: string
  readonly health: string | null
  readonly reason: string | null
}

async function sealAbsences(tx: TransactionSql, vault: Vault): Promise<number> {
  const rows = await tx<{ school_id: string; id: string; note: string }[]>`
    select school_id, id, note from absence where note is not null limit ${AT_ONCE}`
  for (const { school_id: schoolId, id, note } of rows)
    await tx`update absence set note = null, note_sealed = coalesce(note_sealed, ${sealAbsenceNote(vault, id, note).note_sealed})
      where school_id = ${schoolId} and id = ${id}`
  return rows.length
}

async function sealMembers(tx: TransactionSql, vault: Vault): Promise<number> {
  const rows = await tx<PlainWords[]>`
    select school_id, id, health from family_member where health is not null limit ${AT_ONCE}`
  for (const { school_id: schoolId, id, health } of rows)
    await tx`update family_member set health = null,
        health_sealed = coalesce(health_sealed, ${sealMemberHealth(vault, id, health).health_sealed})
      where school_id = ${schoolId} and id = ${id}`
  return rows.length
}

async function sealCarers(tx: TransactionSql, vault: Vault): Promise<number> {
  const rows = await tx<PlainWords[]>`
    select school_id, id, health, reason from carer where health is not null or reason is not null limit ${AT_ONCE}`
  for (const { school_id: schoolId, id, health, reason } of rows)
    await tx`update carer set health = null, reason = null,
        health_sealed = coalesce(health_sealed, ${sealCarerHealth(vault, id, health).health_sealed}),
        reason_sealed = coalesce(reason_sealed, ${sealCarerReason(vault, id, reason).reason_sealed})
      where school_id = ${schoolId} and id = ${id}`
  return rows.length
}
