import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { ReadableStream } from 'node:stream/web'
import { createGunzip, createGzip } from 'node:zlib'
import { Decrypter, Encrypter } from 'age-encryption'
import { extract, pack } from 'tar-stream'
import { StartError } from '#server/start-error.ts'

/** One file of the archive, whole: none is larger than some megabytes and one row. */
export interface Entry {
  readonly name: string
  readonly body: Uint8Array
}

const MAGIC = 'age-encryption.org/v1'

/**
 * Writes a tar archive, compressed and sealed with a passphrase in the age format (age-encryption.org/v1): `age -d`, `gunzip`
 * and `tar` open it without this program.
 */
export async function writeArchive(
  entries: AsyncIterable<Entry>,
  file: string,
  { passphrase, signal }: { readonly passphrase: string; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const tar = pack()
  const feed = async (): Promise<void> => {
    for await (const { name, body } of entries)
      await new Promise<void>((resolve, reject) => {
        tar.entry({ name, mode: 0o600 }, Buffer.from(body), (error) => (error ? reject(error) : resolve()))
      })
    tar.finalize()
  }
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  const written = pipeline(
    tar,
    createGzip(),
    async function* seal(source: AsyncIterable<Uint8Array>) {
      yield* await encrypter.encrypt(ReadableStream.from(source))
    },
    createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }),
    { ...(signal && { signal }) },
  )
  const fed = feed().catch((error: unknown) => {
    tar.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  })
  // Both have ended before anything is tidied up. What stops the feed stops the pipeline with the same error, not the reverse.
  const [left, right] = await Promise.allSettled([written, fed])
  if (left.status === 'rejected') throw left.reason
  if (right.status === 'rejected') throw right.reason
}

/** The entries of an archive in their order. Throws StartError when it is none, damaged, or the passphrase is wrong. */
export async function* readArchive(file: string, passphrase: string): AsyncGenerator<Entry> {
  await checkMagic(file)
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  let opened = false
  const files = extract()
  const read = pipeline(
    createReadStream(file),
    async function* open(source: AsyncIterable<Uint8Array>) {
      const plain = await decrypter.decrypt(ReadableStream.from(source))
      opened = true
      yield* plain
    },
    createGunzip(),
    files,
  )
  // Whoever reads the entries hears of it.
  read.catch(() => undefined)
  try {
    for await (const entry of files) yield { name: entry.header.name, body: await bodyOf(entry) }
    await read
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(
      opened
        ? `The backup ${file} is damaged or not complete: take another copy of it.`
        : `The passphrase does not open ${file}: try the one that was used when it was made.`,
      { cause: error },
    )
  }
}

async function bodyOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part as Uint8Array)
  return Buffer.concat(parts)
}

async function checkMagic(file: string): Promise<void> {
  const head: Uint8Array[] = []
  try {
    for await (const part of createReadStream(file, { end: MAGIC.length - 1 })) head.push(part as Uint8Array)
  } catch (error) {
    throw new StartError(`The file ${file} cannot be read: give the path of a backup.`, { cause: error })
  }
  if (Buffer.concat(head).toString() !== MAGIC)
    throw new StartError(`The file ${file} is not a backup of this program.`)
}
