import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { COUNTY, type Bench, type BenchContext, type Settings } from './lib/line.ts'

const HELP = `npm run bench -- [name…] [--json] [--children N] [--schools N] [--records N] [--sessions N] [--rate N] [--seconds N]

Prints one JSON line for each number: {"bench","value","unit","floor","ratio"}. A name may leave its ending away:
my-day runs my-day.p95 and my-day.rps. Without a name all benches run. --json leaves the notes on stderr away.`

/** Every bench/<name>.ts exports \`bench\`; main.ts itself and lib/ are none. */
async function loadBenches(): Promise<Bench[]> {
  const files = readdirSync(import.meta.dirname).filter((name) => /^(?!main\.ts$)[a-z0-9-]+\.ts$/.test(name))
  const modules = await Promise.all(
    files.toSorted().map((name) => import(join(import.meta.dirname, name)) as Promise<{ bench: Bench }>),
  )
  return modules.map((module) => module.bench)
}

const fits = (bench: Bench, wanted: string): boolean =>
  bench.names.some((name) => name === wanted || name.startsWith(`${wanted}.`))

function readSettings(values: Readonly<Record<string, unknown>>): Settings | string {
  const given: [string, number][] = []
  for (const name of Object.keys(COUNTY)) {
    if (values[name] === undefined) continue
    const value = Number(values[name])
    if (!(Number.isFinite(value) && value > 0)) return `--${name} takes a number above 0`
    given.push([name, value])
  }
  return { ...COUNTY, ...Object.fromEntries(given) }
}

function readArguments() {
  const numbers = Object.fromEntries(Object.keys(COUNTY).map((name) => [name, { type: 'string' as const }]))
  return parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      ...numbers,
    },
  })
}

function stop(text: string): never {
  console.error(text)
  process.exit(2)
}

/** Runs one after the other: two at once would measure each other. */
async function runAll(benches: readonly Bench[], context: BenchContext): Promise<boolean> {
  let allRan = true
  for (const bench of benches) {
    try {
      for (const line of await bench.run(context)) console.log(JSON.stringify(line))
    } catch (error) {
      allRan = false
      console.error(`${bench.names.join(', ')}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return allRan
}

function parse(): ReturnType<typeof readArguments> {
  try {
    return readArguments()
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`)
  }
}

const { values, positionals } = parse()
if (values.help) {
  console.log(HELP)
  process.exit(0)
}
const settings = readSettings(values)
if (typeof settings === 'string') stop(settings)
const benches = await loadBenches()
const unknown = positionals.find((name) => !benches.some((bench) => fits(bench, name)))
if (unknown !== undefined)
  stop(`no bench "${unknown}": one of ${benches.flatMap((bench) => bench.names).join(', ')}`)
const chosen = benches.filter(
  (bench) => positionals.length === 0 || positionals.some((name) => fits(bench, name)),
)
const note = values.json ? () => undefined : (text: string) => console.error(text)
const stops: (() => unknown)[] = []
const context: BenchContext = { settings, note, quiet: values.json, atEnd: (stop) => void stops.push(stop) }
process.exitCode = (await runAll(chosen, context)) ? 0 : 1
for (const stop of stops.toReversed()) await stop()
