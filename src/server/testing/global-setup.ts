import type { TestProject } from 'vitest/node'
import { connect, type Target } from '#server/db/client.ts'
import { migrate } from '#server/db/migrate.ts'
import { startTemporaryServer } from '#server/testing/temporary-database.ts'

export const TEMPLATE = 'shouwang_template'

declare module 'vitest' {
  interface ProvidedContext {
    /** The test server's connections, without a database's name. */
    ownerTarget: Exclude<Target, string>
    appTarget: Exclude<Target, string>
  }
}

/** One real PostgreSQL for the whole run; every test file copies the migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTemporaryServer()
  const admin = connect(server.owner('postgres'), { max: 1, prepare: false })
  await admin.unsafe(`create database ${TEMPLATE}`)
  const owner = connect(server.owner(TEMPLATE), { max: 1, prepare: false })
  await migrate(owner, 'test')
  await Promise.all([owner.end(), admin.end()])
  project.provide('ownerTarget', server.owner('postgres'))
  project.provide('appTarget', server.app('postgres'))
  return () => server.stop()
}
