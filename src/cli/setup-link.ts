import type { Command } from './command.ts'
import { offerSetup } from '#server/accounts/service.ts'

export const setupLink: Command = {
  name: 'setup-link',
  summary: 'gives a new one-time set-up link while no account exists',
  usage: 'npm run shouwang -- setup-link [--json]\nEarlier links stop working; the new one lasts 24 hours.',
  options: {},
  async run({ deps }) {
    const token = await offerSetup(deps)
    if (!token)
      return {
        lines: ['Accounts exist already: use create-admin.'],
        json: { error: 'setup-done' },
        exitCode: 1,
      }
    const url = `${deps.env.publicUrl ?? `http://${deps.env.host}:${deps.env.port}`}/setup/${token}`
    return { lines: [url], json: { url }, exitCode: 0 }
  },
}
