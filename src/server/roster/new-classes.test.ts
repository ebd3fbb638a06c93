import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { preview, untilRead } from '#server/testing/roster-import.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

type School = SchoolFacts & { keeper: Person }

/** A school whose only class of the year is called as given. */
async function schoolWith(...classes: { name: string; grade: number; number: number }[]): Promise<School> {
  const school = await makeSchool(app.owner)
  await app.owner`delete from class where school_id = ${school.schoolId}`
  for (const { name, grade, number } of classes)
    await app.owner`insert into class (school_id, id, school_year_id, grade, number, name)
      values (${school.schoolId}, ${newId()}, ${school.yearId}, ${grade}, ${number}, ${name})`
  return { ...school, keeper: await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' }) }
}

const csv = (...rows: readonly (readonly [name: string, className: string])[]): string =>
  [
    '﻿姓名,性别,班级,出生日期,身份证号',
    ...rows.map(([name, className], at) => `${name},男,${className},2017-03-0${at + 1},`),
  ].join('\r\n')

const rowsOf = async ({ keeper }: School, id: string, kind: string) =>
  (await keeper.get(`/api/roster/${id}/rows?kind=${kind}`)).body as {
    rows: { shown: { name: string; className: string }; refusedFor: { reason: string }[] }[]
  }

const classesOf = async ({ schoolId }: School) =>
  (
    await app.owner<{ name: string }[]>`
      select name from class where school_id = ${schoolId} order by grade, number`
  ).map(({ name }) => name)

describe('classes the school does not have', () => {
  it('C02: rows are refused, the classes proposed; those somebody ticks are made with the import', async () => {
    const school = await schoolWith({ name: '三年级(1)班', grade: 3, number: 1 })
    const file = csv(
      ['王小安', '三(1)班'],
      ['李小宁', '四年级2班'],
      ['何小满', '四(2)班'],
      ['周小禾', '90班'],
    )
    const { id, ...detail } = await preview(school.keeper, file, { name: '名单.csv' })
    expect(detail.counts).toMatchObject({ added: 1, refused: 3 })
    // 90班 says neither grade nor number: nobody can make it from that.
    expect(detail.unknownClasses).toEqual([{ name: '四年级(2)班', grade: 4, number: 2, pupils: 2 }])
    expect(detail.newClasses).toEqual([])
    const url = `/api/roster/${id}/map`
    const wrong = await school.keeper.post(url, { newClasses: ['90班'] })
    expect(wrong.body.error.fields).toEqual([{ path: 'newClasses.0', code: 'unknown-reference' }])
    expect((await school.keeper.post(url, { newClasses: ['四(2)班'] })).status).toBe(200)
    const ticked = await untilRead(school.keeper, id)
    expect(ticked.counts).toMatchObject({ added: 3, refused: 1 })
    expect(ticked.newClasses).toMatchObject([{ name: '四年级(2)班', pupils: 2 }])
    expect([ticked.unknownClasses, ticked.file?.newClasses]).toEqual([[], ['四年级(2)班']])
    // Unticked again: as before.
    await school.keeper.post(url, { newClasses: [] })
    expect((await untilRead(school.keeper, id)).counts).toMatchObject({ added: 1, refused: 3 })
    await school.keeper.post(url, { newClasses: ['四年级(2)班'] })
    await untilRead(school.keeper, id)
    const refusal = await school.keeper.post(`/api/roster/${id}/commit`, { createClasses: false })
    expect(refusal.body.error.fields).toMatchObject([{ path: 'createClasses', code: 'required' }])
    const done = await school.keeper.post(`/api/roster/${id}/commit`, { createClasses: true })
    expect(done.body).toMatchObject({ added: 3, classesCreated: 1 })
    expect(await classesOf(school)).toEqual(['三年级(1)班', '四年级(2)班'])
    expect((await school.keeper.post(`/api/roster/${id}/undo`)).body).toEqual({ removed: 3, restored: 0 })
    expect(await classesOf(school)).toEqual(['三年级(1)班'])
  })

  it('a class under a name of its own is found by grade and number, not made a second time', async () => {
    const school = await schoolWith(
      { name: '实验班', grade: 7, number: 1 },
      { name: '初一(2)班', grade: 7, number: 2 },
    )
    const file = csv(
      ['王小安', '七年级(1)班'],
      ['李小宁', '初一（1）班'],
      ['何小满', '7.2'],
      ['周小禾', '实验班'],
    )
    const { id, ...detail } = await preview(school.keeper, file, { name: '名单.csv' })
    expect(detail.counts).toMatchObject({ added: 4, refused: 0 })
    expect([detail.newClasses, detail.unknownClasses]).toEqual([[], []])
    const { rows } = await rowsOf(school, id, 'added')
    expect(rows.map(({ shown }) => shown.className).sort()).toEqual(
      ['实验班', '实验班', '初一(2)班', '实验班'].sort(),
    )
    await school.keeper.post(`/api/roster/${id}/commit`, { createClasses: false })
    expect(await classesOf(school)).toEqual(['实验班', '初一(2)班'])
  })

  it('two classes that claim one grade and number: neither is guessed', async () => {
    const school = await schoolWith(
      { name: '三年级(1)班', grade: 3, number: 2 },
      { name: '向阳班', grade: 3, number: 1 },
    )
    const file = csv(['王小安', '三(1)班'], ['李小宁', '三年级(1)班'], ['何小满', '向阳班'])
    const { id, ...detail } = await preview(school.keeper, file, { name: '名单.csv' })
    expect(detail.counts).toMatchObject({ added: 2, refused: 1 })
    expect(detail.unknownClasses).toEqual([])
    const { rows } = await rowsOf(school, id, 'refused')
    expect(rows.map(({ shown, refusedFor }) => [shown.name, refusedFor[0]?.reason])).toEqual([
      ['王小安', 'class-unknown'],
    ])
  })
})
