import { createInflateRaw, inflateRawSync } from 'node:zlib'

import { FileRefused } from './file-outcome.ts'

export type ZipEntry = { name: string; method: number; compressed: Buffer }

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const ABSENT = 0xffffffff
const MAX_ENTRIES = 5000

function findEnd(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - 65_557)
  for (let at = bytes.length - 22; at >= lowest; at -= 1) if (bytes.readUInt32LE(at) === END) return at
  throw new FileRefused('truncated')
}

/** Sizes too large for 32 bits stand in the extra field 1, in the order size, compressed size, offset. */
function readZip64(extra: Buffer, want: boolean[]): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    const values: number[] = []
    let from = at + 4
    for (const wanted of want) {
      values.push(wanted ? Number(extra.readBigUInt64LE(from)) : 0)
      if (wanted) from += 8
    }
    return values
  }
  throw new FileRefused('damaged', 'zip64')
}

function readCentral(bytes: Buffer, at: number): { entry: ZipEntry; next: number } {
  if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw new FileRefused('truncated')
  if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw new FileRefused('password')
  const nameEnd = at + 46 + bytes.readUInt16LE(at + 28)
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 30)
  const name = bytes.toString('utf8', at + 46, nameEnd).replaceAll('\\', '/')
  let size = bytes.readUInt32LE(at + 20)
  let offset = bytes.readUInt32LE(at + 42)
  if (size === ABSENT || offset === ABSENT) {
    const want = [bytes.readUInt32LE(at + 24) === ABSENT, size === ABSENT, offset === ABSENT]
    const [, bigSize = 0, bigOffset = 0] = readZip64(bytes.subarray(nameEnd, extraEnd), want)
    if (size === ABSENT) size = bigSize
    if (offset === ABSENT) offset = bigOffset
  }
  if (offset + 30 > bytes.length) throw new FileRefused('truncated')
  if (bytes.readUInt32LE(offset) !== LOCAL) throw new FileRefused('damaged', 'zip')
  const from = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  if (from + size > bytes.length) throw new FileRefused('truncated')
  const entry = { name, method: bytes.readUInt16LE(at + 10), compressed: bytes.subarray(from, from + size) }
  return { entry, next: extraEnd + bytes.readUInt16LE(at + 32) }
}

/** The entries of a zip archive by its central directory. Throws FileRefused: truncated, damaged, password. */
export function listZip(bytes: Buffer): Map<string, ZipEntry> {
  try {
    const end = findEnd(bytes)
    const count = bytes.readUInt16LE(end + 10)
    if (count > MAX_ENTRIES) throw new FileRefused('unpacks-too-large')
    const entries = new Map<string, ZipEntry>()
    let at = bytes.readUInt32LE(end + 16)
    for (let index = 0; index < count; index += 1) {
      const { entry, next } = readCentral(bytes, at)
      // Two entries of one name could show one text to this check and another to the reader.
      if (entries.has(entry.name)) throw new FileRefused('damaged', 'zip')
      if (!entry.name.endsWith('/')) entries.set(entry.name, entry)
      at = next
    }
    return entries
  } catch (error) {
    throw error instanceof RangeError ? new FileRefused('truncated') : error
  }
}

function unpackFault(error: unknown, name: string): FileRefused {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_BUFFER_TOO_LARGE') return new FileRefused('unpacks-too-large', name)
  return code === 'Z_BUF_ERROR' ? new FileRefused('truncated', name) : new FileRefused('damaged', name)
}

/** The whole entry; more than `limit` bytes refuse the file, whatever the archive's headers say (K-78). */
export function unpack(entry: ZipEntry, limit: number): Buffer {
  if (entry.method !== 0 && entry.method !== 8) throw new FileRefused('damaged', entry.name)
  if (entry.method === 0) {
    if (entry.compressed.length > limit) throw new FileRefused('unpacks-too-large', entry.name)
    return entry.compressed
  }
  if (limit <= 0) throw new FileRefused('unpacks-too-large', entry.name)
  try {
    return inflateRawSync(entry.compressed, { maxOutputLength: limit, chunkSize: 256 * 1024 })
  } catch (error) {
    throw unpackFault(error, entry.name)
  }
}

/** The entry in pieces, so that a large one never lies in memory whole. */
export async function* unpackStream(entry: ZipEntry): AsyncGenerator<Buffer> {
  if (entry.method === 0) {
    yield entry.compressed
    return
  }
  if (entry.method !== 8) throw new FileRefused('damaged', entry.name)
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 })
  inflate.end(entry.compressed)
  try {
    for await (const piece of inflate) yield piece as Buffer
  } catch (error) {
    throw error instanceof FileRefused ? error : unpackFault(error, entry.name)
  } finally {
    inflate.destroy()
  }
}
