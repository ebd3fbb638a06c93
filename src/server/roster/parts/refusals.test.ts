import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'

import { biffFile, sheetXml, SMALL_LIST, textRow, xlsxParts, zipParts } from '#server/testing/roster-files.ts'
import { DEFAULT_LIMITS } from './file-outcome.ts'
import { readWorkbook } from './read-workbook.ts'

const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const sound = (): Buffer => zipParts(xlsxParts())
const refusal = async (bytes: Buffer, limits = DEFAULT_LIMITS): Promise<string> => {
  const file = await readWorkbook(bytes, limits)
  return file.ok ? 'read' : file.detail === null ? file.reason : `${file.reason}: ${file.detail}`
}

/** Sets a flag of every entry in the archive's headers. */
function withFlag(bytes: Buffer, flag: number): Buffer {
  for (let at = 0; at + 4 < bytes.length; at += 1) {
    if (bytes.readUInt32LE(at) === 0x02014b50) bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | flag, at + 8)
  }
  return bytes
}

describe('files that are refused, each with its reason', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['blanks', Buffer.from(' \n\n'), 'empty'],
    ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ'), 'wrong-type: pdf'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0]), 'wrong-type: png'],
    ['a photograph', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'wrong-type: jpeg'],
    ['random bytes', Buffer.from([3, 1, 4, 1, 5, 9, 2, 6, 0, 0, 200, 7]), 'wrong-type: unknown'],
    ['a Word file', zipParts({ 'word/document.xml': '<w/>' }), 'wrong-type: docx'],
    ['another archive', zipParts({ 'photo.jpg': 'x' }), 'wrong-type: zip'],
    ['a page without a table', Buffer.from('<html><body>登录超时</body></html>'), 'no-sheet'],
    ['a workbook without values', zipParts(xlsxParts(sheetXml('<row r="1"/>'))), 'empty'],
    ['an archive cut off', sound().subarray(0, 600), 'truncated'],
    ['an archive with a passworded entry', withFlag(sound(), 1), 'password'],
    [
      'an encrypted workbook',
      Buffer.concat([OLE, Buffer.alloc(504), Buffer.from('EncryptedPackage', 'utf16le')]),
      'password',
    ],
    ['a legacy file cut off', biffFile().subarray(0, 700), 'truncated: xls'],
  ])('%s', async (_, bytes, reason) => expect(await refusal(bytes)).toBe(reason))

  it('a file over the limit is refused before it is looked at', async () => {
    expect(await readWorkbook(sound(), { ...DEFAULT_LIMITS, fileBytes: 100 })).toEqual({
      ok: false,
      reason: 'too-large',
      detail: null,
    })
  })

  it('too many rows with values', async () => {
    expect(await readWorkbook(sound(), { ...DEFAULT_LIMITS, rows: 2 })).toMatchObject({
      reason: 'too-many-rows',
    })
  })
})

describe('K-78: hostile archives', () => {
  // The same limits on a small scale, so that the tests stay quick; one bomb is of full size.
  const small = { ...DEFAULT_LIMITS, keptBytes: 2 ** 20, unpackedBytes: 8 * 2 ** 20 }
  const BOMB = 2 * 2 ** 20

  it('a bomb of full size', async () => {
    const bomb = zipParts({ ...xlsxParts(), 'docProps/app.xml': new Uint8Array(110 * 2 ** 20) })
    expect(bomb.length).toBeLessThan(2 ** 20)
    expect(await refusal(bomb)).toBe('unpacks-too-large: docProps/app.xml')
  })

  it('rows without values are bounded by what is unpacked in all', async () => {
    const empty = '<row s="1"/>'.repeat(900_000)
    expect(await refusal(zipParts(xlsxParts(sheetXml(empty))), small)).toBe('unpacks-too-large')
  })

  it.each(['xl/sharedStrings.xml', 'docProps/app.xml', 'xl/media/image1.png'])(
    'a bomb in %s',
    async (name) => {
      const bomb = zipParts({ ...xlsxParts(), [name]: new Uint8Array(BOMB).fill(32) })
      expect(await refusal(bomb, small)).toBe(`unpacks-too-large: ${name}`)
    },
  )

  it('a bomb of values in the sheet itself', async () => {
    const list = SMALL_LIST.map((row, index) => textRow(index + 1, row)).join('')
    const cell = `<row r="4"><c r="A4" t="inlineStr"><is><t>${'长'.repeat(6_000_000)}</t></is></c></row>`
    expect(await refusal(zipParts(xlsxParts(sheetXml(list + cell))))).toBe('unpacks-too-large: sheet')
  })

  it('is not deceived by sizes in the headers', async () => {
    const bomb = zipParts({ ...xlsxParts(), 'docProps/app.xml': new Uint8Array(BOMB).fill(32) })
    for (let at = 0; at + 4 < bomb.length; at += 1) {
      if (bomb.readUInt32LE(at) === 0x02014b50) bomb.writeUInt32LE(10, at + 24)
    }
    expect(await refusal(bomb, small)).toBe('unpacks-too-large: docProps/app.xml')
  })

  it.each(['xl/workbook.xml', 'xl/worksheets/sheet1.xml', 'docProps/core.xml', 'xl/_rels/workbook.xml.rels'])(
    'a DOCTYPE with an external entity in %s',
    async (name) => {
      const doctype = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
      const part = (xlsxParts()[name] ?? '<?xml version="1.0"?><a/>').replace('?>', `?>${doctype}`)
      expect(await refusal(zipParts({ ...xlsxParts(), [name]: part }))).toBe(`document-type: ${name}`)
    },
  )

  it('a DOCTYPE hidden in UTF-16', async () => {
    const part = Buffer.from('\ufeff<?xml version="1.0"?><!DOCTYPE x []><a/>', 'utf16le')
    expect(await refusal(zipParts({ ...xlsxParts(), 'docProps/core.xml': part }))).toBe(
      'damaged: docProps/core.xml',
    )
  })

  it('two entries of one name', async () => {
    const one = zipSync({ 'xl/workbook.xml': new Uint8Array(3), 'xl/workbooK.xml': new Uint8Array(3) })
    const bytes = Buffer.from(one)
    for (let at = bytes.indexOf('workbooK'); at >= 0; at = bytes.indexOf('workbooK'))
      bytes.write('workbook', at)
    expect(await refusal(bytes)).toBe('damaged: zip')
  })

  it('a sound file with one byte changed or cut anywhere is an outcome, never an exception', async () => {
    const bytes = sound()
    for (let at = 0; at < bytes.length; at += 7) {
      const broken = Buffer.from(bytes)
      broken[at] = (broken[at] ?? 0) ^ 0x55
      expect(typeof (await refusal(broken))).toBe('string')
      expect(typeof (await refusal(bytes.subarray(0, at)))).toBe('string')
    }
  })
})
