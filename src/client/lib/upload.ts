import { beginUpload, finishUpload, getUpload, sendChunk } from '#shared/attachments/api.ts'
import { CHUNK_BYTES } from '#shared/attachments/rules.ts'
import type { Attachment, Owner } from '#shared/attachments/schema.ts'
import { ApiError, isPassing } from './api-error.ts'
import { call } from './call.ts'
import { checkAttachment } from './file-check.ts'
import type { DraftOwner } from './draft-store.ts'
import { newId } from './id.ts'
import { sha256 } from './sha256.ts'
import { shrinkPhoto } from './shrink-photo.ts'

/** A file on its way, kept on this device until the server has all of it. */
export interface Job {
  id: string
  owner: Owner
  name: string
  sha256: string
  blob: Blob
}

/** With these pauses a broken connection is tried again; then the person is asked. */
const PAUSES_MS = [500, 1000, 2000, 4000, 8000]

const loadStore = () => import('./draft-store.ts')
const prefixOf = ({ kind, id }: Owner): string => `upload:${kind}:${id}:`
const keyOf = (job: Job): string => prefixOf(job.owner) + job.id

/** @throws ApiError when the server would refuse it */
export async function jobOf(owner: Owner, source: Blob, name: string): Promise<Job> {
  const blob = source instanceof File ? await shrinkPhoto(source) : source
  await checkAttachment(blob)
  const hash = sha256(new Uint8Array(await blob.arrayBuffer()))
  return { id: newId(), owner, name: name.slice(-120), sha256: hash, blob }
}

/** A full or forbidden store only means that a reload forgets the file. */
export async function keepJob(job: Job, draftOwner: DraftOwner): Promise<void> {
  const { blob, ...words } = job
  const store = await loadStore()
  const bytes = new Uint8Array(await blob.arrayBuffer())
  await store.writeDraft(keyOf(job), draftOwner, { ...words, mime: blob.type }, bytes).catch(() => undefined)
}

export async function dropJob(job: Job): Promise<void> {
  await (await loadStore()).removeDraft(keyOf(job)).catch(() => undefined)
}

type KeptJob = Omit<Job, 'blob'> & { mime: string }
const isJob = (value: unknown): value is KeptJob =>
  typeof value === 'object' && value !== null && 'sha256' in value && 'mime' in value

/** Files that were on their way when the page was closed. */
export async function keptJobs(owner: Owner, draftOwner: DraftOwner): Promise<Job[]> {
  const found = await (await loadStore()).draftsUnder(prefixOf(owner), draftOwner).catch(() => [])
  return found.flatMap(({ value, file }) => {
    if (!isJob(value) || file === undefined) return []
    const { mime, ...job } = value
    return [{ ...job, blob: new Blob([file], { type: mime }) }]
  })
}

/** A pause, which ends at once when the device says that it is connected again. */
function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      removeEventListener('online', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    addEventListener('online', end)
  })
}

/** Tries again while only the connection is to blame, and says so. @throws ApiError */
async function patiently<T>(work: () => Promise<T>, onBroken: () => void): Promise<T> {
  for (const pause of PAUSES_MS)
    try {
      return await work()
    } catch (error) {
      if (!isPassing(error)) throw error
      onBroken()
      await wait(pause)
    }
  return work()
}

/** Sends the next bytes; when the server has others, it says where to go on. */
async function nextChunk({ id, blob }: Job, offset: number): Promise<number> {
  try {
    const body = blob.slice(offset, offset + CHUNK_BYTES)
    return (await call(sendChunk, { params: { id }, query: { offset }, body })).received
  } catch (error) {
    if (error instanceof ApiError && error.code === 'upload-offset')
      return (await call(getUpload, { params: { id } })).received
    throw error
  }
}

export interface Progress {
  /** 0 to 1. */
  share: number
  /** The connection is broken; it goes on by itself. */
  waiting: boolean
}

/**
 * Sends a file from where the server has it, and waits until it was checked and kept.
 * @throws ApiError when it was refused, or the connection stays broken
 */
export async function sendJob(job: Job, onProgress: (progress: Progress) => void): Promise<Attachment> {
  const { id, owner, name, blob } = job
  const body = { id, owner, name, size: blob.size, sha256: job.sha256 }
  let share = 0
  const onBroken = (): void => onProgress({ share, waiting: true })
  let { received } = await patiently(() => call(beginUpload, { body }), onBroken)
  while (received < blob.size) {
    share = received / blob.size
    onProgress({ share, waiting: false })
    const from = received
    received = await patiently(() => nextChunk(job, from), onBroken)
  }
  share = 1
  onProgress({ share, waiting: false })
  return (await patiently(() => call(finishUpload, { params: { id } }), onBroken)).attachment
}
