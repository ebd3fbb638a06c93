import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeSchool } from '#server/testing/factories.ts'
import { preview } from '#server/testing/roster-import.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const HEADER =
  '姓名,性别,班级,出生日期,身份证号,父亲姓名,父亲外出务工地,父亲外出开始日期,母亲姓名,母亲外出务工地,母亲外出开始日期,曾用名,血型,特长,是否独生子女'
const row = (former: string, blood: string, talent: string) =>
  `姚恒鑫,男,三(1)班,2017/10/7,529982201710073496,姚文泽,浙江省义乌市,2024-09-01,李秀云,浙江省义乌市,2024-09-01,${former},${blood},${talent},是`
const csv = (line: string): string => ['﻿' + HEADER, line].join('\r\n')

it('columns of the register answer the file where nobody has, never over what was written, and go with the import', async () => {
  const school = await makeSchool(app.owner)
  const { schoolId } = school
  const keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
  const counsellor = await app.signIn({ schoolId, role: 'counsellor' })
  const load = async (line: string): Promise<string> => {
    const { id } = await preview(keeper, csv(line), { name: '名单.csv' })
    const { body } = await keeper.post(`/api/roster/${id}/commit`, { createClasses: true })
    expect(body.error).toBeUndefined()
    return id
  }
  await load(row('姚小鑫', 'B型', '画画'))
  const [pupil] = await app.owner`select id from pupil where school_id = ${schoolId} and name = '姚恒鑫'`
  const child = String(pupil?.['id'])
  await keeper.post(`/api/children/${child}/file`, {})
  const file = async (who = keeper) => (await who.get(`/api/children/${child}`)).body.file
  expect((await file()).fields).toMatchObject({
    formerName: '姚小鑫',
    bloodType: 'B',
    talents: '画画',
    onlyChild: 'yes',
  })
  // What is written in the file stands, also when it was taken out again; the next register does not change it.
  const { version } = await file()
  const saved = await keeper.request({
    method: 'PATCH',
    url: `/api/children/${child}/file`,
    payload: { version, fields: { talents: '唱歌', formerName: null } },
  })
  expect([saved.status, saved.body.error]).toEqual([200, undefined])
  const second = await load(row('姚大鑫', 'AB型', '跳舞'))
  const after = (await file()).fields
  expect(after).toMatchObject({ talents: '唱歌', bloodType: 'AB' })
  expect(after).not.toHaveProperty('formerName')
  // Undone, the register says again what it said before.
  expect((await keeper.post(`/api/roster/${second}/undo`)).body.error).toBeUndefined()
  expect((await file()).fields).toMatchObject({ talents: '唱歌', bloodType: 'B' })
  // By tier as every field of the file: the blood type is with numbers and addresses.
  expect((await file(counsellor)).fields).toHaveProperty('onlyChild')
})
