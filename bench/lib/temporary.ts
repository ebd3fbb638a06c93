import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A data folder that vanishes with its database, wherever that lives. */
export function temporaryDataDir(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'shouwang-bench-'))
  mkdirSync(path, { recursive: true, mode: 0o700 })
  return {
    path,
    remove() {
      const marker = join(path, 'postgres.json')
      const home = existsSync(marker)
        ? (JSON.parse(readFileSync(marker, 'utf8')) as { home: string }).home
        : ''
      if (/^\/.+\/[0-9a-f]{16}$/.test(home)) rmSync(home, { recursive: true, force: true })
      rmSync(path, { recursive: true, force: true })
    },
  }
}
