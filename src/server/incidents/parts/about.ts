import { fail, ok, type Result } from '#shared/errors.ts'
import { type IncidentLevel, maySeeIncidents } from '#shared/incidents/policy.ts'
import type { Incident } from '#shared/incidents/schema.ts'
import { peopleOf } from '#server/contacts/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { incidentOf, levelOf, type PeopleByChild } from '#server/incidents/parts/shapes.ts'
import { lockIncidentQuery, lockProtectionQuery } from '#server/incidents/queries.ts'
import {
  incidentQuery,
  type IncidentRow,
  noticesQuery,
  type NoticeRow,
  stepsQuery,
  type StepRow,
} from '#server/incidents/reads.ts'

/** An incident as the reader may know it. */
export interface Found {
  readonly row: IncidentRow
  readonly level: IncidentLevel
  readonly notices: readonly NoticeRow[]
  readonly steps: readonly StepRow[]
  readonly people: PeopleByChild
}

/** The people of each child. */
export async function peopleOfAll(
  tx: Transaction,
  scope: Scope,
  { vault }: Deps,
  pupilIds: readonly string[],
): Promise<PeopleByChild> {
  return new Map(
    await Promise.all(pupilIds.map(async (id) => [id, await peopleOf(tx, scope, vault, id)] as const)),
  )
}

async function find(
  tx: Transaction,
  scope: Scope,
  deps: Deps,
  { context, id }: { context: Context; id: string },
): Promise<Found | undefined> {
  const [[row], notices, steps] = await tx.run(
    incidentQuery(scope, id),
    noticesQuery(scope, [id]),
    stepsQuery(scope, id),
  )
  const level = row && levelOf(context.actor, row)
  if (!row || !level) return undefined
  const people = await peopleOfAll(
    tx,
    scope,
    deps,
    row.children.map((child) => child.id),
  )
  return { row, level, notices, steps, people }
}

export type Answer = Result<{ incident: Incident }>

interface Work {
  readonly id: string
  /** After the closing report nothing is added, but reading goes on. */
  readonly writes: boolean
  /** Changes who is withheld. */
  readonly protects?: boolean
  readonly work: (tx: Transaction, scope: Scope, found: Found) => Promise<Result<unknown>>
}

/** One transaction about an incident the reader may know of, answered with how it stands afterwards. */
export async function aboutIncident(
  deps: Deps,
  context: Context,
  { id, writes, protects = false, work }: Work,
): Promise<Answer> {
  const scope = context.scope(maySeeIncidents(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Answer>(scope, async (tx) => {
    if (protects) await tx.run(lockProtectionQuery(scope))
    if (writes) await tx.run(lockIncidentQuery(scope, id))
    const found = await find(tx, scope, deps, { context, id })
    if (!found) return fail('not-found')
    const done = await work(tx, scope, found)
    if (!done.ok) return done
    const after = writes ? await find(tx, scope, deps, { context, id }) : found
    if (!after) return fail('not-found')
    const now = new Date(deps.now()).toISOString()
    return ok({ incident: incidentOf(deps.vault, after.row, { ...after, actor: context.actor, now }) })
  })
}
