import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { FileAnswer } from '#shared/contract.ts'

/**
 * Bytes to be saved or shown as a picture, never to be run: named as an attachment, of the kind that is said and no other,
 * without rights of any sort should a browser open it as a page all the same. Kept in no cache (http/security.ts).
 */
export function sendFile(reply: FastifyReply, { bytes, mime, fileName }: FileAnswer): FastifyReply {
  const ascii = fileName.replaceAll(/[^\w. -]/g, '_')
  return reply
    .type(mime)
    .header(
      'content-disposition',
      `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName.toWellFormed())}`,
    )
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
    .send(
      bytes instanceof Uint8Array
        ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        : Readable.from(bytes, { objectMode: false }),
    )
}
