import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompress } from 'node:zlib'
import type { ReadRoster } from '#server/roster/parts/read-roster.ts'
import type { Vault } from '#server/vault/vault.ts'

/** What was read of a file, as it is kept sealed between preview and commit. */
export type RosterFile = ReadRoster

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }
const MOST_BYTES = 200 * 2 ** 20

const context = (importId: string): string => `roster.rows:${importId}`

export async function sealRows(vault: Vault, importId: string, file: RosterFile): Promise<Buffer> {
  const packed = await compress(Buffer.from(JSON.stringify(file)), LEVEL)
  return vault.sealBytes(packed, context(importId))
}

export async function openRows(vault: Vault, importId: string, sealed: Buffer): Promise<RosterFile> {
  const text = await decompress(vault.openBytes(sealed, context(importId)), { maxOutputLength: MOST_BYTES })
  return JSON.parse(text.toString()) as RosterFile
}
