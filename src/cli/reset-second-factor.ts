import { wrongArguments, type Command } from './command.ts'
import { resetSecondFactorHere } from '#server/accounts/service.ts'

export const resetSecondFactor: Command = {
  name: 'reset-second-factor',
  summary: 'takes the second factor of one account away, whose phone and backup codes are gone',
  usage: [
    'npm run shouwang -- reset-second-factor USERNAME [--json]',
    'For a school without another administrator: else a colleague does it under "Accounts". It ends the sessions, stands in the',
    'access log, and the next sign-in asks for a new second factor. Ends with 1 when the account had none.',
  ].join('\n'),
  options: {},
  async run({ deps }, { positionals }) {
    const [username] = positionals
    if (username === undefined) return wrongArguments('Give the user name.')
    const reset = await resetSecondFactorHere(deps, username)
    if (!reset.ok) return wrongArguments(`There is no account with the user name ${username}.`)
    const { had } = reset.value
    return {
      lines: had
        ? [
            `The second factor of ${username} is gone and every session ended.`,
            'The next sign-in sets up a new one.',
          ]
        : [`${username} has no second factor: nothing was changed.`],
      json: { username, reset: had },
      exitCode: had ? 0 : 1,
    }
  },
}
