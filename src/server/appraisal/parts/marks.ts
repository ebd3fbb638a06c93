import { mayLookAtAppraisal, mayMark } from '#shared/appraisal/policy.ts'
import type { MarkInput, MarkKind, MarkList } from '#shared/appraisal/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { auditRead, enter } from '#server/appraisal/parts/entering.ts'
import {
  askedOf,
  isNamed,
  keyOf,
  readChildren,
  readPaid,
  runningScheme,
  yearFacts,
  type Running,
} from '#server/appraisal/parts/facts.ts'
import { openEntry } from '#server/appraisal/parts/sealed.ts'
import { lockAppraisalQuery } from '#server/appraisal/queries.ts'
import { entriesQuery, schemeQuery, yearsQuery, type ChildRow } from '#server/appraisal/reads.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

interface Marking {
  readonly tx: Transaction
  readonly scope: Scope
  readonly running: Running
  readonly children: readonly ChildRow[]
  /** The person named to confirm conduct, who is paid for nothing. */
  readonly named: boolean
}

async function marking<T>(
  { db }: Deps,
  context: Context,
  id: string,
  work: (of: Marking) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { actor } = context
  // Whether it is the named person is known by the scheme only: looked up within the school.
  const outer = context.scope(mayLookAtAppraisal(actor))
  if (!outer) return fail('forbidden')
  const [[scheme], years] = await db.read(outer, [schemeQuery(outer, id), yearsQuery(outer)])
  const facts = scheme && yearFacts(outer, years, scheme.yearId)
  if (!facts) return fail('not-found')
  const [payees] = await db.read(outer, [readPaid(outer, facts)])
  const named = isNamed(scheme, payees, actor.userId)
  const scope = context.scope(mayMark(actor, named))
  if (!scope) return fail('forbidden')
  return db.write<Result<T>>(scope, async (tx) => {
    await tx.run(lockAppraisalQuery(scope))
    const found = await runningScheme(tx, scope, id)
    if (!found.ok) return found
    const running = found.value
    const [rows, paid] = await tx.run(readChildren(scope, running), readPaid(scope, running))
    const { marked } = askedOf(scope, rows, paid, running.settings)
    return work({ tx, scope, running, named, children: marked })
  })
}

export function listMarks(deps: Deps, context: Context, id: string): Promise<Result<MarkList>> {
  return marking<MarkList>(deps, context, id, async ({ tx, scope, running, children, named }) => {
    const { scheme, year } = running
    const [rows] = await tx.run(entriesQuery(scope, [year.id]))
    const newest = new Map(rows.map((row) => [keyOf(row), row]))
    const read = new Set<string>()
    const markOf = (pupilId: string, kind: MarkKind) => {
      const entry = newest.get(keyOf({ pupilId, kind, spanId: year.id }))
      const counts = entry && (kind === 'title' || entry.enteredBy === scheme.conductBy)
      if (counts) read.add(pupilId)
      return {
        holds: counts === true && openEntry(deps.vault, entry.id, entry.sealed) === true,
        entryId: entry?.id ?? null,
      }
    }
    const lines = children.map(({ id: pupilId, name, className }) => ({
      pupilId,
      name,
      className,
      conduct: named ? markOf(pupilId, 'conduct') : null,
      title: markOf(pupilId, 'title'),
    }))
    auditRead(tx, id, [...read], { conduct: named })
    return ok({ children: lines })
  })
}

/** K-61: conduct is confirmed by the named person and nobody else. */
export function giveMark(
  deps: Deps,
  context: Context,
  id: string,
  { id: entryId, pupilId, kind, holds, after }: MarkInput,
): Promise<Result<{ done: true }>> {
  return marking<{ done: true }>(deps, context, id, async ({ tx, scope, running, children, named }) => {
    if (!children.some((child) => child.id === pupilId)) return fail('not-found')
    if (kind === 'conduct' && !named) return fail('forbidden')
    return enter(deps, tx, scope, context.actor.userId, [
      { id: entryId, pupilId, kind, spanId: running.year.id, value: holds, after },
    ])
  })
}
