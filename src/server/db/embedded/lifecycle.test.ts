import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { findRunning, startEmbedded, startOrAttach } from '#server/db/embedded/launcher.ts'
import { commandLine, pidExists } from '#server/db/embedded/process-identity.ts'
import { ask, homeOf, startApp, testFolders } from '#server/testing/embedded-process.ts'

const { folder, systemDir, clean } = testFolders()
afterAll(clean)

describe.runIf(process.platform === 'linux')('the embedded database', () => {
  it('starts, keeps its rows over a restart, and never listens on the network', async () => {
    const dataDir = folder('data')
    const first = await startEmbedded({ dataDir, systemDir })
    expect(first.created).toBe(true)
    await ask(first.connection, `create table pupil as select '小满' as name`)
    const settings = await ask<{ name: string; setting: string }>(
      first.connection,
      `select name, setting from pg_settings
       where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'jit', 'server_encoding', 'data_checksums')
       order by name`,
    )
    expect(settings.map(({ name, setting }) => `${name}=${setting}`)).toEqual([
      'data_checksums=on',
      'fsync=on',
      'full_page_writes=on',
      'jit=off',
      'listen_addresses=',
      'server_encoding=UTF8',
      'synchronous_commit=on',
    ])
    expect(commandLine(first.pid)).toContain('postgres')
    await first.stop()
    await first.stop()
    expect(pidExists(first.pid)).toBe(false)

    const began = performance.now()
    const second = await startEmbedded({ dataDir, systemDir })
    expect(performance.now() - began).toBeLessThan(2000)
    expect(second.created).toBe(false)
    expect(await ask(second.connection, 'select name from pupil')).toEqual([{ name: '小满' }])
    await second.stop()
    expect(readdirSync(dataDir).filter((name) => /lock|running/.test(name))).toEqual([])
  })

  it('is ended cleanly while connections are open', async () => {
    const embedded = await startEmbedded({ dataDir: folder('data'), systemDir })
    // The driver's own first question would be left without anybody to hear its failure.
    const sql = postgres({ ...embedded.connection, max: 2, fetch_types: false, onnotice: () => undefined })
    const slow = sql`select pg_sleep(60)`.catch((error: Error) => error)
    await sql`select 1`
    const began = performance.now()
    await embedded.stop()
    expect(performance.now() - began).toBeLessThan(3000)
    expect(await slow).toBeInstanceOf(Error)
    await sql.end({ timeout: 1 })
  })

  it('refuses a second process on the same folder and lets a command attach to the first', async () => {
    const dataDir = folder('data')
    const first = await startApp({ dataDir, systemDir })
    await expect(startEmbedded({ dataDir, systemDir })).rejects.toThrow(
      `in use by process ${first.app.pid}: one folder serves one process`,
    )
    expect(findRunning(dataDir)).toEqual(first.connection)
    const attached = await startOrAttach({ dataDir, systemDir })
    expect(await ask(attached.connection, 'select 1 as one')).toEqual([{ one: 1 }])
    await attached.stop()
    expect(await ask(first.connection, 'select 2 as two')).toEqual([{ two: 2 }])
    await first.end()
    expect(findRunning(dataDir)).toBeUndefined()
    expect(pidExists(first.pid)).toBe(false)
  })

  it('waits a moment for a predecessor that is just ending', async () => {
    const dataDir = folder('data')
    const first = await startApp({ dataDir, systemDir })
    const ended = sleep(500).then(() => first.end())
    const second = await startApp({ dataDir, systemDir })
    await ended
    expect(await ask(second.connection, 'select 1 as one')).toEqual([{ one: 1 }])
    await second.end()
  })

  it('of two processes that start at the same moment serves one', async () => {
    const dataDir = folder('data')
    const both = await Promise.allSettled([
      startApp({ dataDir, systemDir }),
      startApp({ dataDir, systemDir }),
    ])
    const winners = both.filter((each) => each.status === 'fulfilled')
    const loser = both.find((each) => each.status === 'rejected')
    expect(winners).toHaveLength(1)
    expect(loser?.reason).toMatchObject({
      name: 'StartError',
      message: expect.stringContaining('is in use by'),
    })
    await winners[0]?.value.end()
  })
})

describe.runIf(process.platform === 'linux')('a database that cannot be started says why in one line', () => {
  it('made by another major version', async () => {
    const dataDir = folder('data')
    await (await startEmbedded({ dataDir, systemDir })).stop()
    writeFileSync(join(homeOf(dataDir), 'cluster/PG_VERSION'), '17\n')
    await expect(startEmbedded({ dataDir, systemDir })).rejects.toThrow(
      /^The database in \S+ was made by PostgreSQL 17, this release brings 18: start the release that made it.*$/,
    )
  })

  it('gone from its place', async () => {
    const dataDir = folder('data')
    await (await startEmbedded({ dataDir, systemDir })).stop()
    rmSync(join(homeOf(dataDir), 'cluster'), { recursive: true })
    await expect(startEmbedded({ dataDir, systemDir })).rejects.toThrow(
      /is missing \(it was in .*restore a backup/,
    )
  })

  it('without its key', async () => {
    const dataDir = folder('data')
    await (await startEmbedded({ dataDir, systemDir })).stop()
    rmSync(join(dataDir, 'keys'), { recursive: true })
    await expect(startEmbedded({ dataDir, systemDir })).rejects.toThrow(
      /master\.key is missing, but its database exists/,
    )
    expect(existsSync(join(dataDir, 'keys'))).toBe(false)
  })

  it('damaged', async () => {
    const dataDir = folder('data')
    await (await startEmbedded({ dataDir, systemDir })).stop()
    rmSync(join(homeOf(dataDir), 'cluster/global/pg_control'))
    await expect(startEmbedded({ dataDir, systemDir })).rejects.toThrow(
      /is damaged .*restore a backup; details in .*server\.log/,
    )
  })
})

describe.runIf(process.platform === 'linux')('a data folder with a long path', () => {
  it('gets its socket in a short one, closed to others, removed at the end', async () => {
    const dataDir = join(folder('long'), '很长的文件夹名'.repeat(8))
    const embedded = await startEmbedded({ dataDir, systemDir: join(systemDir, 'long'.repeat(20)) })
    expect(Buffer.byteLength(embedded.connection.path ?? '')).toBeLessThanOrEqual(103)
    expect(execFileSync('stat', ['-c', '%a', embedded.connection.host], { encoding: 'utf8' }).trim()).toBe(
      '700',
    )
    expect(await ask(embedded.connection, 'select 1 as one')).toEqual([{ one: 1 }])
    await embedded.stop()
    expect(existsSync(embedded.connection.host)).toBe(false)
  })
})
