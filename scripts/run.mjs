// Every npm script starts here, on whatever Node the machine has (20 or later) and with nothing installed yet:
// it installs what package-lock.json names, builds the pages when their sources changed, and hands over to Node 24.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SERVER_ARGS } from './server-args.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
/** Before anything takes its time: whoever began this may be gone by then. */
const PARENT = process.ppid
const PATCHES = join(ROOT, 'patches')
const INSTALLED_STAMP = join(ROOT, 'node_modules', '.shouwang-lock')
const BUILT_STAMP = join(ROOT, '.cache', 'client-build.json')
/** What the pages are made of. */
const PAGE_SOURCES = [
  'src/client',
  'src/shared',
  'scripts',
  'vite.config.ts',
  'lingui.config.ts',
  'package-lock.json',
]
const NOT_A_SOURCE = /\.test\.tsx?$|^scripts.(?!vite-)/

const SCRIPTS = {
  start: { file: 'src/server/main.ts', pages: true, nodeArgs: SERVER_ARGS },
  demo: { file: 'src/server/main.ts', args: ['--demo'], pages: true, nodeArgs: SERVER_ARGS },
  dev: {
    file: 'src/server/main.ts',
    args: ['--dev'],
    pages: true,
    nodeArgs: ['--watch-path=src/server', '--watch-path=src/shared'],
  },
  build: { pages: true },
  shouwang: { file: 'src/cli/main.ts' },
  bench: { file: 'bench/main.ts', pages: true },
  check: { file: 'scripts/check.ts' },
  test: { file: 'scripts/test.ts' },
}

/** What a shell answers for a program ended by the signal. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/** Ends with one line for people, no stack. */
function fail(message) {
  console.error(message)
  process.exit(1)
}

const hash = (content) => createHash('sha256').update(content).digest('hex')

function readIf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** The pinned Node that npm installed; on Windows its package keeps node.exe beside. */
function pinnedNode() {
  const file = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  return existsSync(file) ? file : undefined
}

function runNpm(args) {
  // npm sets npm_execpath for its scripts: the same npm is used, without looking for it in PATH.
  const own = process.env.npm_execpath
  const [command, first] = own && /\.c?js$/.test(own) ? [process.execPath, [own]] : ['npm', []]
  // Everything npm says goes to stderr: stdout belongs to the script (JSON lines of the benchmarks).
  return spawnSync(command, [...first, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: command === 'npm' && process.platform === 'win32',
  }).status
}

function ensureDependencies() {
  const lock = join(ROOT, 'package-lock.json')
  if (!existsSync(lock)) fail('package-lock.json is missing: get a whole copy of the project.')
  const patches = existsSync(PATCHES) ? readdirSync(PATCHES).map((name) => readIf(join(PATCHES, name))) : []
  const wanted = hash([readIf(lock), ...patches].join('\0'))
  if (readIf(INSTALLED_STAMP) === wanted) return
  // Patches that are in place already are left; what cannot be patched any more is installed anew.
  const isPatched = () => patches.length === 0 || runNpm(['run', '--silent', 'postinstall']) === 0
  if (isInstalled(lock) && isPatched()) return writeFileSync(INSTALLED_STAMP, wanted)
  console.error('Installing what package-lock.json names (once; about a minute) ...')
  if (
    runNpm(['ci', '--include=dev', '--include=optional', '--no-fund', '--no-audit', '--loglevel=error']) !== 0
  ) {
    fail(
      'npm ci failed (its reason stands above): check the network or the package registry, then run the same command again.',
    )
  }
  writeFileSync(INSTALLED_STAMP, wanted)
}

/** npm's own record of what it put into node_modules: after "npm install <package>" nothing needs doing again. */
function isInstalled(lock) {
  const record = readIf(join(ROOT, 'node_modules', '.package-lock.json'))
  if (record === '' || pinnedNode() === undefined) return false
  const installed = JSON.parse(record).packages
  return Object.entries(JSON.parse(readIf(lock)).packages).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  )
}

function ensureNode() {
  const node = pinnedNode()
  if (node !== undefined && statSync(node).size > 0) return node
  return fail(
    'The pinned Node 24 is missing from node_modules, probably because install scripts are switched off: ' +
      'run "npm rebuild node --ignore-scripts=false", then the same command again.',
  )
}

function filesUnder(path) {
  const stat = statSync(join(ROOT, path), { throwIfNoEntry: false })
  if (stat === undefined) return []
  if (stat.isFile()) return NOT_A_SOURCE.test(path) ? [] : [{ path, size: stat.size, changed: stat.mtimeMs }]
  return readdirSync(join(ROOT, path))
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}

/** Builds the pages when their content differs from the last build's; names, sizes and times are looked at first. */
function ensurePages(node) {
  const files = PAGE_SOURCES.flatMap(filesUnder)
  const look = hash(JSON.stringify(files))
  const last = readStamp()
  const built = existsSync(join(ROOT, 'dist', 'client', 'index.html'))
  if (built && last.look === look) return
  const content = hash(files.map(({ path }) => `${path} ${hash(readFileSync(join(ROOT, path)))}`).join('\n'))
  if (!built || last.content !== content) buildPages(node)
  mkdirSync(dirname(BUILT_STAMP), { recursive: true })
  writeFileSync(`${BUILT_STAMP}.new`, JSON.stringify({ look, content }))
  renameSync(`${BUILT_STAMP}.new`, BUILT_STAMP)
}

function readStamp() {
  try {
    return JSON.parse(readIf(BUILT_STAMP))
  } catch {
    return {}
  }
}

function buildPages(node) {
  console.error('Building the pages ...')
  rmSync(BUILT_STAMP, { force: true })
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status } = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: environment(node),
  })
  if (status !== 0) fail('The pages could not be built; the reason stands above.')
}

/** Child processes find Node 24 and the project's tools first. */
function environment(node) {
  const separator = process.platform === 'win32' ? ';' : ':'
  return {
    ...process.env,
    PATH: [dirname(node), join(ROOT, 'node_modules', '.bin'), process.env.PATH ?? ''].join(separator),
  }
}

function main() {
  const [name = '', ...args] = process.argv.slice(2)
  const script = Object.hasOwn(SCRIPTS, name) ? SCRIPTS[name] : undefined
  if (script === undefined) fail(`Unknown script "${name}": one of ${Object.keys(SCRIPTS).join(', ')}.`)
  ensureDependencies()
  const node = ensureNode()
  if (script.pages) ensurePages(node)
  if (script.file !== undefined) handOver(node, script, args)
}

function handOver(node, script, args) {
  const child = spawn(
    node,
    [...(script.nodeArgs ?? []), join(ROOT, script.file), ...(script.args ?? []), ...args],
    {
      // The channel closes when this process is killed outright: the server then stops by itself.
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: environment(node),
    },
  )
  // Ctrl-C reaches the child by itself as one of the terminal's group; a signal sent to this process alone is passed on.
  for (const signal of Object.keys(EXIT_CODES)) process.on(signal, () => child.kill(signal))
  // npm passes SIGTERM on to its shell, which dies without passing it further.
  const look = () => process.ppid === PARENT || child.kill('SIGTERM')
  if (process.env.npm_lifecycle_event !== undefined) setInterval(look, 200).unref()
  child.on('error', (error) => fail(`Node 24 could not be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? EXIT_CODES[signal] ?? 1))
}

main()
