import pino from 'pino'
import type { Options, PostgresType } from 'postgres'
import { createAuth } from '#server/accounts/parts/auth.ts'
import { createApp } from '#server/app.ts'
import { connect } from '#server/db/client.ts'
import { createDatabase } from '#server/db/database.ts'
import { parseEnv } from '#server/env.ts'
import { createVault } from '#server/vault/vault.ts'

interface Orders {
  readonly target: Options<Record<string, PostgresType>>
  readonly now: string
}

/** The whole application as a process of its own on a port of its own, to be killed in the middle of its work. */
const { target, now: instant } = JSON.parse(process.argv[2] ?? '') as Orders
const env = parseEnv({ LOG_LEVEL: 'silent' })
const db = createDatabase(connect(target, { max: 4, prepare: true }), true)
const vault = createVault(Buffer.alloc(32, 1))
const now = (): number => Date.parse(instant)
const auth = await createAuth({ db, secret: vault.secret('session'), env, now })
const { http } = await createApp({ env, db, vault, auth, log: pino({ level: 'silent' }), now }, undefined)
process.stdout.write(`${await http.listen({ host: '127.0.0.1', port: 0 })}\n`)
