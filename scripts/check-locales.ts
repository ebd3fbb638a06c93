import { getCatalogs } from '@lingui/cli/api'
import { getConfig } from '@lingui/conf'
import { join } from 'node:path'

/** Every word on screen exists in English, with the same placeholders and one apostrophe, and nothing stale is kept. */
const root = join(import.meta.dirname, '..')
const config = getConfig({ cwd: root })

/** `{name}`, `{count, plural, …}` and `<0>`: what a translation must not lose. */
function placeholders(text: string): string {
  const found = text.match(/\{\s*\w+\s*[,}]|<\/?\d+\/?>/g) ?? []
  return [...new Set(found.map((part) => part.replaceAll(/[\s,}]/g, '')))].toSorted().join(' ')
}

/** The first English of each message: all catalogues share one table, where the one loaded last would win. */
const first = new Map<string, { english: string; file: string }>()

/** The English of a message that says something else in another catalogue: one of the two needs a context. */
function otherEnglish(id: string, english: string, file: string): string | undefined {
  const known = first.get(id)
  if (known === undefined) first.set(id, { english, file })
  return known === undefined || known.english === english ? undefined : known.file
}

async function faultsOf(catalog: Awaited<ReturnType<typeof getCatalogs>>[number]): Promise<string[]> {
  const used = (await catalog.collect()) ?? {}
  const english = (await catalog.read('en')) ?? {}
  const file = `src/client/locales/en/${catalog.path.split('/').at(-1)}.po`
  const faults: string[] = []
  for (const [id, { message = id }] of Object.entries(used)) {
    const translation = english[id]?.translation ?? ''
    if (translation === '') faults.push(`${file}: no English for "${message}"`)
    else if (placeholders(translation) !== placeholders(message)) {
      faults.push(`${file}: other placeholders than in "${message}"`)
    }
    if (translation.includes("'")) faults.push(`${file}: ’ instead of ' in "${translation}"`)
    const elsewhere = otherEnglish(id, translation, file)
    if (elsewhere !== undefined)
      faults.push(`${file}: "${message}" is other English in ${elsewhere}; give one a context`)
  }
  const stale = Object.keys(english).filter((id) => !(id in used) && english[id]?.obsolete !== true)
  if (stale.length > 0) faults.push(`${file}: ${stale.length} no longer used`)
  return faults
}

const faults = (await Promise.all((await getCatalogs(config)).map(faultsOf))).flat()
if (faults.length > 0) {
  process.stderr.write(
    `${faults.join('\n')}\nCollect with: node scripts/locales.ts [feature…]; then fill in the English.\n`,
  )
  process.exitCode = 1
} else {
  process.stdout.write('English is complete\n')
}
