import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'

const apiFile = /\/src\/shared\/[^?]+\/api\.ts$/

/** Keeps only what the browser needs of an endpoint: its plain values (method, path), not its schemas. */
function plainValues(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!('method' in value && 'path' in value)) return undefined
  return Object.fromEntries(
    Object.entries(value).filter(([, part]) => ['string', 'number', 'boolean'].includes(typeof part)),
  )
}

/**
 * In the browser an endpoint is a method and a path: `src/shared/<feature>/api.ts` is loaded here and its schemas
 * are left out, so that zod reaches only the screens whose forms import a `schema.ts`.
 */
export function endpoints(): Plugin {
  return {
    name: 'shouwang-endpoints',
    enforce: 'pre',
    async load(id) {
      if (!apiFile.test(id)) return null
      const module = (await import(`${pathToFileURL(id).href}?t=${Date.now()}`)) as Record<string, unknown>
      const lines = Object.entries(module).map(([name, value]) => {
        const plain = plainValues(value)
        if (plain === undefined) return this.error(`${id}: ${name} is no endpoint; put it into schema.ts`)
        return `export const ${name} = ${JSON.stringify(plain)}`
      })
      return { code: lines.join('\n'), map: null, moduleType: 'js' }
    },
  }
}
