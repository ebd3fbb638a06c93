import { describe, expect, it } from 'vitest'
import { MOST_BYTES } from '#shared/attachments/rules.ts'
import { checkAttachment, checkTable } from './file-check.ts'

const codeOf = async (check: Promise<void>): Promise<unknown> =>
  check.then(
    () => 'taken',
    (error: unknown) => (error instanceof Error ? error.message : error),
  )
/** A file of any size that holds only its beginning. */
const sized = (size: number, ...parts: (string | Uint8Array<ArrayBuffer>)[]): Blob =>
  Object.defineProperty(new Blob(parts), 'size', { value: size })
const bytes = (...values: number[]) => new Blob([new Uint8Array(values)])

describe('files are refused on the device, as the server would refuse them', () => {
  it.each([
    ['a JPEG', bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16), 'taken'],
    ['a PNG', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'taken'],
    ['a WebP', new Blob(['RIFF\x00\x00\x00\x00WEBPVP8 ']), 'taken'],
    ['a PDF', new Blob(['%PDF-1.7\n']), 'taken'],
    ['a photo of an iPhone', new Blob(['\x00\x00\x00\x18ftypheic']), 'attachment-heic'],
    ['a film', new Blob(['\x00\x00\x00\x18ftypisom']), 'attachment-type'],
    ['a text with the name of a photo', new File(['words'], 'photo.jpg'), 'attachment-type'],
    ['nothing', new Blob([]), 'attachment-size'],
    ['a scan too large', sized(MOST_BYTES + 1, '%PDF-1.7\n'), 'attachment-size'],
  ])('attachment: %s', async (_name, file, code) => {
    expect(await codeOf(checkAttachment(file))).toBe(code)
  })

  it.each([
    ['a workbook', new Blob(['PK\x03\x04']), 'taken'],
    ['an old workbook', bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 'taken'],
    ['a CSV', new Blob(['姓名,班级\n']), 'taken'],
    ['a CSV named as a text', new File(['BMI,name\n'], 'list.txt'), 'taken'],
    ['a photo', bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16), 'file-type-unknown'],
    ['a PDF named as a workbook', new File(['%PDF-1.7\n'], 'roster.xlsx'), 'file-type-unknown'],
    ['blanks', new Blob([' \n\n']), 'file-empty'],
    ['nothing', new Blob([]), 'file-empty'],
    ['a workbook too large', sized(1001, 'PK\x03\x04'), 'file-too-large'],
  ])('table: %s', async (_name, file, code) => {
    expect(await codeOf(checkTable(file, 1000))).toBe(code)
  })
})
