import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbedded } from '#server/db/embedded/launcher.ts'
import { pidExists } from '#server/db/embedded/process-identity.ts'
import {
  ask,
  copyInstall,
  homeOf,
  NOBODY,
  runsAsRoot,
  spawnApp,
  startApp,
  testFolders,
  until,
} from '#server/testing/embedded-process.ts'

const { folder, systemDir, clean } = testFolders()
afterAll(clean)

const userOf = (pid: number): number =>
  Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])

describe.runIf(runsAsRoot)('as root', () => {
  it('the database runs as a user without rights, also for a folder that only root can enter', async () => {
    const closed = folder('root-only')
    mkdirSync(closed, { mode: 0o700 })
    const dataDir = join(closed, 'data')
    const embedded = await startEmbedded({ dataDir, systemDir })
    expect(userOf(embedded.pid)).toBe(60936)
    expect(statSync(homeOf(dataDir))).toMatchObject({ uid: 60936, mode: 0o40700 })
    expect(statSync(dataDir)).toMatchObject({ uid: 0, mode: 0o40700 })
    expect(readdirSync(systemDir).filter((name) => name.startsWith('postgresql-'))).toHaveLength(1)
    await embedded.stop()
  })

  it('a renamed data folder finds its database again', async () => {
    const dataDir = folder('data')
    const first = await startEmbedded({ dataDir, systemDir })
    await ask(first.connection, 'create table card as select 1 as id')
    await first.stop()
    const moved = folder('moved')
    renameSync(dataDir, moved)
    const second = await startEmbedded({ dataDir: moved, systemDir })
    expect(await ask(second.connection, 'select id from card')).toEqual([{ id: 1 }])
    await second.stop()
  })

  it('a copy of a data folder in use does not get at its database', async () => {
    const dataDir = folder('data')
    const first = await startEmbedded({ dataDir, systemDir })
    const copy = folder('copy')
    execFileSync('cp', ['-a', dataDir, copy])
    rmSync(join(copy, 'shouwang.lock'))
    await expect(startEmbedded({ dataDir: copy, systemDir })).rejects.toThrow(/is in use by process/)
    await first.stop()
  })

  it('a data folder removed and made anew gets a new database; the old one is kept aside', async () => {
    const dataDir = folder('data')
    await (await startEmbedded({ dataDir, systemDir })).stop()
    rmSync(dataDir, { recursive: true })
    const notices: string[] = []
    const embedded = await startEmbedded({ dataDir, systemDir, notice: (line) => notices.push(line) })
    expect(embedded.created).toBe(true)
    const aside = /is kept in (\S+)\.$/.exec(notices[0] ?? '')?.[1] ?? ''
    expect(existsSync(join(aside, 'cluster/PG_VERSION'))).toBe(true)
    await embedded.stop()
  })
})

