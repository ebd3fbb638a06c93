import { writeFileSync } from 'node:fs'
import { wrongArguments, type Command } from './command.ts'
import { generate as generateSchools, schoolExists } from '#server/demo/service.ts'

const MOST = { schools: 20_000, children: 5_000_000, records: 500_000_000, sessions: 100_000 } as const

export const generate: Command = {
  name: 'generate',
  summary: 'fills the database with invented schools, children and records, for load tests',
  usage: [
    'npm run shouwang -- generate --schools N --children N --records N [--seed N] [--sessions N --cookies FILE] [--json]',
    'Children are those on a list; records are duties and cards together, about as many as asked for.',
    'The same seed, day and numbers give the same schools. Stop the server first: large tables are rebuilt.',
    '--sessions signs N class teachers in for twelve hours and writes their cookies to --cookies (readable by you alone).',
  ].join('\n'),
  options: {
    schools: { type: 'string' },
    children: { type: 'string' },
    records: { type: 'string' },
    seed: { type: 'string' },
    sessions: { type: 'string' },
    cookies: { type: 'string' },
  },
  async run({ deps, ownerTarget }, { values }) {
    const whole = (name: keyof typeof MOST, least: number): number | undefined => {
      const value = Number(values[name] ?? (least === 0 ? 0 : Number.NaN))
      return Number.isInteger(value) && value >= least && value <= MOST[name] ? value : undefined
    }
    const [schools, children, records, sessions] = [
      whole('schools', 1),
      whole('children', 1),
      whole('records', 1),
      whole('sessions', 0),
    ]
    const seed = Number(values['seed'] ?? 1)
    if (schools === undefined || children === undefined || records === undefined)
      return wrongArguments('Give --schools, --children and --records as whole numbers from 1.')
    if (children < schools * 9) return wrongArguments('Give at least 9 children for each school.')
    if (!Number.isInteger(seed) || seed < 0 || seed > 999_999)
      return wrongArguments('Give --seed as a whole number up to 999999.')
    const { cookies } = values
    if (sessions === undefined || (sessions > 0 && typeof cookies !== 'string'))
      return wrongArguments('Give --sessions as a whole number, together with --cookies FILE.')
    if (await schoolExists(deps, seed))
      return wrongArguments(`Schools of seed ${seed} are here already: give another --seed.`)
    const note = (text: string): void => void process.stderr.write(`${text}\n`)
    const made = await generateSchools(
      deps,
      ownerTarget,
      { schools, children, records, seed, sessions },
      note,
    )
    if (typeof cookies === 'string') writeFileSync(cookies, JSON.stringify(made.sessions), { mode: 0o600 })
    const { sessions: signedIn, ...counts } = made
    const perSecond = Math.round((made.duties + made.cards) / made.seconds)
    return {
      lines: [
        `${made.schools} ${made.schools === 1 ? 'school' : 'schools'}, ${made.children} children, ${made.duties} duties and ${made.cards} cards in ${made.seconds.toFixed(1)} s (${perSecond} a second).`,
        `The words of ${made.contents} cards are stored, sealed; the others have none.`,
        ...(signedIn.length > 0
          ? [`${signedIn.length} class teachers are signed in; cookies in ${String(cookies)}.`]
          : []),
      ],
      json: { ...counts, sessions: signedIn.length },
      exitCode: 0,
    }
  },
}
