import { resolve } from 'node:path'
import { note, wrongArguments, type Command } from './command.ts'
import { passphraseOf, passphraseOption } from './passphrase.ts'
import { restoreBackup } from '#server/backup/service.ts'

export const restore: Command = {
  name: 'restore',
  summary: 'puts a backup into a new data folder or an empty database',
  usage: [
    'DATA_DIR=/new/folder npm run shouwang -- restore FILE [--passphrase-file FILE] [--json]',
    'Never touches a school that is there. After it `npm start` with the same DATA_DIR; everybody signs in anew. When it was',
    'interrupted, run it again.',
  ].join('\n'),
  options: passphraseOption,
  async runAlone(env, input) {
    const [name] = input.positionals
    if (name === undefined) return wrongArguments('Give the file to restore.')
    const asked = await passphraseOf(input, false)
    if ('refused' in asked) return wrongArguments(asked.refused)
    const report = await restoreBackup(env, { file: resolve(name), passphrase: asked.passphrase, note })
    return {
      lines: [
        `Restored ${report.rows} rows of ${report.tables} tables from the backup of ${report.madeAt}.`,
        'Start the program with the same DATA_DIR, and run verify-audit to see that the log is whole.',
      ],
      json: { dataDir: env.dataDir, ...report },
      exitCode: 0,
    }
  },
}
