import type { NormalisedRow } from './normalise-row.ts'
import { refuse } from './row-notes.ts'

const groupBy = (rows: readonly NormalisedRow[], keyOf: (row: NormalisedRow) => string | null) => {
  const groups = new Map<string, NormalisedRow[]>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

function reject(row: NormalisedRow, reason: string, otherRow: number): void {
  refuse(row, 'idNumber', reason)
  row.otherRow = otherRow
}

/**
 * K-72: the same ID number and name twice: the first sound row counts, later ones are refused; the same ID number
 * with another name: all are refused; namesakes are taken with a notice, twins without one.
 */
export function checkDuplicates(rows: readonly NormalisedRow[]): void {
  for (const group of groupBy(rows, (row) => row.candidate?.idNumber ?? null).values()) {
    const first = group.find((row) => row.refusedFor.length === 0) ?? group[0]
    if (group.length < 2 || first === undefined) continue
    const isConflict = new Set(group.map((row) => row.candidate?.name)).size > 1
    for (const row of group) {
      const other = row === first ? group.find((candidate) => candidate !== first) : first
      if (isConflict && other) reject(row, 'id-conflict', other.row)
      else if (row !== first && row.refusedFor.length === 0) reject(row, 'id-duplicate', first.row)
    }
  }
  const taken = rows.filter((row) => row.refusedFor.length === 0)
  for (const group of groupBy(taken, (row) => row.candidate?.name ?? null).values()) {
    if (group.length < 2) continue
    for (const row of group) {
      const other = group.find((candidate) => candidate !== row)
      if (other) row.notices.push({ field: '姓名', reason: 'namesake', otherRow: other.row })
    }
  }
}
