export type DetectedKind =
  | 'zip'
  | 'xls'
  | 'encrypted-office'
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

const wide = (text: string): Buffer => Buffer.from(text, 'utf16le')

function detectOle(bytes: Buffer): DetectedKind {
  if (bytes.includes(wide('EncryptedPackage'))) return 'encrypted-office'
  if (bytes.includes(wide('Workbook')) || bytes.includes(wide('Book\0'))) return 'xls'
  if (bytes.includes(wide('WordDocument'))) return { other: 'doc' }
  if (bytes.includes(wide('PowerPoint Document'))) return { other: 'ppt' }
  // A container cut off before its directory still was a spreadsheet in all likelihood: the reader says how it is broken.
  return 'xls'
}

function isMostlyControl(bytes: Buffer): boolean {
  const sample = bytes.subarray(0, 4096)
  let control = 0
  for (const byte of sample) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) control += 1
  return control > 0
}

/** What a file is by its content; its name and its declared type are not asked. */
export function detectKind(bytes: Buffer): DetectedKind {
  if (bytes.length === 0) return 'empty'
  const head = bytes.subarray(0, 4096).toString('latin1')
  if (head.startsWith('PK')) return 'zip'
  if (head.startsWith(OLE)) return detectOle(bytes)
  const signature = SIGNATURES.find(([start]) => head.startsWith(start))
  // "BM", "MZ" and "RIFF" may begin a text, too: binary content decides.
  if (signature && (signature[0].length > 3 || isMostlyControl(bytes))) return { other: signature[1] }
  if (BARE_BIFF.test(head)) return 'xls'
  if (/^(?:\xff\xfe|\xfe\xff)/u.test(head)) return 'text'
  const start = head
    .replace(/^\xef\xbb\xbf/u, '')
    .trimStart()
    .toLowerCase()
  if (start === '' && bytes.length <= 4096) return 'empty'
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
  return isMostlyControl(bytes) ? { other: 'unknown' } : 'text'
}
