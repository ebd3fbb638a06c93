import { fail, ok, type Result } from '#shared/errors.ts'
import type { UndoReport } from '#shared/roster/schema.ts'
import type { Transaction } from '#server/db/database.ts'
import { giveWayQuery, givingWay } from '#server/db/giving-way.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import { planForManyQuery } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import { decideAgain } from '#server/roster/parts/commit.ts'
import { forget, forgetPlans } from '#server/roster/parts/desk.ts'
import { type Image, openImage } from '#server/roster/parts/images.ts'
import { ENTITIES, type Entity } from '#server/roster/parts/records.ts'
import { changeImportQuery, deleteQuery, lockRosterQuery, upsertQueries } from '#server/roster/queries.ts'
import {
  changesQuery,
  holdAddedQueries,
  lockImportQuery,
  recordsQuery,
  touchedSinceQuery,
  usedClassesQuery,
} from '#server/roster/reads.ts'

type Change = RowOf<ReturnType<typeof changesQuery>>

interface Restored {
  readonly entity: Entity
  readonly image: Image
}

const ROWS_TOLD = 30

/** Which rows cannot be taken back, and the images of those that can. */
async function check(
  deps: Deps,
  tx: Transaction,
  scope: Scope,
  importId: string,
  changes: readonly Change[],
) {
  const fresh = changes.filter(({ entity, kind }) => entity !== 'class' && kind === 'added')
  const added = fresh.filter(({ entity }) => entity === 'pupil')
  const people = fresh.filter(({ entity }) => entity !== 'pupil')
  const idsOf = (some: readonly Change[]): string[] => some.map(({ entityId }) => entityId)
  const own = { pupils: idsOf(added), people: idsOf(people) }
  await tx.run(...holdAddedQueries(scope, own))
  const touched = await tx.rows(touchedSinceQuery(scope, importId, own))
  const worked = new Set(touched.map(({ id }) => id))
  const stuck = new Set(fresh.flatMap(({ entityId, row }) => (worked.has(entityId) ? [row] : [])))
  const images: Restored[] = []
  const rest = changes.filter(
    ({ entity, kind }) => entity !== 'class' && !(entity === 'pupil' && kind === 'added'),
  )
  for (const entity of ENTITIES) {
    const own = rest.filter((change) => change.entity === entity)
    if (own.length === 0) continue
    const records = await tx.rows(recordsQuery(scope, entity, idsOf(own)))
    const now = new Map(records.map((record) => [record.id, record]))
    for (const { id, entityId, pupilId, beforeSealed, row } of own) {
      const image = beforeSealed ? openImage(deps.vault, id, entity, beforeSealed) : undefined
      const record = now.get(entityId)
      const version = record && 'version' in record ? record.version : undefined
      const edited = version !== undefined && version !== (image?.version ?? 0) + 1
      // Two entries made one: the row is gone, or another child's.
      const moved = !record || ('pupil_id' in record && record.pupil_id !== pupilId)
      if (edited || moved) stuck.add(row)
      else if (image)
        images.push({ entity, image: version === undefined ? image : { ...image, version: version + 1 } })
    }
  }
  return { stuck, images, added }
}

async function takeBack(
  tx: Transaction,
  scope: Scope,
  changes: readonly Change[],
  images: readonly Restored[],
): Promise<void> {
  const addedOf = (entity: string): string[] =>
    changes.flatMap((one) => (one.entity === entity && one.kind === 'added' ? [one.entityId] : []))
  const removals = [...ENTITIES].reverse().flatMap((entity) => {
    const ids = addedOf(entity)
    return ids.length > 0 ? [deleteQuery(scope, entity, ids)] : []
  })
  const restored = ENTITIES.flatMap((entity) =>
    upsertQueries(
      scope,
      entity,
      images.filter((one) => one.entity === entity).map(({ image }) => image),
    ),
  )
  await tx.run(...restored, ...removals)
  const classes = addedOf('class')
  if (classes.length === 0) return
  const used = new Set((await tx.rows(usedClassesQuery(scope, classes))).map(({ id }) => id))
  await tx.run(
    deleteQuery(
      scope,
      'class',
      classes.filter((id) => !used.has(id)),
    ),
  )
}

/**
 * Removes what an import added and restores what it changed. Whatever somebody has done with it since (a card, an
 * agreement, a later edit, a role) stands against it: `import-changed-since` names the rows, and nothing is touched. What
 * the system did by itself goes with it. Classes that something refers to stay.
 */
export async function undo(deps: Deps, scope: Scope, id: string): Promise<Result<UndoReport>> {
  const work = async (tx: Transaction): Promise<Result<UndoReport>> => {
    await tx.run(giveWayQuery())
    const [lock] = await tx.rows(lockRosterQuery(scope))
    if (!lock?.locked) return fail('import-busy')
    const [row] = await tx.rows(lockImportQuery(scope, id))
    if (!row) return fail('not-found')
    if (row.state !== 'committed') return fail('not-allowed-now')
    await tx.run(planForManyQuery())
    const changes = await tx.rows(changesQuery(scope, id))
    const { stuck, images, added } = await check(deps, tx, scope, id, changes)
    if (stuck.size > 0) {
      const rows = [...stuck].filter((one) => one !== null).toSorted((a, b) => a - b)
      return fail('import-changed-since', { count: rows.length, rows: rows.slice(0, ROWS_TOLD).join(', ') })
    }
    await takeBack(tx, scope, changes, images)
    const restored = new Set(
      changes.flatMap((one) => (one.pupilId !== null && !added.includes(one) ? [one.pupilId] : [])),
    )
    const report = { removed: added.length, restored: restored.size }
    const summary = { ...(row.summary as object), undo: report }
    await tx.run(
      changeImportQuery(
        scope,
        id,
        { states: ['committed'] },
        { state: 'undone', summary, stamp: 'undone_at' },
      ),
    )
    await decideAgain(deps, tx, scope, added.length > 0 ? [] : [...restored])
    tx.audit({ action: 'undo', entity: 'rosterImport', entityId: id, detail: report })
    return ok(report)
  }
  const result = await givingWay(() => deps.db.write(scope, work))
  if (result.ok) {
    forget(id)
    forgetPlans()
  }
  return result
}
