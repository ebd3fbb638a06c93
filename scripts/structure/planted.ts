import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const REPOSITORY = join(import.meta.dirname, '../..')

/** A small sound project in the layout of this one; checks must pass on it before a fault is planted. */
const SOUND: Record<string, string> = {
  'src/shared/contract.ts': 'export const version = 1\n',
  'src/shared/talks/schema.ts': "import { z } from 'zod'\nexport const talk = z.object({ id: z.uuid() })\n",
  'src/shared/talks/api.ts':
    "import { version } from '#shared/contract.ts'\nimport { talk } from './schema.ts'\nexport const file = { version, body: talk }\n",
  'src/server/main.ts':
    "import { fileTalk } from '#server/talks/service.ts'\nimport { visits } from '#server/visits/service.ts'\nexport const all = [fileTalk, visits]\n",
  'src/server/talks/queries.ts': "import { sql } from 'kysely'\nexport const one = () => sql`select 1`\n",
  'src/server/talks/service.ts':
    "import { file } from '#shared/talks/api.ts'\nimport { one } from './queries.ts'\nexport const fileTalk = () => ({ file, one })\n",
  'src/server/visits/service.ts':
    "import { fileTalk } from '#server/talks/service.ts'\nexport const visits = () => fileTalk()\n",
  'src/client/ui/ring.tsx': 'export const ring = <div />\n',
  'src/client/talks/list.tsx':
    "import { ring } from '#client/ui/ring.tsx'\nexport const list = <section>{ring}</section>\n",
  'src/client/main.tsx': "import { list } from '#client/talks/list.tsx'\nexport const root = list\n",
}

/** Configuration of this repository that a planted project is judged by. */
const CONFIGURATION = [
  'package.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'src/shared/tsconfig.json',
  'src/server/tsconfig.json',
  'src/client/tsconfig.json',
  'e2e/tsconfig.json',
  '.oxlintrc.json',
  '.oxfmtrc.json',
  'knip.json',
]

/** Writes the sound project and the planted files over it into a temporary folder. */
export function plant(planted: Record<string, string> = {}, options: { configured?: boolean } = {}) {
  const root = mkdtempSync(join(tmpdir(), 'shouwang-planted-'))
  for (const [path, text] of Object.entries({ ...SOUND, ...planted })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  if (options.configured) {
    for (const path of CONFIGURATION) cpSync(join(REPOSITORY, path), join(root, path))
    symlinkSync(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'), 'dir')
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}
