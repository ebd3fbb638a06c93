import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

/** One import, re-export, dynamic import or `import("x")` type of a file. */
export type ImportRef = {
  specifier: string
  line: number
  /** Erased before the program runs: `import type`, `export type … from`, `import("x").T`. */
  typeOnly: boolean
  kind: 'import' | 're-export' | 'star' | 'dynamic' | 'type-query'
  /** Repository path of the target, or undefined for a package or a built-in. */
  target: string | undefined
}

/** A source file as the rules see it. Paths are relative to the repository root, with `/`. */
export type SourceFile = {
  path: string
  lines: number
  text: string
  imports: ImportRef[]
  /** Line of `export default`, when there is one. */
  defaultExport: number | undefined
  /** False for a file that only passes on the names of others. */
  hasOwnCode: boolean
}

/** Each has a planted violation in check-structure.test.ts. */
export const RULE_NAMES = [
  'alias',
  'barrel',
  'client-feature',
  'default-export',
  'extension',
  'feature-cycle',
  'file-cycle',
  'kebab-case',
  'layer',
  'layout',
  'max-lines',
  'server-feature',
  'shared-pure',
  'sql-place',
  'syntax',
  'testing',
  'vocabulary',
  'wall',
] as const
export type RuleName = (typeof RULE_NAMES)[number]

/** A broken rule: where, which, and how to put it right. */
export type Finding = { file: string; line: number; rule: RuleName; message: string }

const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', '.cache', '.git', 'data', 'data-demo'])
const CODE = /\.(ts|tsx|mts|mjs|js|jsx)$/
const CODE_FOLDERS = ['src', 'scripts', 'bench', 'e2e']

/** Every file of the repository that is neither installed nor built, sorted. */
export function listAllFiles(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .flatMap((entry) => {
      if (!entry.isDirectory()) return [entry.name]
      return SKIPPED_FOLDERS.has(entry.name) ? [] : walk(root, entry.name)
    })
    .toSorted()
}

/** All files under the code folders and the config files at the root, sorted. */
export function listFiles(root: string): string[] {
  const rootConfigs = readdirSync(root).filter((name) => /\.config\.(ts|js|mjs)$/.test(name))
  const found = CODE_FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    walk(root, folder),
  )
  return [...rootConfigs, ...found].toSorted()
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (!entry.isDirectory()) return [path]
    return SKIPPED_FOLDERS.has(entry.name) ? [] : walk(root, path)
  })
}

export function isCode(path: string): boolean {
  return CODE.test(path)
}

/** `#server/a.ts` and relative specifiers become repository paths; `?raw` and the like are dropped. */
function resolveSpecifier(from: string, specifier: string): string | undefined {
  const bare = specifier.replace(/\?.*$/, '')
  const alias = /^#(shared|server|client)\/(.*)$/.exec(bare)
  if (alias) return posix.normalize(`src/${alias[1]}/${alias[2]}`)
  if (bare.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), bare))
  return undefined
}

export function readSource(root: string, path: string): SourceFile | Finding {
  const text = readFileSync(join(root, path), 'utf8')
  return parseSource(path, text)
}

/** Parses one file; a syntax error comes back as a finding, since nothing else about it can be trusted. */
function parseSource(path: string, text: string): SourceFile | Finding {
  const parsed = parseSync(path, text)
  const broken = parsed.errors.find((error) => error.severity === 'Error')
  const lineOf = lineCounter(text)
  if (broken) {
    const at = broken.labels[0]?.start ?? 0
    return {
      file: path,
      line: lineOf(at),
      rule: 'syntax',
      message: `does not parse: ${broken.message}`,
    }
  }
  const imports: ImportRef[] = []
  const add = (specifier: string, offset: number, typeOnly: boolean, kind: ImportRef['kind']) =>
    imports.push({
      specifier,
      line: lineOf(offset),
      typeOnly,
      kind,
      target: resolveSpecifier(path, specifier),
    })

  for (const found of parsed.module.staticImports) {
    const typeOnly = /^import\s+type\b/.test(text.slice(found.start, found.end))
    add(found.moduleRequest.value, found.start, typeOnly, 'import')
  }
  for (const found of parsed.module.staticExports) {
    const first = found.entries[0]
    if (!first?.moduleRequest) continue
    const star = found.entries.some((entry) => entry.exportName.kind === 'None')
    const typeOnly = /^export\s+type\b/.test(text.slice(found.start, found.end))
    add(first.moduleRequest.value, found.start, typeOnly, star ? 'star' : 're-export')
  }
  new Visitor({
    ImportExpression(node) {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string')
        add(node.source.value, node.start, false, 'dynamic')
    },
    TSImportType(node) {
      add(node.source.value, node.start, true, 'type-query')
    },
  }).visit(parsed.program)

  const exportsDefault = parsed.module.staticExports.find((found) =>
    found.entries.some((entry) => entry.exportName.kind === 'Default'),
  )
  return {
    path,
    text,
    lines: text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports,
    defaultExport: exportsDefault && lineOf(exportsDefault.start),
    hasOwnCode: parsed.program.body.some((node) => !isPassThrough(node)),
  }
}

function isPassThrough(node: { type: string; source?: unknown }): boolean {
  if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration') return true
  return node.type === 'ExportNamedDeclaration' && node.source != null
}

function lineCounter(text: string): (offset: number) => number {
  return (offset) => text.slice(0, offset).split('\n').length
}

/** Whether the resolved target of an import exists (a missing extension shows here). */
export function targetExists(root: string, target: string): boolean {
  return existsSync(join(root, target)) && dirname(target) !== target
}
