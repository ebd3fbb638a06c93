import { setImmediate as nextTurn } from 'node:timers/promises'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import type { CommitReport } from '#shared/roster/schema.ts'
import { evaluateSchool } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Query } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import { planForManyQuery } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import { openDuties, oweAgainQuery } from '#server/duties/service.ts'
import { forget, forgetPlans } from '#server/roster/parts/desk.ts'
import { imageOf } from '#server/roster/parts/images.ts'
import { mergePupil } from '#server/roster/parts/merge-pupil.ts'
import { makePlan, type Plan, type PlannedRow } from '#server/roster/parts/plan.ts'
import { ENTITIES, type Entity, type Write } from '#server/roster/parts/records.ts'
import { fileOf } from '#server/roster/parts/reading.ts'
import { loadRoll } from '#server/roster/parts/roll.ts'
import {
  changeImportQuery,
  insertClassesQuery,
  lockRosterQuery,
  upsertQueries,
} from '#server/roster/queries.ts'
import { lockImportQuery } from '#server/roster/reads.ts'

const ROWS_A_TURN = 100
/** While rows are sealed the sockets are not served, and the database waits for the rest of the last portion. */
const ROWS_A_BREATH = 10
/** More waiting portions would only hold the file in memory as SQL. */
const WAITING = 4
/** From so many pupils on the whole school is decided at once. */
const FEW = 50

interface Change {
  readonly id: string
  readonly import_id: string
  readonly entity: string
  readonly entity_id: string
  readonly pupil_id: string | null
  readonly kind: 'added' | 'changed'
  readonly before_sealed: Buffer | null
  readonly row_number: number | null
}

/** What must be remembered to undo a write; whatever hangs on a new pupil goes with the pupil. */
function changeOf(
  { vault }: Deps,
  importId: string,
  row: PlannedRow,
  { entity, record, before }: Write,
): Change[] {
  const pupilId = 'pupil_id' in record ? record.pupil_id : record.id
  if (row.action === 'add' && entity !== 'pupil') return []
  const id = newId()
  const before_sealed = before ? imageOf(vault, id, before) : null
  const kind = before ? 'changed' : 'added'
  return [
    {
      id,
      import_id: importId,
      entity,
      entity_id: record.id,
      pupil_id: pupilId,
      kind,
      before_sealed,
      row_number: row.line.row,
    },
  ]
}

async function queriesOf(
  deps: Deps,
  scope: Scope,
  importId: string,
  plan: Plan,
  rows: readonly PlannedRow[],
): Promise<Query[]> {
  const writes: Write[] = []
  const changes: Change[] = []
  for (const [at, row] of rows.entries()) {
    if (at % ROWS_A_BREATH === 0) await nextTurn()
    const { fields } = row.line
    const merged =
      row.merged ?? (fields && row.action === 'add' ? mergePupil(plan.context, fields, null) : null)
    for (const write of merged?.writes ?? []) {
      writes.push(write)
      changes.push(...changeOf(deps, importId, row, write))
    }
  }
  const ofEntity = (entity: Entity, fresh: boolean): Query[] =>
    upsertQueries(
      scope,
      entity,
      writes
        .filter((one) => one.entity === entity && (one.before === null) === fresh)
        .map(({ record }) => record),
      { fresh },
    )
  return [
    ...ENTITIES.flatMap((entity) => [...ofEntity(entity, true), ...ofEntity(entity, false)]),
    ...upsertQueries(scope, 'roster_change', changes, { fresh: true }),
  ]
}

/** Sends the rows in portions: while the database writes one, the next is sealed, and other requests get their turn. */
async function writeRows(
  deps: Deps,
  tx: Transaction,
  scope: Scope,
  importId: string,
  plan: Plan,
): Promise<void> {
  const touched = plan.rows.filter(({ action }) => action === 'add' || action === 'change')
  const sent: Promise<unknown>[] = []
  for (let from = 0; from < touched.length; from += ROWS_A_TURN) {
    const queries = await queriesOf(deps, scope, importId, plan, touched.slice(from, from + ROWS_A_TURN))
    // Answers would hold on to the values that were sent.
    const answer = tx.run(...queries).then(() => undefined)
    answer.catch(() => undefined)
    sent.push(answer)
    if (sent.length >= WAITING) await sent.at(-WAITING)
  }
  await Promise.all(sent)
}

