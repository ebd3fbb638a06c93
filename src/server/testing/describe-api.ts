import pino from 'pino'
import { createApp } from '#server/app.ts'
import { createAuth } from '#server/accounts/parts/auth.ts'
import { connect } from '#server/db/client.ts'
import { createDatabase } from '#server/db/database.ts'
import { parseEnv } from '#server/env.ts'
import { openApiOf } from '#server/http/openapi.ts'
import { createVault } from '#server/vault/vault.ts'

/** OpenAPI of all routes; nothing is asked of a database, so none is there. */
export async function describeApi(): Promise<Record<string, unknown>> {
  const env = parseEnv({ LOG_LEVEL: 'silent' })
  const db = createDatabase(connect('postgres://nobody@127.0.0.1:1/none', { max: 1, prepare: false }), false)
  const vault = createVault(Buffer.alloc(32))
  const now = (): number => 0
  const auth = await createAuth({ db, secret: vault.secret('session'), env, now })
  const { http, router } = await createApp(
    { env, db, vault, auth, log: pino({ level: 'silent' }), now },
    undefined,
  )
  const api = openApiOf(router)
  await http.close()
  await db.close()
  return api
}
