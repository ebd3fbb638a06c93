/** Folders of src/server and src/client that are infrastructure, not features. */
const SERVER_INFRA = new Set(['http', 'db', 'vault', 'testing'])
const CLIENT_INFRA = new Set(['ui', 'lib', 'offline', 'locales', 'shell', 'public'])

export type Side = 'shared' | 'server' | 'client' | 'cli' | 'outside'

/** Where a file stands: which walled folder, which feature or infrastructure folder, which file in it. */
export type Place = {
  side: Side
  /** `undefined` for a file directly under src/<side>. */
  folder: string | undefined
  isFeature: boolean
  /** Path below the feature folder, such as `service.ts` or `parts/window.ts`. */
  inner: string
  isTest: boolean
}

export function placeOf(path: string): Place {
  const isTest = /\.test\.tsx?$/.test(path)
  const match = /^src\/(shared|server|client|cli)\/(.+)$/.exec(path)
  if (!match?.[1] || !match[2]) {
    return { side: 'outside', folder: path.split('/')[0], isFeature: false, inner: path, isTest }
  }
  const side = match[1] as Side
  const rest = match[2]
  const slash = rest.indexOf('/')
  if (slash < 0) return { side, folder: undefined, isFeature: false, inner: rest, isTest }
  const folder = rest.slice(0, slash)
  return { side, folder, isFeature: isFeature(side, folder), inner: rest.slice(slash + 1), isTest }
}

function isFeature(side: Side, folder: string): boolean {
  if (side === 'shared') return true
  if (side === 'server') return !SERVER_INFRA.has(folder)
  return side === 'client' && !CLIENT_INFRA.has(folder)
}

/** `server/children`, `client/ui`, `server` …: imports inside one unit are relative, across units by alias. */
export function unitOf(place: Place): string {
  return place.folder === undefined ? place.side : `${place.side}/${place.folder}`
}

export function isExemptFromLength(path: string): boolean {
  return /\.gen\.|\/locales\/|\/migrations\//.test(path)
}
