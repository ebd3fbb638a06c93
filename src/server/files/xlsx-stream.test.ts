import { strFromU8, unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { OUTSIDE_TITLE } from '#shared/figures/rules/outside-words.ts'
import { workbook } from '#server/files/service.ts'

async function sheetName(title: string): Promise<string | undefined> {
  const rows = (async function* () {
    yield ['a']
  })()
  const parts: Buffer[] = []
  for await (const part of workbook(title, rows)) parts.push(part)
  const book = unzipSync(new Uint8Array(Buffer.concat(parts)))['xl/workbook.xml']
  return book && /<sheet name="([^"]*)"/.exec(strFromU8(book))?.[1]
}

it('the name of the sheet is one that Excel opens without a word: at most 31 signs, none that it forbids', async () => {
  for (const title of [...Object.values(OUTSIDE_TITLE), '孩子名单', 'a/b[1]: *what?* \\x'])
    expect(await sheetName(title)).toMatch(/^[^[\]:*?/\\]{1,31}$/)
  expect(await sheetName('孩子名单')).toBe('孩子名单')
})
