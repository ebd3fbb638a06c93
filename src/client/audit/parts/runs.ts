import type { AuditLine } from '#shared/audit/schema.ts'

/** Looks one after the other that read the same: somebody turned the pages of one thing. */
export interface Run {
  /** The newest of them. */
  line: AuditLine
  times: number
  /** Instant of the oldest. */
  since: string
}

/**
 * Looks of one person that read the same become one line with how often and since when; a change or a number shown in full
 * always stands for itself, the order stays, and no line is left out of the count.
 */
export function runsOf(lines: readonly AuditLine[], wordsOf: (line: AuditLine) => string): Run[] {
  const runs: Run[] = []
  let before: string | undefined
  for (const line of lines) {
    const words = line.action === 'read' ? `${line.actorName} ${line.pupilId} ${wordsOf(line)}` : undefined
    const last = runs.at(-1)
    if (last !== undefined && words !== undefined && words === before) {
      last.times += 1
      last.since = line.at
    } else runs.push({ line, times: 1, since: line.at })
    before = words
  }
  return runs
}
