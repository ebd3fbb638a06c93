import { placeOf, unitOf, type Place } from './places.ts'
import type { Finding, ImportRef, RuleName, SourceFile } from './source.ts'

type Edge = { file: SourceFile; ref: ImportRef; from: Place; to: Place | undefined }
type Rule = { name: RuleName; broken: (edge: Edge) => string | undefined }

const SQL_PACKAGES = /^(kysely|kysely-postgres-js|postgres)(\/|$)/

const RULES: Rule[] = [
  { name: 'wall', broken: brokenWall },
  { name: 'shared-pure', broken: impureShared },
  { name: 'server-feature', broken: brokenServerFeature },
  { name: 'client-feature', broken: brokenClientFeature },
  { name: 'sql-place', broken: misplacedSql },
  { name: 'layer', broken: skippedLayer },
  { name: 'testing', broken: testingInProduct },
  { name: 'alias', broken: missingAlias },
]

/** Every import of one file against every wall. */
export function checkImports(file: SourceFile, exists: (target: string) => boolean): Finding[] {
  const from = placeOf(file.path)
  return file.imports.flatMap((ref) => {
    const edge: Edge = { file, ref, from, to: ref.target === undefined ? undefined : placeOf(ref.target) }
    const findings = RULES.flatMap(({ name, broken }) => {
      const message = broken(edge)
      return message === undefined ? [] : [{ file: file.path, line: ref.line, rule: name, message }]
    })
    const extension = missingExtension(ref, exists)
    if (extension === undefined) return findings
    return [...findings, { file: file.path, line: ref.line, rule: 'extension', message: extension }]
  })
}

function brokenWall({ from, to, ref }: Edge): string | undefined {
  if (from.side === 'outside' || !to) return undefined
  if (to.side === 'outside') {
    return `"${ref.specifier}" is outside src: move what both need into src`
  }
  if (from.side === 'client' && (to.side === 'server' || to.side === 'cli')) {
    return `the client never imports the ${to.side}: call the endpoint of #shared/<feature>/api.ts`
  }
  if ((from.side === 'server' || from.side === 'cli') && to.side === 'client') {
    return `the ${from.side} never imports the client: move what both need into src/shared`
  }
  if (from.side === 'server' && to.side === 'cli')
    return 'the server never imports a command: move it to a service'
  return undefined
}

function impureShared({ from, to, ref }: Edge): string | undefined {
  if (from.side !== 'shared') return undefined
  if (to) {
    return to.side === 'shared' ? undefined : 'shared imports only shared: pass the value in as an argument'
  }
  if (/^zod(\/|$)/.test(ref.specifier)) return undefined
  // A test may read a sample file; it is never shipped.
  if (from.isTest) return undefined
  return `shared imports zod only, not "${ref.specifier}": pass the result in as an argument`
}

function brokenServerFeature({ from, to }: Edge): string | undefined {
  if (!to?.isFeature || to.side !== 'server') return undefined
  // The composition root (src/server/*.ts) wires features together; outside and testing serve all of them.
  if (from.side === 'server' && (from.folder === undefined || from.folder === 'testing')) return undefined
  if (from.side !== 'server' && from.side !== 'cli') return undefined
  if (from.side === 'server' && from.folder === to.folder) return undefined
  if (from.folder === 'db') return 'db knows no feature: move the code into the feature'
  if (to.inner === 'service.ts') return undefined
  return `reach ${to.folder} through #server/${to.folder}/service.ts, not its ${to.inner}`
}

function brokenClientFeature({ from, to }: Edge): string | undefined {
  if (from.side !== 'client' || from.folder === undefined || !to) return undefined
  if (from.folder === 'ui' && to.side === 'shared' && to.folder !== undefined) {
    return 'ui is free of the domain: pass the value in as a prop'
  }
  if (to.side !== 'client' || to.folder === from.folder) return undefined
  if (to.isFeature) {
    return `${from.folder} never imports client feature ${to.folder}: link by its route, or move the shared part to ui, lib or shared`
  }
  if (to.folder === undefined && from.isFeature) {
    return "a feature never imports the client's start-up files: move the shared part to lib"
  }
  return undefined
}

function misplacedSql({ from, ref }: Edge): string | undefined {
  if (!SQL_PACKAGES.test(ref.specifier) || ref.typeOnly || from.isTest) return undefined
  if (from.side !== 'server' && from.side !== 'cli' && from.side !== 'client') return undefined
  if (from.side === 'server' && (from.folder === 'db' || from.folder === 'testing')) return undefined
  const inQueries = from.side === 'server' && from.isFeature && /^(queries|reads)\.ts$/.test(from.inner)
  if (inQueries && /^kysely(\/|$)/.test(ref.specifier)) return undefined
  return `"${ref.specifier}" belongs in queries.ts, reads.ts or src/server/db: move the query there (types: import type)`
}

function skippedLayer({ from, to }: Edge): string | undefined {
  if (from.side !== 'server' || from.inner !== 'routes.ts' || !to) return undefined
  if (to.side !== 'server' || to.folder !== from.folder) return undefined
  if (to.inner !== 'queries.ts') return undefined
  return 'a route makes one call to service.ts (or reads.ts for a list), never to queries.ts'
}

function testingInProduct({ from, to, file }: Edge): string | undefined {
  if (from.side === 'outside' || from.isTest || !to) return undefined
  if (/\.test\.tsx?$/.test(to.inner)) return 'nothing imports a test: move the helper to a file of its own'
  if (to.side !== 'server' || to.folder !== 'testing') return undefined
  if (from.folder === 'testing') return undefined
  return `${file.path} is part of the product: only tests import #server/testing`
}

function missingAlias({ from, to, ref }: Edge): string | undefined {
  if (!to || !ref.specifier.startsWith('../') || to.side === 'outside' || to.side === 'cli') return undefined
  if (unitOf(from) === unitOf(to)) return undefined
  return `across folders write "#${to.side}/${to.folder === undefined ? '' : `${to.folder}/`}${to.inner}"`
}

function missingExtension(ref: ImportRef, exists: (target: string) => boolean): string | undefined {
  if (ref.target === undefined) return undefined
  if (!/\.[a-z0-9]+$/.test(ref.target)) return `write the file extension in "${ref.specifier}"`
  return exists(ref.target) ? undefined : `"${ref.specifier}" leads to no file`
}
