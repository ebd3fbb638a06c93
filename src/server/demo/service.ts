import { symmetricEncrypt } from 'better-auth/crypto'
import { todayIn, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { Transaction } from '#server/db/database.ts'
import { auditQuery } from '#server/db/audit-entry.ts'
import { newId } from '#server/db/id.ts'
import { mintJobScope, mintScope, type Scope } from '#server/db/scope.ts'
import { setScope } from '#server/db/set-scope.ts'
import { oneTimeCode } from '#server/accounts/service.ts'
import type { Deps } from '#server/deps.ts'
import { DEMO_ACCOUNTS, DEMO_PASSWORD, DEMO_SCHOOL, demoSchool } from '#server/demo/parts/demo-school.ts'
import { type DrawingRows, inventDrawings } from '#server/demo/parts/drawings.ts'
import {
  enterOneTwice,
  NEIGHBOUR_PREFIX,
  neighbourSchool,
  pendingTransfer,
} from '#server/demo/parts/moves.ts'
import type { InventedSchool } from '#server/demo/parts/school.ts'
import { base32 } from '#server/demo/parts/base32.ts'
import { bringUpToDate } from '#server/duties/service.ts'
import { TABLES, type Row, type Table } from '#server/demo/parts/tables.ts'
import { anySchoolQuery, insertRowsQuery, lockDemoQuery, usernameQuery } from '#server/demo/queries.ts'

export { generate } from '#server/demo/parts/generate.ts'

type Tx = Pick<Transaction, 'run' | 'rows'>

const TIME_ZONE = 'Asia/Shanghai'
const ROWS_AT_ONCE = 1000
/** Written by their authors only, after everything they hang on. */
const WORDS = ['card_content', 'handbook_text'] as const satisfies readonly Table[]
/** Written under the scope of each author. */
const OWN_HAND: ReadonlySet<Table> = new Set([...WORDS, 'attachment', 'attachment_part'])

/** The key behind the demo administrator's codes: of this data folder, the same at every start. */
const secondFactorSecret = ({ vault }: Deps): string => vault.secret('demo-second-factor').slice(0, 32)

/**
 * Fills an empty data folder with an invented school, once, in one transaction; a later start changes nothing.
 * Returns what the start prints: one account of each role.
 */
export async function prepareDemo(deps: Deps): Promise<string> {
  const [existing] = await deps.db.rows(anySchoolQuery(DEMO_SCHOOL))
  if (!existing) await createDemo(deps)
  else if (existing.name !== DEMO_SCHOOL)
    return 'This data folder holds another school than the demo: its own accounts work.\n'
  return accountLines(deps)
}

/** Were schools of this seed generated here before? */
export const schoolExists = async ({ db }: Deps, seed: number): Promise<boolean> =>
  (await db.rows(usernameQuery(`s${seed}-1-teacher1`))).length > 0

async function createDemo(deps: Deps): Promise<void> {
  const now = deps.now()
  const today = todayIn(TIME_ZONE, new Date(now))
  const passwordHash = await deps.auth.hashPassword(DEMO_PASSWORD)
  const school = demoSchool(deps.vault, today, now, passwordHash)
  enterOneTwice(school)
  const neighbour = neighbourSchool(deps.vault, { today, now, passwordHash })
  const transfer = pendingTransfer(school, neighbour, today, newId())
  const secondFactor = await secondFactorRow(deps, school)
  const drawings = await inventDrawings(deps.vault, school, newId)
  await deps.db.atomic(async (tx) => {
    await tx.run(lockDemoQuery())
    // Another node may have been first.
    const [existing] = await tx.rows(anySchoolQuery(DEMO_SCHOOL))
    if (existing) return
    const scope = mintJobScope(school.frame.schoolId, today)
    await setScope(tx, scope)
    for (const table of TABLES)
      if (!OWN_HAND.has(table)) await insertAll(tx, table, school.rows.byTable[table])
    await tx.run(insertRowsQuery('auth_two_factor', [secondFactor]))
    await insertContents(tx, school, today)
    await insertDrawings(tx, drawings, school.frame.schoolId, today)
    await setScope(tx, scope)
    await bringUpToDate(tx, scope, today)
    if (transfer) await insertAll(tx, 'transfer', [transfer.out])
    await setScope(tx, mintJobScope(neighbour.frame.schoolId, today))
    for (const table of TABLES) await insertAll(tx, table, neighbour.rows.byTable[table])
    if (transfer) await insertAll(tx, 'transfer', [transfer.in])
    await setScope(tx, scope)
    await tx.run(
      auditQuery(scope, {
        action: 'create',
        entity: 'unit',
        entityId: school.frame.schoolId,
        detail: { demo: true },
      }),
    )
  })
}

async function insertAll(tx: Tx, table: Table, rows: readonly Row[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    await tx.run(insertRowsQuery(table, rows.slice(at, at + ROWS_AT_ONCE)))
}

function authorScope(schoolId: string, userId: string, today: LocalDate): Scope {
  const decision = { allowed: true, why: 'classTeacher', reach: { kind: 'school' }, tiers: [] } as const
  const scope = mintScope({ schoolId, userId, today }, decision)
  if (!scope) throw new Error('an allowed decision gives a scope')
  return scope
}

/** What was said or written may be stored by its author only, here as everywhere. */
async function insertContents(tx: Tx, { rows, frame }: InventedSchool, today: LocalDate): Promise<void> {
  const all = WORDS.flatMap((table) => rows.byTable[table])
  for (const author of new Set(all.map((row) => row['author_id'] as string))) {
    await setScope(tx, authorScope(frame.schoolId, author, today))
    for (const table of WORDS)
      await insertAll(
        tx,
        table,
        rows.byTable[table].filter((row) => row['author_id'] === author),
      )
  }
}

/** The same holds for the bytes of a photo. */
async function insertDrawings(
  tx: Tx,
  drawings: readonly DrawingRows[],
  schoolId: string,
  today: LocalDate,
): Promise<void> {
  for (const { authorId, file, parts } of drawings) {
    await setScope(tx, authorScope(schoolId, authorId, today))
    await insertAll(tx, 'attachment', [file])
    await insertAll(tx, 'attachment_part', parts)
  }
}

async function secondFactorRow(deps: Deps, { staff }: InventedSchool): Promise<Row> {
  const seal = (data: string): Promise<string> => symmetricEncrypt({ key: deps.auth.secret, data })
  const userId = staff.leaders.get('administrator')?.userId ?? ''
  return {
    id: newId(),
    userId,
    secret: await seal(secondFactorSecret(deps)),
    backupCodes: await seal('[]'),
    verified: true,
  }
}

function accountLines(deps: Deps): string {
  const secret = secondFactorSecret(deps)
  const width = Math.max(...DEMO_ACCOUNTS.map(({ username }) => username.length))
  return [
    `${DEMO_SCHOOL}（演示，数据全部虚构 / invented data）`,
    ...DEMO_ACCOUNTS.map(({ title, username }) => `  ${username.padEnd(width)}  ${DEMO_PASSWORD}  ${title}`),
    `  ${`${NEIGHBOUR_PREFIX}principal`.padEnd(width)}  ${DEMO_PASSWORD}  邻校校长 principal of a second school`,
    `  administrator 还需动态码 / also needs a code: ${oneTimeCode(secret, deps.now())} now (two of them a minute),`,
    `  later ones from an authenticator app with the key ${base32(secret)}`,
    '',
  ].join('\n')
}
