import { copyOutSql, type StoredTable } from '#server/backup/queries.ts'
import type { Connection } from '#server/db/rows-of.ts'

/** Rows go into the archive in pieces of about this size, each of whole rows. */
const PIECE = 4 * 1024 * 1024
const NEW_LINE = 10

/** The rows of a table as COPY writes them, in pieces of whole rows; a line is a row. */
export async function* piecesOf(connection: Connection, table: StoredTable) {
  const stream = await connection.unsafe(copyOutSql(table)).readable()
  let held: Buffer[] = []
  let size = 0
  let rows = 0
  let piece = 0
  const next = () => {
    const made = { rows, body: Buffer.concat(held), piece }
    held = []
    size = 0
    rows = 0
    piece += 1
    return made
  }
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(NEW_LINE) + 1
    if (size + chunk.length >= PIECE && end > 0) {
      held.push(chunk.subarray(0, end))
      rows += linesOf(chunk)
      yield next()
      if (end < chunk.length) held.push(Buffer.from(chunk.subarray(end)))
      size = chunk.length - end
    } else {
      held.push(Buffer.from(chunk))
      size += chunk.length
      rows += linesOf(chunk)
    }
  }
  // The client stops its socket while the stream is full, and lets it go on when more is read: never, when the end of the
  // table came along with the last rows. Then no later question on the connection would be answered.
  stream._read(0)
  if (size > 0) yield next()
}

/** How many rows a piece holds: a line is a row. */
export function linesOf(chunk: Buffer): number {
  let count = 0
  for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, at + 1)) count += 1
  return count
}