async function createClasses(
  tx: Transaction,
  scope: Scope,
  importId: string,
  plan: Plan,
  yearId: string,
): Promise<void> {
  const classes = plan.newClasses.map((one) => ({ ...one, yearId }))
  const changes = classes.map(({ id }): Change => ({
    id: newId(),
    import_id: importId,
    entity: 'class',
    entity_id: id,
    pupil_id: null,
    kind: 'added',
    before_sealed: null,
    row_number: null,
  }))
  await tx.run(insertClassesQuery(scope, classes), ...upsertQueries(scope, 'roster_change', changes))
}

/** Statuses and duties after the roll has changed, in the same transaction. */
export async function decideAgain(deps: Deps, tx: Transaction, scope: Scope, pupilIds: readonly string[]) {
  const wholeSchool = pupilIds.length > FEW || pupilIds.length === 0
  if (wholeSchool) await tx.run(planForManyQuery())
  const report = await evaluateSchool(tx, scope, scope.today, wholeSchool ? undefined : pupilIds)
  await openDuties(deps, tx, scope, scope.today)
  return report
}

/** Compares once more and takes everything over, all or none; the second of two at once gets `import-busy`. */
export async function commit(
  deps: Deps,
  scope: Scope,
  id: string,
  agreed: boolean,
): Promise<Result<CommitReport>> {
  const result = await deps.db.write<Result<CommitReport>>(scope, async (tx) => {
    const [lock] = await tx.rows(lockRosterQuery(scope))
    if (!lock?.locked) return fail('import-busy')
    const [row] = await tx.rows(lockImportQuery(scope, id))
    if (!row) return fail('not-found')
    // Sent twice: the first has done it.
    if (row.state === 'committed') return ok((row.summary as { report: CommitReport }).report)
    if (row.state !== 'preview') return fail('not-allowed-now')
    const run: Transaction['run'] = (...queries) => tx.run(...queries)
    const file = await fileOf(deps, run, scope, row)
    if (!file) return fail('not-allowed-now')
    if (!file.roster) return fail('file-no-header')
    const roll = await loadRoll(run, scope, row.asOf)
    const plan = makePlan(deps.vault, file, roll, row.asOf)
    const { added, changed, unchanged } = plan.counts
    if (added + changed === 0) return fail('import-nothing-to-do')
    const classesCreated = plan.newClasses.length
    if (classesCreated > 0) {
      if (!agreed)
        return invalid({ path: 'createClasses', code: 'required', params: { classes: classesCreated } })
      if (roll.yearId === null) return invalid({ path: 'createClasses', code: 'outside-school-year' })
      await createClasses(tx, scope, id, plan, roll.yearId)
    }
    await writeRows(deps, tx, scope, id, plan)
    const known = plan.rows.flatMap(({ action, stored }) =>
      action === 'change' && stored ? [stored.pupil.id] : [],
    )
    const back = plan.rows.flatMap(({ action, stored }) =>
      action === 'change' && stored?.pupil.left_on ? [stored.pupil.id] : [],
    )
    if (back.length > 0) await tx.run(oweAgainQuery(scope, back, row.asOf))
    const { began, ended, filesOpened } = await decideAgain(deps, tx, scope, added > 0 ? [] : known)
    const report = { added, changed, unchanged, classesCreated, began, ended, filesOpened }
    const summary = { counts: plan.counts, report }
    await tx.run(
      changeImportQuery(
        scope,
        id,
        { states: ['preview'] },
        { state: 'committed', summary, stamp: 'committed_at', forgetFile: true },
      ),
    )
    tx.audit({
      action: 'commit',
      entity: 'rosterImport',
      entityId: id,
      detail: { added, changed, unchanged, classesCreated },
    })
    return ok(report)
  })
  if (result.ok) {
    forget(id)
    forgetPlans()
  }
  return result
}
