import { createHash } from 'node:crypto'
import { mayReadAudit } from '#shared/audit/policy.ts'
import type { AuditPage, AuditQuery } from '#shared/audit/schema.ts'
import { todayIn } from '#shared/calendar/rules/local-date.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import {
  AUDIT_PAGE,
  auditPageQuery,
  chainHeadQuery,
  chainRowsQuery,
  schoolsQuery,
} from '#server/audit/reads.ts'
import { canonicalEntry } from '#server/db/audit-entry.ts'
import { mintJobScope, type Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import type { Vault } from '#server/vault/vault.ts'

const noteContext = (pupilId: string): string => `audit.note:${pupilId}`

/** What somebody wrote about a look may name the child: in the log it stands under seal. */
export const sealAuditNote = (vault: Vault, pupilId: string, note: string): string =>
  vault.seal(note, noteContext(pupilId)).toString('base64')

function detailOf(vault: Vault, pupilId: string | null, text: string): Record<string, unknown> {
  const detail = JSON.parse(text) as Record<string, unknown>
  const { note } = detail
  if (typeof note !== 'string' || pupilId === null) return detail
  return { ...detail, note: vault.open(Buffer.from(note, 'base64'), noteContext(pupilId)) }
}

export async function listAudit(
  { db, vault }: Deps,
  context: Context,
  query: AuditQuery,
): Promise<Result<AuditPage>> {
  const scope = context.scope(mayReadAudit(context.actor))
  if (!scope) return fail('forbidden')
  const [rows] = await db.read(scope, [auditPageQuery(scope, query)])
  const lines = rows
    .slice(0, AUDIT_PAGE)
    .map((row) => ({ ...row, detail: detailOf(vault, row.pupilId, row.detail) }))
  const last = lines.at(-1)
  return ok({ lines, nextBefore: rows.length > AUDIT_PAGE && last ? last.seq : null })
}

export type ChainReport =
  | { readonly sound: true; readonly entries: number; readonly head: string }
  | {
      readonly sound: false
      readonly entries: number
      readonly brokenAt: number
      readonly reason: 'changed' | 'missing' | 'head'
    }

const BATCH = 5000

/** Recomputes a school's whole chain from its rows: a changed, removed, added or reordered row breaks it (ADR 0005). */
export async function verifyChain({ db }: Deps, scope: Scope): Promise<ChainReport> {
  const [heads] = await db.read(scope, [chainHeadQuery(scope)])
  const head = heads[0] ?? { seq: 0, hash: Buffer.alloc(0) }
  let hash: Buffer = Buffer.alloc(0)
  let seq = 0
  while (seq < head.seq) {
    const [rows] = await db.read(scope, [chainRowsQuery(scope, seq, Math.min(BATCH, head.seq - seq))])
    if (rows.length === 0) return { sound: false, entries: seq, brokenAt: seq + 1, reason: 'missing' }
    for (const row of rows) {
      if (row.seq !== seq + 1) return { sound: false, entries: seq, brokenAt: seq + 1, reason: 'missing' }
      hash = createHash('sha256').update(hash).update(canonicalEntry(row)).digest()
      if (!hash.equals(row.hash)) return { sound: false, entries: seq, brokenAt: row.seq, reason: 'changed' }
      seq = row.seq
    }
  }
  if (!head.hash.equals(hash)) return { sound: false, entries: seq, brokenAt: seq, reason: 'head' }
  const [beyond] = await db.read(scope, [chainRowsQuery(scope, head.seq, 1)])
  const grown = beyond.length > 0 && (await db.read(scope, [chainHeadQuery(scope)]))[0][0]?.seq === head.seq
  if (grown) return { sound: false, entries: seq, brokenAt: seq + 1, reason: 'head' }
  return { sound: true, entries: seq, head: hash.toString('hex') }
}

/** Every school's chain, for the command line. */
export async function verifyAllChains(deps: Deps): Promise<(ChainReport & { schoolId: string })[]> {
  const schools = await deps.db.rows(schoolsQuery())
  const reports = []
  for (const { id, timeZone } of schools) {
    const scope = mintJobScope(id, todayIn(timeZone, new Date(deps.now())))
    reports.push({ schoolId: id, ...(await verifyChain(deps, scope)) })
  }
  return reports
}
