import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { findRunning, startEmbedded } from '#server/db/embedded/launcher.ts'
import { commandLine, pidExists } from '#server/db/embedded/process-identity.ts'
import { ask, homeOf, spawnApp, startApp, testFolders, until } from '#server/testing/embedded-process.ts'

const { folder, systemDir, clean } = testFolders()
afterAll(clean)

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}

describe.runIf(process.platform === 'linux')('after kill -9', () => {
  it('of the app the database ends by itself within seconds, and every committed row is there at the next start', async () => {
    const dataDir = folder('data')
    const app = await startApp({ dataDir, systemDir })
    await ask(app.connection, 'create table card as select 1 as id')
    await app.end('SIGKILL')
    await until(() => !pidExists(app.pid), 5000)
    const next = await startApp({ dataDir, systemDir })
    expect(await ask(next.connection, 'select id from card')).toEqual([{ id: 1 }])
    await next.end()
  })

  it('of app and watcher the next start ends the orphan', async () => {
    const dataDir = folder('data')
    const app = await startApp({ dataDir, systemDir })
    const watcher = childrenOf(app.app.pid ?? 0).find((pid) => commandLine(pid).includes('shouwang-watcher'))
    process.kill(watcher ?? 0, 'SIGKILL')
    await app.end('SIGKILL')
    await sleep(300)
    expect(pidExists(app.pid)).toBe(true)
    const next = await startApp({ dataDir, systemDir })
    expect(pidExists(app.pid)).toBe(false)
    expect(await ask(next.connection, 'select 1 as one')).toEqual([{ one: 1 }])
    await next.end()
  })

  it('of the watcher alone another one takes its place', async () => {
    const dataDir = folder('data')
    const app = await startApp({ dataDir, systemDir })
    const watchers = (): number[] =>
      childrenOf(app.app.pid ?? 0).filter((pid) => commandLine(pid).includes('shouwang-watcher'))
    const [old = 0] = watchers()
    process.kill(old, 'SIGKILL')
    await until(() => watchers().some((pid) => pid !== old))
    await app.end('SIGKILL')
    await until(() => !pidExists(app.pid), 5000)
    expect(findRunning(dataDir)).toBeUndefined()
  })

  it('of the database it is running again by itself', async () => {
    const dataDir = folder('data')
    const app = await startApp({ dataDir, systemDir })
    await ask(app.connection, 'create table card as select 1 as id')
    process.kill(app.pid, 'SIGKILL')
    await until(() => app.notices.includes('The database is running again.'))
    expect(await ask(app.connection, 'select id from card')).toEqual([{ id: 1 }])
    await app.end()
  })

  it('of app and database together the next start recovers, twice', async () => {
    const dataDir = folder('data')
    for (let round = 0; round < 2; round += 1) {
      const app = await startApp({ dataDir, systemDir })
      await ask(
        app.connection,
        `create table if not exists card (id int); insert into card values (${round})`,
      )
      process.kill(app.pid, 'SIGKILL')
      await app.end('SIGKILL')
    }
    const app = await startApp({ dataDir, systemDir })
    expect(await ask(app.connection, 'select count(*)::int as cards from card')).toEqual([{ cards: 2 }])
    await app.end()
  })

  it('in the middle of the first start the next one begins again', async () => {
    const dataDir = folder('data')
    const { app, started } = spawnApp({ dataDir, systemDir })
    started.catch(() => undefined)
    const initdb = (): number | undefined =>
      childrenOf(app.pid ?? 0).find((pid) => commandLine(pid).includes('initdb'))
    await until(() => initdb() !== undefined)
    const half = initdb() ?? 0
    await sleep(150)
    process.kill(half, 'SIGSTOP')
    app.kill('SIGKILL')
    process.kill(half, 'SIGKILL')
    await until(() => app.signalCode !== null)
    expect(existsSync(join(dataDir, 'postgres.json'))).toBe(false)
    const next = await startApp({ dataDir, systemDir })
    expect(next.created).toBe(true)
    const home = homeOf(dataDir)
    expect(
      readdirSync(join(home, '..'))
        .concat(readdirSync(home))
        .filter((name) => /draft/.test(name)),
    ).toEqual([])
    await next.end()
  })
})

describe.runIf(process.platform === 'linux')('a note of a server (postmaster.pid)', () => {
  it.each([
    ['whose number is free', String(2 ** 22 + 1)],
    ['whose number went to a stranger', String(process.pid)],
  ])('%s does not stop the start', async (_case, pid) => {
    const dataDir = folder('data')
    const first = await startEmbedded({ dataDir, systemDir })
    const cluster = join(homeOf(dataDir), 'cluster')
    await first.stop()
    writeFileSync(
      join(cluster, 'postmaster.pid'),
      `${pid}\n${cluster}\n1\n5432\n/nowhere\n\n      1    1\nready\n`,
    )
    const second = await startEmbedded({ dataDir, systemDir })
    expect(await ask(second.connection, 'select 1 as one')).toEqual([{ one: 1 }])
    await second.stop()
  })
})
