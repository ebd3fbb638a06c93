import { wrongArguments, type Command } from './command.ts'
import { createAdministrator, listSchools } from '#server/accounts/service.ts'

export const createAdmin: Command = {
  name: 'create-admin',
  summary: 'creates an administrator of a school, with a first password that is shown once',
  usage:
    'npm run shouwang -- create-admin --username NAME --name "FULL NAME" [--school ID] [--json]\nWithout --school the only school there is.',
  options: { username: { type: 'string' }, name: { type: 'string' }, school: { type: 'string' } },
  async run({ deps }, { values }) {
    const { username, name } = values
    if (typeof username !== 'string' || typeof name !== 'string')
      return wrongArguments('Give --username and --name.')
    const schools = await listSchools(deps)
    const school =
      values['school'] === undefined && schools.length === 1
        ? schools[0]
        : schools.find(({ id }) => id === values['school'])
    if (!school)
      return wrongArguments(
        `Give --school, one of: ${schools.map((each) => `${each.id} (${each.name})`).join(', ') || 'none exists yet'}`,
      )
    const made = await createAdministrator(deps, school.id, { username, name })
    if (!made.ok)
      return wrongArguments(
        `${made.error.fields?.[0]?.path ?? ''} ${made.error.fields?.[0]?.code ?? made.error.code}`.trim(),
      )
    const { password } = made.value
    return {
      lines: [
        `User name:      ${made.value.username}`,
        `First password: ${password}`,
        'It must be changed at the first sign-in.',
      ],
      json: { username: made.value.username, password, schoolId: school.id },
      exitCode: 0,
    }
  },
}
