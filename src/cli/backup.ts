import { resolve } from 'node:path'
import { note, wrongArguments, type Command } from './command.ts'
import { passphraseOf, passphraseOption } from './passphrase.ts'
import { writeBackup } from '#server/backup/service.ts'
import { loadOrCreateKey } from '#server/db/embedded/data-folder.ts'

export const backup: Command = {
  name: 'backup',
  summary: 'writes everything, the master key too, into one file sealed with a passphrase',
  usage: [
    'npm run shouwang -- backup FILE [--passphrase-file FILE] [--json]',
    'May run while people work. The file is in the age format (age-encryption.org/v1): keep it away from this machine, and the',
    'passphrase away from the file. Without the passphrase nobody opens it, not even you.',
  ].join('\n'),
  options: passphraseOption,
  async run({ deps: { env }, ownerTarget }, input) {
    const [name] = input.positionals
    if (name === undefined) return wrongArguments('Give the file to write.')
    const asked = await passphraseOf(input, true)
    if ('refused' in asked) return wrongArguments(asked.refused)
    const cancel = new AbortController()
    const stop = (): void => cancel.abort()
    process.once('SIGINT', stop)
    const key = loadOrCreateKey(env.dataDir, {
      databaseExists: true,
      ...(env.keyFile && { keyFile: env.keyFile }),
    })
    const how = { file: resolve(name), passphrase: asked.passphrase, note, signal: cancel.signal }
    try {
      const report = await writeBackup(ownerTarget, key, how)
      return {
        lines: [`${how.file}: ${report.rows} rows of ${report.tables} tables, ${report.bytes} bytes.`],
        json: { file: how.file, ...report },
        exitCode: 0,
      }
    } catch (error) {
      if (!cancel.signal.aborted) throw error
      return { lines: ['Cancelled: no file was left.'], json: { cancelled: true }, exitCode: 1 }
    } finally {
      process.off('SIGINT', stop)
    }
  },
}
