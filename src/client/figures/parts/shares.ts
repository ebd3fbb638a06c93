import type { Board, DutyCounts } from '#shared/figures/schema.ts'
import type { ClassShare } from './class-rings.tsx'

/** Begun duties of a month: what is done of what was or is to be done; excused and not yet begun are in neither (K-28). */
export function progress({ onTime, early, late, missed, open }: DutyCounts): { count: number; of: number } {
  const count = onTime + early + late
  return { count, of: count + missed + open }
}

/** One ring per class for one kind of duty, in the order of the answer. */
export function classShares(
  board: Pick<Board, 'coverage'>,
  key: Board['coverage'][number]['key'],
  none: string,
): ClassShare[] {
  return board.coverage
    .filter((line) => line.key === key)
    .map((line) => ({
      id: line.classId ?? 'none',
      name: line.className ?? none,
      late: line.missed,
      ...progress(line),
    }))
}

type Key = Board['coverage'][number]['key']
const order: readonly Key[] = ['talk', 'parentContact', 'homeVisit']

/** The three of every child first, then whatever else is owed for children. */
function inOrder(keys: readonly Key[]): Key[] {
  const own = new Set(keys)
  return [...order.filter((key) => own.has(key)), ...[...own].filter((key) => !order.includes(key)).sort()]
}

/** Kinds of duty the board knows, the talks first. */
export const keysOf = ({ coverage }: Pick<Board, 'coverage'>): Key[] =>
  inOrder(coverage.map(({ key }) => key))

/** Rows of the year in the same order. */
export const heatRows = ({ heatMap }: Pick<Board, 'heatMap'>): Board['heatMap'] =>
  inOrder(heatMap.map(({ key }) => key)).flatMap((key) => heatMap.filter((row) => row.key === key))

/** What every list behind this board is narrowed to. */
export const partOf = ({ grade }: Board): { grade?: number } => (grade === null ? {} : { grade })
