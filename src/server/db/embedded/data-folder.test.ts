import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadOrCreateKey, lockDataFolder, lockFile } from '#server/db/embedded/data-folder.ts'
import { ownIdentity } from '#server/db/embedded/process-identity.ts'
import { testFolders } from '#server/testing/embedded-process.ts'

const { folder, clean } = testFolders()
afterAll(clean)

const modeOf = (path: string): number => statSync(path).mode & 0o777

function withLock(text: string): string {
  const dataDir = folder('lock')
  mkdirSync(dataDir)
  writeFileSync(lockFile(dataDir), text)
  return dataDir
}

describe('the data folder', () => {
  it('is made closed to others, also when it was open before', () => {
    const dataDir = folder('deep/er')
    lockDataFolder(dataDir).release()
    expect(modeOf(dataDir)).toBe(0o700)
    const open = folder('open')
    mkdirSync(open, { mode: 0o755 })
    lockDataFolder(open).release()
    expect(modeOf(open)).toBe(0o700)
  })

  it('is not taken when it holds files of somebody else', () => {
    const dataDir = folder('foreign')
    mkdirSync(dataDir)
    writeFileSync(join(dataDir, 'letter.txt'), '')
    expect(() => lockDataFolder(dataDir)).toThrow(
      /holds other files \(letter\.txt\): set DATA_DIR to an empty or new folder/,
    )
    expect(modeOf(dataDir)).not.toBe(0o700)
  })

  it.skipIf(!existsSync('/proc/self'))('cannot be where nothing can be made, and says so at once', () => {
    expect(() => lockDataFolder('/proc/x/y')).toThrow(/^No folder can be made at \/proc\/x: set DATA_DIR/)
  })

  it('cannot be a file', () => {
    const dataDir = folder('file')
    writeFileSync(dataDir, '')
    expect(() => lockDataFolder(dataDir)).toThrow(/a file is in its place: set DATA_DIR to a folder/)
  })
})

describe('the lock', () => {
  it('lets one in, and the next after it', () => {
    const dataDir = folder('lock')
    const lock = lockDataFolder(dataDir)
    expect(() => lockDataFolder(dataDir)).toThrow(
      new RegExp(`in use by process ${process.pid}: one folder serves one process`),
    )
    lock.release()
    lockDataFolder(dataDir).release()
    expect(readdirSync(dataDir)).toEqual([])
  })

  it.each([
    ['of a process that is gone', { pid: 2 ** 22 + 1 }],
    ['of an earlier process with our number', { startedAt: 'another-boot:1' }],
  ])('is taken over when it is left %s', (_case, difference) => {
    const dataDir = withLock(JSON.stringify({ ...ownIdentity(), ...difference }))
    const lock = lockDataFolder(dataDir)
    expect(lock.leftBy).toMatch(/^process \d+, which is gone$/)
    expect(JSON.parse(readFileSync(lockFile(dataDir), 'utf8'))).toEqual(ownIdentity())
    lock.release()
    expect(readdirSync(dataDir)).toEqual([])
  })

  it.each(['', 'rubbish', '{}', '[1'])('is taken over when it says nothing sensible: %j', (text) => {
    const dataDir = withLock(text)
    lockDataFolder(dataDir).release()
    expect(readdirSync(dataDir)).toEqual([])
  })

  it('of another container holds while it beats, for a minute', () => {
    const dataDir = withLock(JSON.stringify({ ...ownIdentity(), host: 'other/pid:[1]', pid: 7 }))
    expect(() => lockDataFolder(dataDir)).toThrow(
      /in use by process 7 on other:.*If it is gone already, start again in a minute\.$/,
    )
    const old = new Date(Date.now() - 120_000)
    utimesSync(lockFile(dataDir), old, old)
    lockDataFolder(dataDir).release()
  })

  it('that was taken over by somebody else is not removed', () => {
    const dataDir = folder('lock')
    const lock = lockDataFolder(dataDir)
    writeFileSync(lockFile(dataDir), 'somebody else')
    lock.release()
    expect(existsSync(lockFile(dataDir))).toBe(true)
  })
})

describe('the master key', () => {
  it('is made once, 32 bytes, for its owner only', () => {
    const dataDir = folder('key')
    const key = loadOrCreateKey(dataDir)
    expect(key).toHaveLength(32)
    expect(loadOrCreateKey(dataDir)).toEqual(key)
    expect(modeOf(join(dataDir, 'keys/master.key'))).toBe(0o600)
    expect(modeOf(join(dataDir, 'keys'))).toBe(0o700)
    expect(readdirSync(join(dataDir, 'keys'))).toEqual(['master.key'])
    expect(loadOrCreateKey(folder('key'))).not.toEqual(key)
  })

  it('is never made anew for an existing database', () => {
    const dataDir = folder('key')
    loadOrCreateKey(dataDir)
    rmSync(join(dataDir, 'keys/master.key'))
    expect(() => loadOrCreateKey(dataDir, { databaseExists: true })).toThrow(
      /master\.key is missing.*put the key back from your backup/,
    )
    expect(readdirSync(join(dataDir, 'keys'))).toEqual([])
  })

  it('that is damaged is refused', () => {
    const dataDir = folder('key')
    loadOrCreateKey(dataDir)
    writeFileSync(join(dataDir, 'keys/master.key'), 'abc')
    expect(() => loadOrCreateKey(dataDir)).toThrow(/is damaged \(it must be 64 hexadecimal digits\)/)
  })

  it('may live elsewhere', () => {
    const elsewhere = folder('mount')
    mkdirSync(elsewhere)
    const keyFile = join(elsewhere, 'school.key')
    const key = loadOrCreateKey(folder('key'), { keyFile })
    expect(readFileSync(keyFile, 'utf8').trim()).toBe(key.toString('hex'))
    expect(() => loadOrCreateKey(folder('key'), { keyFile: join(elsewhere, 'no/such.key') })).toThrow(
      /could not be|cannot be/,
    )
  })
})
