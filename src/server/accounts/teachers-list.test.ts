import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LoadPreview } from '#shared/accounts/schema.ts'
import { makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { biffFile } from '#server/testing/roster-files.ts'
import { startTestApp, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let admin: Person
beforeAll(async () => {
  app = await startTestApp()
  school = await makeSchool(app.owner)
  admin = await app.signIn({ schoolId: school.schoolId, role: 'administrator' })
})
afterAll(() => app.close())

const LIST = [
  ['青禾学校教职工名单'],
  ['姓名', '登录名', '职务', '班级'],
  ['单晓禾', '', '班主任', '三(1)班'],
  ['单晓禾', '', '心理老师', ''],
  ['覃柳湾', 'Qin.LW', '学籍管理员', ''],
  ['', '', '校长', ''],
  ['仇清潭', '', '班主任', ''],
  ['查禾溪', '', '班主任', '九(9)班'],
  ['区小满', '', '门卫', ''],
]

const send = (person: Person, bytes: Buffer): Promise<Answer> =>
  person.request({
    method: 'POST',
    url: '/api/accounts/load/preview',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'list.xls' },
    payload: bytes,
  })

const read = async (rows: readonly (readonly string[])[]): Promise<LoadPreview> =>
  (await send(admin, biffFile(rows))).body as LoadPreview

it('accounts stand by how their names are read, as the children do: surnames as surnames', async () => {
  const { schoolId } = await makeSchool(app.owner)
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const names = ['单晓禾', '查禾溪', '郑月英', '蓝海', '冯春月']
  for (const name of names) {
    const { userId } = await app.signIn({ schoolId, role: 'counsellor' })
    await app.owner`update auth_user set name = ${name} where id = ${userId}`
  }
  const { accounts } = (await principal.get('/api/accounts')).body as { accounts: { name: string }[] }
  const shown = accounts.map(({ name }) => name).filter((name) => names.includes(name))
  expect(shown).toEqual(['冯春月', '蓝海', '单晓禾', '查禾溪', '郑月英'])
})

describe("a teachers' list", () => {
  it('C39: names by pinyin read as surnames, roles and classes by the school; every fault with its row', async () => {
    const { rows, ready, refused } = await read(LIST)
    expect([ready, refused]).toEqual([3, 4])
    expect(
      rows.map(({ row, username, role, className, fault }) => [row, username, role, className, fault]),
    ).toEqual([
      [3, 'shanxiaohe', 'classTeacher', '三年级(1)班', null],
      [4, 'shanxiaohe2', 'counsellor', null, null],
      [5, 'qin.lw', 'archiveKeeper', null, null],
      [6, '', 'principal', null, 'name-missing'],
      [7, 'qiuqingtan', 'classTeacher', null, 'class-missing'],
      [8, 'zhahexi', 'classTeacher', '九(9)班', 'class-unknown'],
      [9, 'ouxiaoman', null, null, 'role-unknown'],
    ])
  })

  it('creates all or none, gives each first password once, and makes nobody twice', async () => {
    const { rows } = await read(LIST)
    const ready = rows.filter(({ fault }) => fault === null)
    const spoilt = await admin.post('/api/accounts/load', {
      rows: [...ready, { ...ready[0], row: 9, className: '九(9)班', username: 'x.y' }],
    })
    expect(spoilt.body.error.fields).toEqual([
      { path: 'rows.3.className', code: 'unknown-reference', params: { row: 9 } },
    ])
    expect((await admin.get('/api/accounts')).body.accounts).toHaveLength(1)
    const made = await admin.post('/api/accounts/load', { rows: ready })
    expect(made.body.accounts).toHaveLength(3)
    const [first] = made.body.accounts as { username: string; password: string }[]
    const signedIn = await app.anonymous({
      method: 'POST',
      url: '/api/auth/sign-in/username',
      payload: first,
    })
    expect(signedIn.status).toBe(200)
    const again = await read(LIST)
    expect(again.rows.slice(0, 3).map(({ fault }) => fault)).toEqual([
      'username-taken',
      'username-taken',
      'username-taken',
    ])
    expect((await admin.post('/api/accounts/load', { rows: ready })).body.error.fields[0]).toMatchObject({
      code: 'not-unique',
    })
  })

  it('tells a file that is none, and is for administrators only', async () => {
    expect((await send(admin, Buffer.from('%PDF-1.7'))).body.error.code).toBe('file-type-unknown')
    expect(
      (
        await send(
          admin,
          biffFile([
            ['甲', '乙'],
            ['1', '2'],
          ]),
        )
      ).body.error.code,
    ).toBe('file-no-header')
    const keeper = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
    expect((await send(keeper, biffFile(LIST))).status).toBe(403)
  })
})
