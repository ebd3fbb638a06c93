import type { LocalDate } from '#shared/calendar/rules/local-date.ts'

/** The five goals (五有): 学业有教, 监护有人, 生活有助, 健康有保, 安全有护 (P11-08, P11-09, R39, I08). */
export const GOALS = ['taught', 'guarded', 'helped', 'healthy', 'safe'] as const
export type Goal = (typeof GOALS)[number]

interface Statement {
  readonly goal: Goal
  readonly statedOn: LocalDate
  readonly createdAt: string
}

/** The word that holds for each goal: of the latest day, of one day the one written last; null = nobody has said. */
export function goalsNow<S extends Statement>(statements: readonly S[]): Record<Goal, S | null> {
  const later = (a: S, b: S): boolean =>
    a.statedOn > b.statedOn || (a.statedOn === b.statedOn && a.createdAt > b.createdAt)
  const now = Object.fromEntries(GOALS.map((goal) => [goal, null])) as Record<Goal, S | null>
  for (const one of statements) {
    const held = now[one.goal]
    if (held === null || later(one, held)) now[one.goal] = one
  }
  return now
}
