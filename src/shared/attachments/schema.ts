import { z } from 'zod'
import { MOST_BYTES } from '#shared/attachments/rules.ts'
import { shortText } from '#shared/text/schema.ts'

/** What a file can hang on. */
export const OwnerKind = z.enum(['child', 'card', 'agreement'])
export type OwnerKind = z.infer<typeof OwnerKind>

export const Owner = z.object({ kind: OwnerKind, id: z.uuid() })
export type Owner = z.infer<typeof Owner>

/** SHA-256 in hexadecimal. */
const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/** The id is made by the client: sent twice it is one upload. */
export const UploadInput = z.object({
  id: z.uuid(),
  owner: Owner,
  name: shortText().min(1).max(120),
  size: z.int().min(1).max(MOST_BYTES),
  sha256: Hash,
})
export type UploadInput = z.infer<typeof UploadInput>

/** `received` = bytes that are safe on the server; the next chunk begins there. */
export const Upload = z.object({
  id: z.uuid(),
  size: z.int(),
  received: z.int(),
  state: z.enum(['uploading', 'ready', 'quarantined']),
})
export type Upload = z.infer<typeof Upload>

/** `off`: nobody has connected a virus scanner. */
export const Scan = z.enum(['off', 'clean', 'found', 'failed'])
export type Scan = z.infer<typeof Scan>

export const Attachment = z.object({
  id: z.uuid(),
  name: z.string(),
  state: z.enum(['ready', 'quarantined']),
  mime: z.enum(['image/jpeg', 'application/pdf']).nullable(),
  size: z.int(),
  scan: Scan,
  authorName: z.string(),
  createdAt: z.iso.datetime(),
  mayRemove: z.boolean(),
  /** Whether a signature hangs on it: then it stays. */
  signed: z.boolean(),
})
export type Attachment = z.infer<typeof Attachment>

export const AttachmentList = z.object({
  attachments: z.array(Attachment),
  /** What can still be brought back, for those who may. */
  removed: z.array(z.object({ id: z.uuid(), name: z.string() })),
  mayAdd: z.boolean(),
})
export type AttachmentList = z.infer<typeof AttachmentList>

export const RemoveReason = z.object({ reason: shortText().min(1).max(200) })
