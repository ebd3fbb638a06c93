import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ImportDetail } from '#shared/roster/schema.ts'
import { newId } from '#server/db/id.ts'
import type { Answer, Person } from '#server/testing/test-app.ts'

export const sampleFile = (name: string): Buffer => readFileSync(new URL(`samples/${name}`, import.meta.url))

export async function upload(
  person: Person,
  bytes: Buffer | string,
  { id = newId(), name = '名单.xlsx', asOf = '' } = {},
): Promise<Answer & { id: string }> {
  const answer = await person.request({
    method: 'POST',
    url: `/api/roster?id=${id}${asOf === '' ? '' : `&asOf=${asOf}`}`,
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
    payload: Buffer.from(bytes),
  })
  return { ...answer, id }
}

/** Asks until the import has been read, as the screen does. */
export async function untilRead(person: Person, id: string): Promise<ImportDetail> {
  for (let i = 0; i < 600; i++) {
    const { body } = await person.get(`/api/roster/${id}`)
    if ((body as ImportDetail).state !== 'reading') return body as ImportDetail
    await sleep(25)
  }
  throw new Error('the file was not read within 15 seconds')
}

export async function preview(
  person: Person,
  bytes: Buffer | string,
  over: { id?: string; name?: string; asOf?: string } = {},
): Promise<ImportDetail> {
  const { id } = await upload(person, bytes, over)
  return untilRead(person, id)
}
