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
      // A schema beside the endpoints does not exist in the browser: importing its value there fails the build.
      // Schemas that stand beside the endpoints are left out, too: importing one is an error of the build.
      const lines = Object.entries(module).flatMap(([name, value]) => {
        const plain = plainValues(value)
        return plain === undefined ? [] : [`export const ${name} = ${JSON.stringify(plain)}`]
      })
      return { code: lines.join('\n'), map: null, moduleType: 'js' }
    },
  }
}