describe.runIf(runsAsRoot)('as an ordinary user', () => {
  let install = ''
  beforeAll(() => {
    install = copyInstall(folder('install'), { links: false })
  })

  function owned(name: string, mode = 0o755): string {
    const path = folder(name)
    mkdirSync(path, { mode })
    chownSync(path, NOBODY, NOBODY)
    return path
  }

  it('everything lies in the data folder, with binaries whose links npm was not allowed to make', async () => {
    const dataDir = join(owned('home'), 'data')
    const app = await startApp({ dataDir }, { user: NOBODY, install })
    expect(userOf(app.pid)).toBe(NOBODY)
    expect(homeOf(dataDir)).toBe(join(dataDir, 'postgres'))
    expect(statSync(dataDir)).toMatchObject({ uid: NOBODY, mode: 0o40700 })
    expect(await ask(app.connection, 'select 1 as one')).toEqual([{ one: 1 }])
    await app.end()
    const again = await startApp({ dataDir }, { user: NOBODY, install })
    expect(again.created).toBe(false)
    await again.end('SIGKILL')
    await until(() => !pidExists(again.pid), 5000)
    await expect(startEmbedded({ dataDir, systemDir })).rejects.toThrow(
      `was made by user ${NOBODY}, not by root: start as that user`,
    )
  })

  it('a data folder of root is refused', async () => {
    const dataDir = join(folder('data'))
    await (await startEmbedded({ dataDir, systemDir })).stop()
    await expect(startApp({ dataDir }, { user: NOBODY, install })).rejects.toThrow(
      /cannot be written by this user/,
    )
    execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, dataDir])
    await expect(startApp({ dataDir }, { user: NOBODY, install })).rejects.toThrow(
      /was made by root: start as root/,
    )
  })

  it.each([
    ['that cannot be made', 'no/data'],
    ['that cannot be written', '.'],
  ])('a folder %s is named with the cure', async (_case, path) => {
    const parent = folder('closed')
    mkdirSync(parent, { mode: 0o755 })
    await expect(startApp({ dataDir: join(parent, path) }, { user: NOBODY, install })).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(
        /^The folder \S+ cannot be written by this user: .*set DATA_DIR to another folder\.$/,
      ),
    })
  })

  it('a port with a password works like the socket (Windows and macOS)', async () => {
    const dataDir = join(owned('home'), 'data')
    const options = { dataDir, transport: 'port' as const }
    const app = await startApp(options, { user: NOBODY, install })
    expect(app.connection).toMatchObject({ host: '127.0.0.1', password: expect.stringMatching(/^.{32}$/) })
    expect(await ask(app.connection, 'select 1 as one')).toEqual([{ one: 1 }])
    await expect(ask({ ...app.connection, password: 'wrong' }, 'select 1')).rejects.toThrow(
      /password authentication failed/,
    )
    process.kill(app.pid, 'SIGKILL')
    await until(() => app.notices.length > 0)
    await until(() => existsSync(join(dataDir, 'postgres/cluster/postmaster.pid')))
    await app.end()
    const again = await startApp(options, { user: NOBODY, install })
    expect(again.created).toBe(false)
    await again.end('SIGKILL')
    await until(() => !pidExists(again.pid), 5000)
  })
})

function canMount(): boolean {
  if (!runsAsRoot) return false
  const probe = folder('mount')
  mkdirSync(probe)
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe], { stdio: 'ignore' })
    execFileSync('/bin/umount', [probe], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe.runIf(canMount())('on a full disk', () => {
  let install = ''
  const disks: string[] = []
  beforeAll(() => {
    install = copyInstall(folder('install'))
  })
  afterAll(() => {
    for (const disk of disks) execFileSync('/bin/umount', ['-l', disk])
  })

  function disk(megabytes: number): string {
    const path = folder('disk')
    mkdirSync(path)
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path])
    disks.push(path)
    chmodSync(path, 0o700)
    chownSync(path, NOBODY, NOBODY)
    return path
  }

  const full = {
    name: 'StartError',
    message: expect.stringMatching(/^The disk that holds \S+ is full: free some space/),
  }

  it('the first start says so, and the next one with room works', async () => {
    const dataDir = disk(20)
    await expect(startApp({ dataDir }, { user: NOBODY, install })).rejects.toMatchObject(full)
    execFileSync('/bin/mount', ['-o', 'remount,size=200m', dataDir])
    const app = await startApp({ dataDir }, { user: NOBODY, install })
    expect(app.created).toBe(true)
    await app.end()
  })

  it('a restart says so and loses nothing', async () => {
    const dataDir = disk(200)
    const app = await startApp({ dataDir }, { user: NOBODY, install })
    await ask(app.connection, 'create table card as select 1 as id')
    await app.end()
    try {
      writeFileSync(join(dataDir, 'filler'), Buffer.alloc(200 * 1024 * 1024))
    } catch {
      // Full: that is the point.
    }
    await expect(startApp({ dataDir }, { user: NOBODY, install })).rejects.toMatchObject(full)
    rmSync(join(dataDir, 'filler'))
    const again = await startApp({ dataDir }, { user: NOBODY, install })
    expect(await ask(again.connection, 'select id from card')).toEqual([{ id: 1 }])
    await again.end()
  })

  it('nothing but the lock of a failed start is left to clear', async () => {
    const dataDir = disk(20)
    const { app, started } = spawnApp({ dataDir }, { user: NOBODY, install })
    await expect(started).rejects.toMatchObject(full)
    await until(() => app.exitCode !== null)
    expect(readdirSync(dataDir).filter((name) => name.includes('lock'))).toEqual([])
  })
})
