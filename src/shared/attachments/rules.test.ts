import { expect, it } from 'vitest'
import { attachmentFault } from './rules.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from([...text].map((one) => one.codePointAt(0) ?? 0))

it('H-11: a recording is refused by its first bytes alone, before anything of it is sent', () => {
  const recordings = [
    'ID3\u0004\0\0\0\0\0\0\0\0\0\0\0\0',
    '\u00ff\u00fb\u0090\0\0\0\0\0\0\0\0\0\0\0\0\0',
    '\0\0\0\u0018ftypmp42\0\0\0\0',
    '\0\0\0\u0018ftypM4A \0\0\0\0',
    '#!AMR\n\0\0\0\0\0\0\0\0\0\0',
    'RIFF\0\0\0\0WAVEfmt ',
    'OggS\0\0\0\0\0\0\0\0\0\0\0\0',
  ]
  for (const start of recordings)
    expect([start, attachmentFault(bytes(start), 600)]).toEqual([start, 'attachment-type'])
  expect(attachmentFault(bytes('RIFF\0\0\0\0WEBPVP8 '), 600)).toBe(undefined)
})
