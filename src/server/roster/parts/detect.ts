import { headKind, type HeadKind } from '#shared/roster/rules/file-kind.ts'

export type DetectedKind = Exclude<HeadKind, 'ole'> | 'encrypted-office'

const wide = (text: string): Buffer => Buffer.from(text, 'utf16le')

function detectOle(bytes: Buffer): DetectedKind {
  if (bytes.includes(wide('EncryptedPackage'))) return 'encrypted-office'
  if (bytes.includes(wide('Workbook')) || bytes.includes(wide('Book\0'))) return 'xls'
  if (bytes.includes(wide('WordDocument'))) return { other: 'doc' }
  if (bytes.includes(wide('PowerPoint Document'))) return { other: 'ppt' }
  // A container cut off before its directory still was a spreadsheet in all likelihood: the reader says how it is broken.
  return 'xls'
}

/** What a file is by its content: by its beginning, and of a container by what lies in it. */
export function detectKind(bytes: Buffer): DetectedKind {
  const kind = headKind(bytes, bytes.length)
  return kind === 'ole' ? detectOle(bytes) : kind
}
