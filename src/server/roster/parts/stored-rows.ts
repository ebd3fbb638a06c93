import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { NormalisedRow } from '#shared/roster/rules/normalise-row.ts'
import type { ReadRoster } from '#server/roster/parts/read-roster.ts'
import type { Vault } from '#server/vault/vault.ts'

/** What was read of a file, as it is kept sealed between preview and commit. */
export type RosterFile = ReadRoster

const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }
const ROWS_A_FRAME = 500
const LENGTH_BYTES = 4
const MOST_BYTES = 64 * 2 ** 20

function frame(value: unknown): Buffer {
  const packed = zstdCompressSync(Buffer.from(JSON.stringify(value)), LEVEL)
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(packed.length)
  return Buffer.concat([length, packed])
}

/**
 * The file in a twelfth of its size: the head, then the rows by the hundred, so that neither side ever holds the text
 * of all rows at once. Takes the rows away from `file`.
 */
export function packRoster(file: RosterFile): Buffer {
  const { roster } = file
  const rows = roster?.rows.splice(0) ?? []
  const frames = [frame(file)]
  while (rows.length > 0) frames.push(frame(rows.splice(0, ROWS_A_FRAME)))
  return Buffer.concat(frames)
}

export function unpackRoster(packed: Buffer): RosterFile {
  let at = 0
  const next = (): unknown => {
    const start = at + LENGTH_BYTES
    at = start + packed.readUInt32BE(at)
    return JSON.parse(
      zstdDecompressSync(packed.subarray(start, at), { maxOutputLength: MOST_BYTES }).toString(),
    )
  }
  const file = next() as RosterFile
  while (at < packed.length) file.roster?.rows.push(...(next() as NormalisedRow[]))
  return file
}

const context = (importId: string): string => `roster.rows:${importId}`

export const sealRows = (vault: Vault, importId: string, packed: Buffer): Buffer =>
  vault.sealBytes(packed, context(importId))

export const openRows = (vault: Vault, importId: string, sealed: Buffer): RosterFile =>
  unpackRoster(vault.openBytes(sealed, context(importId)))
