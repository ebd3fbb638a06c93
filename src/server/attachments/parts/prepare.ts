import type { Sharp } from 'sharp'
import { attachmentFault } from '#shared/attachments/rules.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { inTurn } from '#server/http/in-turn.ts'

/** Pixels of the largest photo we decode: a phone's 64 megapixels. A small file can claim any number (a bomb). */
const MOST_PIXELS = 64_000_000
const FULL_EDGE = 2400
const THUMB_EDGE = 320
/** Seconds one picture may take. */
const LONGEST = 20
const AT_ONCE = 2

const pictures = ['image/jpeg', 'image/png', 'image/webp']
const turn = inTurn(AT_ONCE)

export type Kind = 'picture' | 'pdf'

/** What the bytes are, whatever the name says; everything but photos and PDF is refused. */
export async function kindOf(bytes: Buffer): Promise<Result<Kind>> {
  const fault = attachmentFault(bytes, bytes.length)
  if (fault !== undefined) return fail(fault)
  // The beginning is right; the library knows what else may begin so.
  const { fileTypeFromBuffer } = await import('file-type')
  const mime = (await fileTypeFromBuffer(bytes))?.mime
  if (mime === 'application/pdf') return bytes.includes('%%EOF') ? ok('pdf') : fail('attachment-broken')
  if (mime !== undefined && pictures.includes(mime)) return ok('picture')
  return fail('attachment-type')
}

export interface Kept {
  readonly mime: 'image/jpeg' | 'application/pdf'
  readonly full: Buffer
  readonly thumb: Buffer | null
}

/** What is kept of a file: of a photo its pixels only, upright and of a moderate size; a PDF as it is. */
export async function prepare(bytes: Buffer, kind: Kind): Promise<Result<Kept>> {
  if (kind === 'pdf') return ok({ mime: 'application/pdf', full: bytes, thumb: null })
  return turn(() => preparePicture(bytes))
}

async function preparePicture(bytes: Buffer): Promise<Result<Kept>> {
  const { default: sharp } = await import('sharp')
  const open = (source: Buffer): Sharp =>
    sharp(source, { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn: 'error' }).timeout({
      seconds: LONGEST,
    })
  const jpeg = (picture: Sharp, edge: number): Promise<Buffer> =>
    // Nothing is written but pixels: place, time, phone and name of the owner are gone.
    picture
      .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80 })
      .toBuffer()
  try {
    const full = await jpeg(open(bytes).autoOrient(), FULL_EDGE)
    return ok({ mime: 'image/jpeg', full, thumb: await jpeg(open(full), THUMB_EDGE) })
  } catch (error) {
    const text = error instanceof Error ? error.message : ''
    return fail(/pixel limit|too large|timeout/i.test(text) ? 'attachment-pixels' : 'attachment-broken')
  }
}
