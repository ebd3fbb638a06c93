import { TextDecoder } from 'node:util'

import iconv from 'iconv-lite'

/** Text of a file without a declared encoding: a byte-order mark decides, then sound UTF-8, else GB18030. */
export function decodeText(bytes: Buffer, declared?: string): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return iconv.decode(bytes, 'utf16-le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return iconv.decode(bytes, 'utf16-be')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const name = declared !== undefined && /^gb|^big5/iu.test(declared) ? declared : 'gb18030'
    const text = iconv.decode(bytes, /^gb/iu.test(name) ? 'gb18030' : name)
    const unreadable = text.split('\ufffd').length - 1
    return unreadable > text.length / 100 ? undefined : text
  }
}
