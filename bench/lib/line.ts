/** One measured number beside its floor: the least the same work costs on this machine, measured in the same run. */
export interface Line {
  readonly bench: string
  readonly value: number
  readonly unit: 'ms' | 'requests/s' | 'MB' | 'KB'
  readonly floor: number | null
  /** 1.0 when as good as the floor, smaller when worse; null without a floor. */
  readonly ratio: number | null
  /** Load level, data size, percentiles and the like. */
  readonly [extra: string]: string | number | boolean | null
}

type Extra = Readonly<Record<string, string | number | boolean | null>>

/** What a bench is given. Notes go to stderr: stdout carries lines only. */
export interface BenchContext {
  /** Load and data size: a bench prints what differs from the county load (200 schools, 50,000 children …). */
  readonly settings: Settings
  readonly note: (text: string) => void
  /** No notes are wanted. */
  readonly quiet: boolean
  /** Called when all benches are through, the last one first. */
  readonly atEnd: (stop: () => unknown) => void
}

export interface Bench {
  /** Names it prints, so that `npm run bench -- my-day` finds it. */
  readonly names: readonly string[]
  run(context: BenchContext): Promise<readonly Line[]>
}

export interface Settings {
  readonly schools: number
  readonly children: number
  readonly records: number
  readonly sessions: number
  /** Requests a second, open loop. */
  readonly rate: number
  readonly seconds: number
}

/** The county that the product must carry. */
export const COUNTY: Settings = {
  schools: 200,
  children: 50_000,
  records: 5_000_000,
  sessions: 300,
  rate: 300,
  seconds: 10,
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits))

/** A time, or another amount of which less is better. */
export function timeLine(
  bench: string,
  value: number,
  floor: number | null,
  extra: Extra & { unit?: Line['unit'] } = {},
): Line {
  const { unit = 'ms', ...rest } = extra
  const ratio = floor === null || value === 0 ? null : round(floor / value, 3)
  return {
    bench,
    value: round(value, 2),
    unit,
    floor: floor === null ? null : round(floor, 2),
    ratio,
    ...rest,
  }
}

/** A throughput: more is better. */
export function rateLine(bench: string, value: number, floor: number | null, extra: Extra = {}): Line {
  const ratio = floor === null || floor === 0 ? null : round(value / floor, 3)
  const unit = 'requests/s' as const
  return {
    bench,
    value: round(value, 1),
    unit,
    floor: floor === null ? null : round(floor, 1),
    ratio,
    ...extra,
  }
}

/** The settings that are not the county's, for the line (`{ "children": 1000 }`). */
export function deviations(settings: Settings): Extra {
  const names = Object.keys(COUNTY) as (keyof Settings)[]
  return Object.fromEntries(
    names.filter((name) => settings[name] !== COUNTY[name]).map((name) => [name, settings[name]]),
  )
}
