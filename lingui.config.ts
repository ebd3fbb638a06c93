import { readdirSync } from 'node:fs'
import type { LinguiConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'

/** Folders whose words every screen needs; each other folder of the client has a catalogue of its own. */
const base = ['ui', 'lib', 'offline', 'shell']
const notFeatures = new Set([...base, 'locales', 'public'])

/** `LOCALES_ONLY=duties,cards` limits an extraction to those features. */
const only = process.env['LOCALES_ONLY']?.split(',')

const root = `${import.meta.dirname}/src/client`
const features = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !notFeatures.has(entry.name))
  .map((entry) => entry.name)

function catalog(name: string, folders: string[]) {
  return {
    path: `<rootDir>/src/client/locales/{locale}/${name}`,
    include: folders.map((folder) => `<rootDir>/src/client/${folder}`),
    exclude: ['**/*.test.ts', '**/*.test.tsx'],
  }
}

const config: LinguiConfig = {
  rootDir: import.meta.dirname,
  sourceLocale: 'zh-CN',
  locales: ['zh-CN', 'en'],
  compileNamespace: 'es',
  orderBy: 'messageId',
  format: formatter({ lineNumbers: false, origins: true }),
  catalogs: [catalog('base', base), ...features.map((name) => catalog(name, [name]))].filter(
    ({ path }) => only === undefined || only.some((name) => path.endsWith(`/${name}`)),
  ),
}

// Lingui's loader reads the default export of this file.
export default config
