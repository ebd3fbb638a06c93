import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/**
 * `node scripts/locales.ts [feature…]` collects the words of the screens into src/client/locales; the English of new
 * ones is then written into en/<feature>.po. Named features only touch their own files. Two names stand for no folder of
 * their own: `base` for what ui, lib, offline and shell say, `fields` for what forms say about their fields (lib/field-text.ts).
 */
const root = join(import.meta.dirname, '..')
const only = process.argv.slice(2)
const { status } = spawnSync(join(root, 'node_modules/.bin/lingui'), ['extract', '--clean'], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, ...(only.length > 0 && { LOCALES_ONLY: only.join(',') }) },
})
process.exitCode = status ?? 1
