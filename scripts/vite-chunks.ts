/** As much of the bundler's knowledge of a module as is needed here. */
interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null
}

/** Where the first screen begins: the app and its first list, which is fetched by name before the app asks for it. */
const FIRST = ['/client/main.tsx', '/client/duties/list.tsx']
const VENDOR = '/node_modules/'

let first: ReadonlySet<string> | undefined

function reachable(graph: Graph, from: readonly string[]): ReadonlySet<string> {
  const found = new Set(from)
  for (const id of found)
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? [])
      if (!imported.includes(VENDOR)) found.add(imported)
  return found
}

/**
 * The chunk of a module that the first screen needs. A browser opens six connections: with each small module in a file
 * of its own the first list came in four waves of round trips; app, libraries, words and questions now go in one.
 */
export function firstChunk(id: string, graph: Graph): string | null {
  const words = /\/locales\/([\w-]+)\/(base|duties)\.po$/.exec(id)?.[1]
  if (words !== undefined) return `words-${words}`
  const source = id.split('?')[0] ?? id
  const folder = /^(.*\/src)\/(client|shared)\//.exec(source)?.[1]
  if (folder === undefined) return null
  first ??= reachable(
    graph,
    FIRST.map((path) => `${folder}${path}`),
  )
  return first.has(id) && !source.endsWith('.css') ? 'first' : null
}
