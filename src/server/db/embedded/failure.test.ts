import { describe, expect, it } from 'vitest'
import { explainFailure } from '#server/db/embedded/failure.ts'
import { sharedBuffersMib } from '#server/db/embedded/settings.ts'
import { asStartError, listenError, StartError } from '#server/start-error.ts'

const place = { home: '/srv/school/postgres' }
const MIB = 1024 ** 2

describe('what PostgreSQL says becomes one line with the cure', () => {
  it.each([
    [
      'FATAL:  could not write lock file "postmaster.pid": No space left on device',
      /^The disk that holds .* is full/,
    ],
    [
      'FATAL:  could not extend file "base/1": wrote only 4096 of 8192 bytes\nHINT:  Check free disk space.\nPANIC:  x',
      /is full/,
    ],
    [
      'FATAL:  could not create lock file "postmaster.pid": Read-only file system',
      /cannot be written by this user/,
    ],
    ['FATAL:  lock file "postmaster.pid" already exists', /^Another database server still uses/],
    ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', /not enough free memory/],
    ['FATAL:  database files are incompatible with server', /made by another version of PostgreSQL/],
    [
      'LOG:  x\nPANIC:  could not locate a valid checkpoint record',
      /is damaged \(could not locate a valid checkpoint record\)/,
    ],
    ['LOG:  starting\nFATAL:  something new\nLOG:  shut down', /could not be started: something new$/],
    ['', /could not be started: no reason was given$/],
  ])('%j', (output, line) => {
    const error = explainFailure(output, place)
    expect(error).toBeInstanceOf(StartError)
    expect(error.message).toMatch(line)
    expect(error.message).not.toContain('\n')
  })
})

describe('a failed call of the file system becomes one line', () => {
  it.each([
    ['ENOSPC', /is full/],
    ['EROFS', /cannot be written/],
    ['EIO', /^The folder \/srv\/x could not be used: reading failed$/],
  ])('%s', (code, line) => {
    expect(
      asStartError(Object.assign(new Error('reading failed\nat …'), { code }), '/srv/x').message,
    ).toMatch(line)
  })

  it.each([
    [
      'EADDRINUSE',
      'Port 8080 on 10.0.0.9 is taken by another program: stop it, or start with another one, e.g. PORT=8081.',
    ],
    ['EACCES', 'Port 8080 needs more rights than this user has: choose one above 1023, e.g. PORT=8080.'],
    [
      'EADDRNOTAVAIL',
      'HOST=10.0.0.9 is not an address of this machine: use 127.0.0.1 behind a proxy, or 0.0.0.0 for all its addresses.',
    ],
  ])('listening, %s', (code, message) => {
    const failed = Object.assign(new Error('listen'), { code })
    expect(listenError(failed, '10.0.0.9', 8080)).toMatchObject({ name: 'StartError', message })
  })

  it('listening, anything else stays a fault', () => {
    const failed = new Error('other')
    expect(listenError(failed, '10.0.0.9', 8080)).toBe(failed)
  })
})

describe('memory of the page cache', () => {
  it('is small for a school and grows with the data, within the machine', () => {
    expect(sharedBuffersMib(0, 8192 * MIB)).toBe(64)
    expect(sharedBuffersMib(4096 * MIB, 8192 * MIB)).toBe(512)
    expect(sharedBuffersMib(100_000 * MIB, 4096 * MIB)).toBe(512)
    expect(sharedBuffersMib(100_000 * MIB, 64_000 * MIB)).toBe(1024)
  })
})
