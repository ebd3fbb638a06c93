import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { wrongArguments, type Command } from './command.ts'
import { listSchools } from '#server/accounts/service.ts'
import { importFile } from '#server/roster/service.ts'
import { isLocalDate } from '#shared/calendar/rules/local-date.ts'

const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ENOENT' || error.code === 'EISDIR' || error.code === 'EACCES')

function readFile(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

export const importRoster: Command = {
  name: 'import',
  summary:
    'reads a roster file (.xlsx, .xls, .csv) and says what it would change; with --commit takes it over',
  usage:
    'npm run shouwang -- import FILE [--school ID] [--as-of YYYY-MM-DD] [--commit] [--json]\nWithout --school the only school there is. Classes the school does not have are created with --commit.',
  options: { school: { type: 'string' }, 'as-of': { type: 'string' }, commit: { type: 'boolean' } },
  async run({ deps }, { values, positionals }) {
    const [path] = positionals
    if (path === undefined) return wrongArguments('Name the file: import FILE')
    const asOf = values['as-of']
    if (asOf !== undefined && (typeof asOf !== 'string' || !isLocalDate(asOf)))
      return wrongArguments('--as-of needs a date: YYYY-MM-DD')
    const schools = await listSchools(deps)
    const school =
      values['school'] === undefined && schools.length === 1
        ? schools[0]
        : schools.find(({ id }) => id === values['school'])
    if (!school)
      return wrongArguments(
        ['Name the school with --school:', ...schools.map(({ id, name }) => `  ${id}  ${name}`)].join('\n'),
      )
    const bytes = readFile(path)
    if (!bytes) return wrongArguments(`${path} cannot be read.`)
    const done = await importFile(deps, school.id, {
      bytes,
      fileName: basename(path),
      asOf,
      commit: values['commit'] === true,
    })
    if (!done.ok) {
      const { code, params, fields } = done.error
      const line = `${code}${params ? ` ${JSON.stringify(params)}` : ''}${fields ? ` ${JSON.stringify(fields)}` : ''}`
      return { lines: [line], json: { error: done.error }, exitCode: 1 }
    }
    const { detail, report } = done.value
    if (!detail.counts)
      return { lines: ['file-no-header'], json: { error: { code: 'file-no-header' } }, exitCode: 1 }
    const { summary, newClasses, leftOut: _, counts } = detail
    const lines = [
      ...Object.entries(counts).map(([name, count]) => `${name.padEnd(10)} ${count}`),
      ...Object.entries(summary?.refusedByReason ?? {}).map(
        ([reason, count]) => `  refused for ${reason}: ${count}`,
      ),
      ...(newClasses.length > 0 ? [`new classes: ${newClasses.map(({ name }) => name).join(', ')}`] : []),
      report ? 'Committed.' : 'Nothing was changed; add --commit to take it over.',
    ]
    return { lines, json: { counts, summary, newClasses, report }, exitCode: 0 }
  },
}
