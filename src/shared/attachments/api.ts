import { z } from 'zod'
import { CHUNK_BYTES } from '#shared/attachments/rules.ts'
import {
  Attachment,
  AttachmentList,
  OwnerKind,
  RemoveReason,
  Upload,
  UploadInput,
} from '#shared/attachments/schema.ts'
import { fileWriters } from '#shared/attachments/policy.ts'
import { carers, endpoint, FileAnswer, roles } from '#shared/contract.ts'

const Id = z.object({ id: z.uuid() })
const writers = roles(...fileWriters)
const Done = z.object({ done: z.literal(true) })

export const listAttachments = endpoint({
  method: 'GET',
  path: '/api/attachments',
  summary: 'Photos and scans that hang on a child’s file, a card or an agreement',
  access: carers,
  query: z.object({ kind: OwnerKind, id: z.uuid() }),
  response: AttachmentList,
})

export const beginUpload = endpoint({
  method: 'POST',
  path: '/api/attachments',
  summary: 'Announces a file with its size and SHA-256; the same id again tells how far it is',
  access: writers,
  body: UploadInput,
  response: Upload,
})

export const getUpload = endpoint({
  method: 'GET',
  path: '/api/attachments/:id/upload',
  summary: 'How many bytes of an own upload have arrived: the next chunk begins there',
  access: writers,
  params: Id,
  response: Upload,
})

export const sendChunk = endpoint({
  method: 'PATCH',
  path: '/api/attachments/:id/upload',
  summary: 'The next bytes of an own upload, from an offset on; another offset than expected is a conflict',
  access: writers,
  params: Id,
  query: z.object({ offset: z.coerce.number().int().min(0) }),
  upload: true,
  bodyLimit: CHUNK_BYTES,
  response: Upload,
})

export const finishUpload = endpoint({
  method: 'POST',
  path: '/api/attachments/:id/finish',
  summary:
    'Checks the whole file (hash, kind, virus scan) and keeps it without its hidden data; or refuses it',
  access: writers,
  params: Id,
  takesLong: true,
  response: z.object({ attachment: Attachment }),
})

export const readAttachment = endpoint({
  method: 'GET',
  path: '/api/attachments/:id/file',
  summary: 'The file itself; the look goes on record',
  access: carers,
  params: Id,
  download: true,
  response: FileAnswer,
})

export const readThumbnail = endpoint({
  method: 'GET',
  path: '/api/attachments/:id/thumbnail',
  summary: 'A small picture of a photo; the look goes on record',
  access: carers,
  params: Id,
  download: true,
  response: FileAnswer,
})

export const removeAttachment = endpoint({
  method: 'POST',
  path: '/api/attachments/:id/remove',
  summary: 'Takes a file away, with a reason; for 30 days it can be brought back',
  access: writers,
  params: Id,
  body: RemoveReason,
  response: Done,
})

export const restoreAttachment = endpoint({
  method: 'POST',
  path: '/api/attachments/:id/restore',
  summary: 'Brings a removed file back',
  access: writers,
  params: Id,
  response: Done,
})
