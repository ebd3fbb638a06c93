import pino from 'pino'
import type { Options, PostgresType } from 'postgres'
import { connect } from '#server/db/client.ts'
import { createDatabase } from '#server/db/database.ts'
import type { Deps } from '#server/deps.ts'
import { importFile } from '#server/roster/service.ts'
import { createVault } from '#server/vault/vault.ts'
import { makeLargeRoster } from '#server/testing/large-roster.ts'

interface Orders {
  readonly target: Options<Record<string, PostgresType>>
  readonly schoolId: string
  readonly rows: number
}

/** A process of its own that imports a large roster, to be killed in the middle of it. */
const { target, schoolId, rows } = JSON.parse(process.argv[2] ?? '') as Orders
const sql = connect(target, { max: 3, prepare: true })
const log = pino({ level: 'silent' })
const deps = {
  db: createDatabase(sql, true),
  vault: createVault(Buffer.alloc(32, 1)),
  log,
  now: Date.now,
} as unknown as Deps
const bytes = await makeLargeRoster(rows)
await importFile(deps, schoolId, { bytes, fileName: '名单.xlsx', commit: true })
process.stdout.write('committed\n')
await sql.end()
