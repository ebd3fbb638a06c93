import { CompiledQuery } from 'kysely'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'

/** One read of a file or one change, before it has its place in the chain. */
export interface AuditEvent {
  readonly action: string
  readonly entity: string
  readonly entityId?: string | null
  readonly pupilId?: string | null
  /** Ids, counts and field names only: never a name, a number or a text about a child. */
  readonly detail?: Readonly<Record<string, unknown>>
  /** Only if this finds a row: what nobody reached must not be on record as looked at. */
  readonly if?: CompiledQuery
}

export interface AuditColumns {
  readonly id: string
  /** ISO instant with milliseconds (UTC). */
  readonly at: string
  readonly actor_id: string | null
  readonly action: string
  readonly entity: string
  readonly entity_id: string | null
  readonly pupil_id: string | null
  readonly why: string
  readonly detail: string
}

/** The text that is hashed: the entry's columns in fixed order. Verifying builds it again from the row. */
export function canonicalEntry(row: AuditColumns): string {
  return JSON.stringify([
    row.id,
    row.at,
    row.actor_id,
    row.action,
    row.entity,
    row.entity_id,
    row.pupil_id,
    row.why,
    row.detail,
  ])
}

/** Hash of an entry = SHA-256(hash of the entry before ‖ canonical text); the head row keeps the order (ADR 0005). */
export function auditQuery(scope: Scope, event: AuditEvent): CompiledQuery {
  const row: AuditColumns = {
    id: newId(),
    at: new Date().toISOString(),
    actor_id: scope.userId,
    action: event.action,
    entity: event.entity,
    entity_id: event.entityId ?? null,
    pupil_id: event.pupilId ?? null,
    why: scope.why,
    detail: JSON.stringify(event.detail ?? {}),
  }
  const values = [
    scope.schoolId,
    canonicalEntry(row),
    row.id,
    row.at,
    row.actor_id,
    row.action,
    row.entity,
    row.entity_id,
    row.pupil_id,
    row.why,
    row.detail,
  ]
  const condition = event.if ? ` where exists (${shifted(event.if.sql, values.length)})` : ''
  return CompiledQuery.raw(
    `with head as (
       insert into audit_head (school_id, seq, hash) select $1::uuid, 1, sha256(convert_to($2::text, 'UTF8'))${condition}
       on conflict (school_id) do update
         set seq = audit_head.seq + 1, hash = sha256(audit_head.hash || convert_to($2::text, 'UTF8'))
       returning seq, hash)
     insert into audit_entry (school_id, id, seq, at, actor_id, action, entity, entity_id, pupil_id, why, detail, hash)
     select $1::uuid, $3::uuid, head.seq, $4::timestamptz, $5::uuid, $6, $7, $8::uuid, $9::uuid, $10, $11, head.hash from head`,
    [...values, ...(event.if?.parameters ?? [])],
  )
}

/** The same query with its parameters behind `by` others. */
const shifted = (sql: string, by: number): string =>
  sql.replaceAll(/\$(\d+)/g, (_, number: string) => `$${Number(number) + by}`)
