import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseEnv } from '#server/env.ts'

describe('parseEnv', () => {
  it('has a default for everything', () => {
    expect(parseEnv({})).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      dataDir: resolve('data'),
      logLevel: 'info',
      demo: false,
    })
    expect(parseEnv({}).databaseUrl).toBeUndefined()
  })

  it('gives the demo a data folder of its own, unless one is named', () => {
    expect(parseEnv({}, { demo: true }).dataDir).toBe(resolve('data-demo'))
    expect(parseEnv({ DATA_DIR: '/srv/x' }, { demo: true }).dataDir).toBe('/srv/x')
  })

  it('treats an empty variable as not set', () => {
    expect(parseEnv({ PORT: '', DATABASE_URL: '', LOG_LEVEL: '', DATA_DIR: '' })).toEqual(parseEnv({}))
  })

  it('keeps only the origin of PUBLIC_URL', () => {
    expect(parseEnv({ PUBLIC_URL: 'https://care.example.org/' }).publicUrl).toBe('https://care.example.org')
  })

  it.each([
    [
      'PORT',
      'eighty',
      /^PORT must be a whole number from 0 to 65535, e\.g\. PORT=8080 \(it is "eighty"\)\.$/,
    ],
    ['PORT', '70000', /^PORT must be/],
    ['PORT', '80.5', /^PORT must be/],
    ['HOST', 'http://x/', /^HOST must be a host name/],
    ['IDLE_MINUTES', '0', /^IDLE_MINUTES must be a whole number from 1 to 1440/],
    ['VIRUS_SCAN', 'yes', /^VIRUS_SCAN must be clamd:/],
    ['TRUST_PROXY', 'yes', /^TRUST_PROXY must list the addresses/],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL must be one of fatal/],
    ['DATABASE_URL', 'mysql://u:geheim@h/d', /^DATABASE_URL must be like postgres:[^(]*\.$/],
    ['PUBLIC_URL', 'care.example.org', /^PUBLIC_URL must be like https/],
    ['SHOUWANG_SYSTEM_DIR', 'var', /^SHOUWANG_SYSTEM_DIR must be an absolute path/],
    ['DATABASE_APP_URL', 'postgres://a@h/d', /^DATABASE_APP_URL is set without DATABASE_URL/],
  ])('names the variable and the cure: %s=%s', (name, value, line) => {
    expect(() => parseEnv({ [name]: value })).toThrow(line)
  })

  it('never repeats a password', () => {
    expect(() => parseEnv({ DATABASE_URL: 'mysql://u:geheim@h/d' })).not.toThrow(/geheim/)
  })
})
