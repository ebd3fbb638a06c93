/** Bytes; a larger file is refused before it has arrived. */
export const MOST_ROSTER_BYTES = 30 * 1024 * 1024
/** How many of its first bytes tell what a file is. */
export const HEAD_BYTES = 4096

/** By its beginning; of an `ole` container only the rest tells whether it is a workbook. */
export type HeadKind =
  | 'zip'
  | 'ole'
  | 'xls'
  | 'html'
  | 'xml-spreadsheet'
  | 'text'
  | 'empty'
  | { other: string }

const SIGNATURES: readonly [string, string][] = [
  ['%PDF', 'pdf'],
  ['\x89PNG', 'png'],
  ['\xff\xd8\xff', 'jpeg'],
  ['GIF8', 'gif'],
  ['BM', 'bmp'],
  ['RIFF', 'riff'],
  ['Rar!', 'rar'],
  ['7z\xbc\xaf', '7z'],
  ['\x1f\x8b', 'gzip'],
  ['{\\rtf', 'rtf'],
  ['MZ', 'exe'],
  ['II*\x00', 'tiff'],
  ['MM\x00*', 'tiff'],
]
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
// BIFF2–BIFF5 without a container: the record "beginning of file".
const BARE_BIFF = /^\x09[\x00\x02\x04\x08][\x04\x06\x08]\x00/u

function isMostlyControl(head: string): boolean {
  for (const letter of head) {
    const byte = letter.charCodeAt(0)
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) return true
  }
  return false
}

function kindOfText(head: string, size: number): HeadKind {
  const start = head
    .replace(/^\xef\xbb\xbf/u, '')
    .trimStart()
    .toLowerCase()
  if (start === '' && size <= HEAD_BYTES) return 'empty'
  if (start.startsWith('<?xml') && head.includes('urn:schemas-microsoft-com:office:spreadsheet'))
    return 'xml-spreadsheet'
  if (
    /^(?:<!--|<!doctype html|<html|<head|<meta|<table|<style|<body|<\?xml[^>]*>\s*(?:<!doctype html[^>]*>\s*)?<html)/u.test(
      start,
    )
  )
    return 'html'
  if (start.startsWith('<') && /<table[\s>]/u.test(start)) return 'html'
  if (start.startsWith('<?xml') || start.startsWith('<svg')) return { other: 'xml' }
  return isMostlyControl(head) ? { other: 'unknown' } : 'text'
}

/** What a table's file is by its first bytes and its size; its name and its declared type are not asked. */
export function headKind(bytes: Uint8Array, size: number): HeadKind {
  if (size === 0) return 'empty'
  // One letter for each byte.
  const head = String.fromCharCode(...bytes.subarray(0, HEAD_BYTES))
  if (head.startsWith('PK')) return 'zip'
  if (head.startsWith(OLE)) return 'ole'
  const signature = SIGNATURES.find(([start]) => head.startsWith(start))
  // "BM", "MZ" and "RIFF" may begin a text, too: binary content decides.
  if (signature && (signature[0].length > 3 || isMostlyControl(head))) return { other: signature[1] }
  if (BARE_BIFF.test(head)) return 'xls'
  if (/^(?:\xff\xfe|\xfe\xff)/u.test(head)) return 'text'
  return kindOfText(head, size)
}

/** Why a table's file would not be read, as far as its beginning and its size tell. */
export function tableFault(
  head: Uint8Array,
  size: number,
  most: number,
): 'file-empty' | 'file-too-large' | 'file-type-unknown' | undefined {
  if (size > most) return 'file-too-large'
  const kind = headKind(head, size)
  if (kind === 'empty') return 'file-empty'
  return typeof kind === 'object' ? 'file-type-unknown' : undefined
}
