import { readdirSync } from 'node:fs'
import type { LinguiConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'

/** Folders whose words every screen needs; each other folder of the client has a catalogue of its own. */
const base = ['ui', 'lib', 'offline', 'shell']
const notFeatures = new Set([...base, 'locales', 'public'])
/** What forms say about their fields: half of all shared words, and the first list has no form. */
const fields = '<rootDir>/src/client/lib/field-text.ts'

/** `LOCALES_ONLY=duties,cards` limits an extraction to those features. */
const only = process.env['LOCALES_ONLY']?.split(',')

const root = `${import.meta.dirname}/src/client`
const features = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !notFeatures.has(entry.name))
  .map((entry) => entry.name)

const catalog = (name: string, include: readonly string[], exclude: readonly string[] = []) => ({
  path: `<rootDir>/src/client/locales/{locale}/${name}`,
  include: [...include],
  exclude: ['**/*.test.ts', '**/*.test.tsx', ...exclude],
})
const folder = (name: string): string => `<rootDir>/src/client/${name}`

const config: LinguiConfig = {
  rootDir: import.meta.dirname,
  sourceLocale: 'zh-CN',
  locales: ['zh-CN', 'en'],
  compileNamespace: 'es',
  orderBy: 'messageId',
  format: formatter({ lineNumbers: false, origins: true }),
  catalogs: [
    catalog('base', base.map(folder), [fields]),
    catalog('fields', [fields]),
    ...features.map((name) => catalog(name, [folder(name)])),
  ].filter(({ path }) => only === undefined || only.some((name) => path.endsWith(`/${name}`))),
}

// Lingui's loader reads the default export of this file.
export default config
