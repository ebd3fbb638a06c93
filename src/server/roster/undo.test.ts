import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { runDaily } from '#server/duties/service.ts'
import { makeSchool } from '#server/testing/factories.ts'
import { preview } from '#server/testing/roster-import.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'
import { makePlace, makeWorldSchool, type Place } from '#server/testing/world.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const CHILD = '姓名,性别,班级,出生日期,身份证号'
const FAMILY = '父亲姓名,父亲外出务工地,父亲外出开始日期,实际照护人关系,实际照护人姓名'
const YAO = '姚恒鑫,男,三(1)班,2017/10/7,529982201710073496'
const DONG = '董梅思,女,三(1)班,2018-08-26,52998220180826782X'
const YAO_FAMILY = '姚文泽,浙江省义乌市,2024-09-01,奶奶,周桂兰'
const DONG_FAMILY = '董涛浩,浙江省义乌市,2024-09-01,母亲,李秀云'
const csv = (...rows: readonly string[]): string => `\uFEFF${rows.join('\r\n')}`
/** Nothing of the family is known. */
const ALONE = csv(CHILD, YAO)
const WITH_FAMILY = csv(`${CHILD},${FAMILY}`, `${YAO},${YAO_FAMILY}`)
const BOTH = csv(`${CHILD},${FAMILY}`, `${YAO},${YAO_FAMILY}`, `${DONG},${DONG_FAMILY}`)

async function load(keeper: Person, text: string): Promise<string> {
  const { id } = await preview(keeper, text, { name: '名单.csv' })
  const { body } = await keeper.post(`/api/roster/${id}/commit`, { createClasses: true })
  expect(body.error).toBeUndefined()
  return id
}

const undo = async (keeper: Person, id: string): Promise<unknown> => {
  const { body } = await keeper.post(`/api/roster/${id}/undo`)
  return body.error ?? body
}
const stuck = (...rows: readonly number[]) => ({
  code: 'import-changed-since',
  params: { count: rows.length, rows: rows.join(', ') },
})

/** What of a child is the import's or the system's own, or is asked by the row it hangs on. */
const APART = [
  'absence',
  'audit_entry',
  'carer',
  'child_file',
  'child_status',
  'class_membership',
  'duty',
  'family_member',
  'handbook_text',
  'notice',
  'roster_change',
]

describe('what somebody wrote since the import is never lost with it', () => {
  let keeper: Person
  let place: Place
  let importId: string
  let [yao, dong] = ['', '']

  beforeAll(async () => {
    const world = await makeWorldSchool(app.owner)
    const { schoolId } = world
    keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
    place = await makePlace(app.owner, world, 11)
    await writeMore(place)
    await app.owner`insert into class (school_id, id, school_year_id, grade, number, name)
      values (${schoolId}, ${newId()}, ${world.yearId}, 3, 1, '三年级(1)班')`
    await load(keeper, ALONE)
    importId = await load(keeper, BOTH)
    const idOf = async (name: string): Promise<string> => {
      const [row] = await app.owner`select id from pupil where school_id = ${schoolId} and name = ${name}`
      return String(row?.['id'])
    }
    ;[yao, dong] = [await idOf('姚恒鑫'), await idOf('董梅思')]
  })

  /** What `makePlace` leaves out. */
  async function writeMore({ schoolId, pupilId, accountId, memberId, carerId, ...of }: Place): Promise<void> {
    const { owner } = app
    const seal = Buffer.alloc(32)
    const day = '2026-11-20'
    await owner`insert into child_goal (school_id, id, pupil_id, goal, state, told_by, stated_on, card_id, author_id)
      values (${schoolId}, ${newId()}, ${pupilId}, 'taught', 'met', 'teacher', ${day}, ${of.cardId}, ${accountId})`
    await owner`insert into file_renewal (school_id, id, pupil_id, section, confirmed_on, confirmed_by)
      values (${schoolId}, ${newId()}, ${pupilId}, 'family', ${day}, ${accountId})`
    await owner`insert into child_file_part (school_id, id, pupil_id, tier, sealed)
      values (${schoolId}, ${newId()}, ${pupilId}, 'basic', ${seal})`
    await owner`insert into household_place (school_id, id, household_id, pupil_id, from_on, confirmed_by)
      values (${schoolId}, ${newId()}, ${newId()}, ${pupilId}, ${day}, ${accountId})`
    await owner`insert into help (school_id, id, session_id, pairing_id, pupil_id, held_on, kind, minutes, words_sealed, recorded_by)
      values (${schoolId}, ${newId()}, ${newId()}, ${of.pairingId}, ${pupilId}, ${day}, 'study', 30, ${seal}, ${accountId})`
    await owner`insert into pairing_need (school_id, id, pupil_id) values (${schoolId}, ${newId()}, ${pupilId})`
    await owner`insert into pairing_consent (school_id, id, pairing_id, member_id, party, agreed, guardian_id, given_on)
      values (${schoolId}, ${newId()}, ${of.pairingId}, ${of.memberOfPairingId}, 'guardian', true, ${memberId}, ${day})`
    await owner`insert into carried_duty (school_id, id, pupil_id, transfer_id, key, window_from, window_to, due_on, state)
      values (${schoolId}, ${newId()}, ${pupilId}, ${of.transferId}, 'talk', ${day}, ${day}, ${day}, 'done')`
    await owner`insert into appraisal_entry (school_id, id, pupil_id, kind, span_id, sealed, entered_by, entered_at)
      values (${schoolId}, ${newId()}, ${pupilId}, 'rank', ${of.termId}, ${seal}, ${accountId}, now())`
    await owner`insert into agreement_opinion (school_id, id, agreement_id, pupil_id, author_id, heard_on)
      values (${schoolId}, ${newId()}, ${of.agreementId}, ${pupilId}, ${accountId}, ${day})`
    await owner`insert into agreement_party (school_id, id, agreement_id, part, member_id, carer_id)
      values (${schoolId}, ${newId()}, ${of.agreementId}, 'guardian', ${memberId}, null),
        (${schoolId}, ${newId()}, ${of.agreementId}, 'carer', null, ${carerId})`
    await owner`insert into contact_change (school_id, id, pupil_id, record, record_id, relation, fields, source)
      values (${schoolId}, ${newId()}, ${pupilId}, 'member', ${memberId}, 'father', '{phone}', 'school')`
    await owner`update work set duty_id = ${of.workDutyId} where school_id = ${schoolId} and pupil_id = ${pupilId}`
    await owner`update contact_check set member_id = ${memberId} where school_id = ${schoolId} and pupil_id = ${pupilId}`
    await owner`update carer set member_id = ${memberId} where school_id = ${schoolId} and id = ${carerId}`
    await owner`insert into role_assignment (school_id, id, user_id, role, pupil_id, from_on)
      values (${schoolId}, ${newId()}, ${accountId}, 'helpingTeacher', ${pupilId}, ${day})`
  }

  /** Undoing with one row of a table given to another record, which then has it no more. */
  async function undoWith(table: string, column: string, id: string): Promise<unknown> {
    const { owner } = app
    const [row] = await owner`select id, ${owner(column)} as was from ${owner(table)}
      where school_id = ${place.schoolId} and ${owner(column)} in (${place.pupilId}, ${place.memberId}, ${place.carerId},
        (select pupil_id from transfer where id = ${place.transferId}))`
    if (!row) return 'no row to try with'
    const give = (to: string) =>
      owner`update ${owner(table)} set ${owner(column)} = ${to} where school_id = ${place.schoolId} and id = ${row['id']}`
    await give(id)
    const answer = await undo(keeper, importId)
    if (answer instanceof Object && 'code' in answer) await give(String(row['was']))
    return answer
  }

  it('on a child it added: every table with a child, found in the catalogue', async () => {
    const rows = await app.owner<{ name: string }[]>`
      select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      where a.attname = 'pupil_id' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`
    const tables = rows.map(({ name }) => name).filter((name) => !APART.includes(name))
    expect(tables.length).toBeGreaterThan(20)
    for (const table of tables)
      expect([table, await undoWith(table, 'pupil_id', dong)]).toEqual([table, stuck(3)])
  }, 60_000)

  it('on a person it added to a family known before: every reference that the catalogue knows, and those by id alone', async () => {
    const { owner } = app
    const [member] = await owner`select id from family_member where pupil_id = ${yao}`
    const [carer] = await owner`select id from carer where pupil_id = ${yao}`
    const references = await owner<{ table: string; column: string; of: string }[]>`
      select k.conrelid::regclass::text as table, a.attname::text as column, k.confrelid::regclass::text as of
      from pg_constraint k cross join unnest(k.conkey) n join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n
      where k.contype = 'f' and a.attname <> 'school_id'
        and k.confrelid = any ('{family_member, absence, carer, class_membership}'::regclass[])`
    expect(references.length).toBeGreaterThan(4)
    const byId = [
      { table: 'contact_change', column: 'record_id', of: 'family_member' },
      { table: 'contact_proposal', column: 'record_id', of: 'family_member' },
      { table: 'incident_notice', column: 'person_id', of: 'carer' },
      { table: 'pairing_consent', column: 'guardian_id', of: 'family_member' },
    ]
    for (const { table, column, of } of [...references, ...byId]) {
      const id = String((of === 'carer' ? carer : member)?.['id'])
      expect([table, column, await undoWith(table, column, id)]).toEqual([table, column, stuck(2)])
    }
  }, 60_000)

  it('an absence entered for a father the import brought stays, and the row is named', async () => {
    const [father] = await app.owner`select id from family_member where pupil_id = ${yao}`
    const url = `/api/children/${yao}/members/${String(father?.['id'])}/absences`
    const absence = { id: newId(), from: '2023-02-01', to: '2024-01-20' }
    expect((await keeper.post(url, absence)).status).toBe(200)
    expect(await undo(keeper, importId)).toEqual(stuck(2))
    await app.owner`delete from absence where id = ${absence.id}`
  })

  it('on its rows that import and system write, too: an edit, a duty begun', async () => {
    const { owner } = app
    const edited = async (table: string, column: 'id' | 'pupil_id', pupil = dong): Promise<unknown> => {
      const raise = (by: number) =>
        owner`update ${owner(table)} set version = version + ${by} where ${owner(column)} = ${pupil}`
      await raise(1)
      const answer = await undo(keeper, importId)
      await raise(-1)
      return answer
    }
    expect(await edited('pupil', 'id')).toEqual(stuck(3))
    for (const table of ['family_member', 'absence', 'carer'])
      expect([table, await edited(table, 'pupil_id')]).toEqual([table, stuck(3)])
    expect(await edited('absence', 'pupil_id', yao)).toEqual(stuck(2))
    const give = (to: string) => owner`update duty set pupil_id = ${to} where id = ${place.workDutyId}`
    await give(dong)
    expect(await undo(keeper, importId)).toEqual(stuck(3))
    await give(place.pupilId)
  })

  it('ADR 0022: nor after one of its children was made one with another entry', async () => {
    const { owner } = app
    const versionOf = async (id: string): Promise<number> =>
      Number((await owner`select version from pupil where id = ${id}`)[0]?.['version'])
    for (const [goneId, row] of [
      [dong, 3],
      [yao, 2],
    ] as const) {
      const id = newId()
      const keptId = place.pupilId
      const [keptVersion, goneVersion] = [await versionOf(keptId), await versionOf(goneId)]
      const { body } = await keeper.post('/api/duplicates/merge', {
        id,
        keptId,
        goneId,
        keptVersion,
        goneVersion,
      })
      expect(body.error).toBeUndefined()
      expect(await undo(keeper, importId)).toEqual(stuck(row))
      expect((await keeper.post(`/api/duplicates/merges/${id}/undo`)).body.error).toBeUndefined()
    }
  })

  it('with nothing of that it is taken back', async () => {
    expect(await undo(keeper, importId)).toEqual({ removed: 1, restored: 1 })
    expect(await app.owner`select id from family_member where pupil_id = any (${[yao, dong]})`).toEqual([])
  })
})

it('a class it made stays when it is paired with a helper', async () => {
  const { schoolId } = await makeWorldSchool(app.owner)
  const keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
  const importId = await load(keeper, ALONE)
  const [made] = await app.owner`select id from class where school_id = ${schoolId}`
  const pairingId = newId()
  await app.owner`insert into pairing (school_id, id, kind, agreed_sealed, proposed_on)
    values (${schoolId}, ${pairingId}, 'class', ${Buffer.alloc(32)}, '2026-11-20')`
  await app.owner`insert into pairing_member (school_id, id, pairing_id, part, class_id)
    values (${schoolId}, ${newId()}, ${pairingId}, 'class', ${made?.['id']})`
  expect(await undo(keeper, importId)).toEqual({ removed: 1, restored: 0 })
  expect(await app.owner`select id from class where school_id = ${schoolId}`).toEqual([made])
})

describe('X-20: the keeper whom the nightly run finds for a file', () => {
  interface Kept {
    readonly keeper: Person
    readonly teacher: Person
    readonly importId: string
    readonly child: string
  }

  /** An import, and a class teacher who came after it, so that the file had no keeper, or before. */
  async function imported(text = WITH_FAMILY, { teacherFirst = false } = {}): Promise<Kept> {
    const { schoolId, classes } = await makeSchool(app.owner)
    const keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
    const principal = await app.signIn({ schoolId, role: 'principal' })
    const plan = { id: newId(), preset: 'plan9', definition: 'recording', effectiveFrom: '2026-09-01' }
    expect((await principal.post('/api/plan', plan)).status).toBe(200)
    const classId = classes['三年级(1)班'] ?? ''
    const comes = () => app.signIn({ schoolId, role: 'classTeacher', classId })
    const before = teacherFirst ? await comes() : undefined
    const importId = await load(keeper, text)
    const [pupil] = await app.owner`select id from pupil where school_id = ${schoolId}`
    const teacher = before ?? (await comes())
    return { keeper, teacher, importId, child: String(pupil?.['id']) }
  }
  const night = async (): Promise<void> => expect((await runDaily(app.deps)).failed).toBe(0)
  const fileOf = async (child: string) => {
    const [row] = await app.owner`select version, keeper_id from child_file where pupil_id = ${child}`
    return row
  }
  const change = async (by: Person, child: string, payload: object): Promise<void> => {
    const url = `/api/children/${child}/file`
    expect((await by.request({ method: 'PATCH', url, payload })).status).toBe(200)
  }

  it('does not stand against undoing the import', async () => {
    const { keeper, teacher, importId, child } = await imported()
    expect(await fileOf(child)).toEqual({ version: 1, keeper_id: null })
    await night()
    expect(await fileOf(child)).toEqual({ version: 2, keeper_id: teacher.userId })
    expect(await undo(keeper, importId)).toEqual({ removed: 1, restored: 0 })
  })

  it('named by a person, does', async () => {
    const { keeper, teacher, importId, child } = await imported()
    await change(keeper, child, { version: 1, keeperId: teacher.userId })
    await night()
    expect(await undo(keeper, importId)).toEqual(stuck(2))
  })

  it('and taken off the file by a person, or given to somebody else, does', async () => {
    const { keeper, importId, child } = await imported()
    await night()
    await change(keeper, child, { version: 2, keeperId: null })
    await night()
    expect(await undo(keeper, importId)).toEqual(stuck(2))
    const other = await imported()
    await night()
    await change(other.keeper, other.child, { version: 2, keeperId: other.keeper.userId })
    expect(await undo(other.keeper, other.importId)).toEqual(stuck(2))
    const early = await imported(WITH_FAMILY, { teacherFirst: true })
    expect(await fileOf(early.child)).toEqual({ version: 1, keeper_id: early.teacher.userId })
    await change(early.teacher, early.child, { version: 1, keeperId: early.keeper.userId })
    expect(await undo(early.keeper, early.importId)).toEqual(stuck(2))
  })

  it('hides no other change of the file: before or after, also of what the archive keeper may not read', async () => {
    const before = await imported()
    await change(before.teacher, before.child, { version: 1, fields: { goals: '学会骑车' } })
    await night()
    expect(await undo(before.keeper, before.importId)).toEqual(stuck(2))
    const after = await imported()
    await night()
    const { schoolId } =
      (await app.owner`select school_id as "schoolId" from pupil where id = ${after.child}`)[0] ?? {}
    const counsellor = await app.signIn({ schoolId: String(schoolId), role: 'counsellor' })
    await change(counsellor, after.child, { version: 2, fields: { needMind: '近来话少' } })
    expect(await undo(after.keeper, after.importId)).toEqual(stuck(2))
  })

  it('nor a file that a person opened, or closed', async () => {
    const opened = await imported(ALONE)
    expect((await opened.keeper.post(`/api/children/${opened.child}/file`)).status).toBe(200)
    await night()
    expect(await undo(opened.keeper, opened.importId)).toEqual(stuck(2))
    const closed = await imported()
    await night()
    const closing = { kind: 'finished' }
    expect((await closed.keeper.post(`/api/children/${closed.child}/file/close`, closing)).status).toBe(200)
    expect(await undo(closed.keeper, closed.importId)).toEqual(stuck(2))
  })
})

describe('while an import is being undone', () => {
  const twoOnTheRoll = async () => {
    const { schoolId } = await makeSchool(app.owner)
    const keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
    const importId = await load(keeper, BOTH)
    const [child] = await app.owner<{ id: string }[]>`select id from pupil where school_id = ${schoolId}
      and name = '姚恒鑫'`
    return { schoolId, keeper, importId, child: child?.id ?? '' }
  }

  it('what somebody is just writing about one of its children is waited for, and stands against it', async () => {
    const { schoolId, keeper, importId, child } = await twoOnTheRoll()
    const need = newId()
    let undoing: Promise<unknown> = Promise.resolve()
    await app.owner.begin(async (writing) => {
      await writing`insert into pairing_need (school_id, id, pupil_id) values (${schoolId}, ${need}, ${child})`
      undoing = undo(keeper, importId)
      for (let waits = 0; waits === 0;) {
        const [row] = await writing<
          { n: number }[]
        >`select count(*)::int as n from pg_locks where not granted`
        waits = row?.n ?? 0
      }
    })
    expect(await undoing).toEqual(stuck(2))
    expect(await app.owner`select id from pairing_need where id = ${need}`).toHaveLength(1)
  })

  it('C39: the log of a child tells of the import that brought it, and of no other', async () => {
    const { schoolId, keeper, importId, child } = await twoOnTheRoll()
    const principal = await app.signIn({ schoolId, role: 'principal' })
    const ofChild = async (): Promise<string[]> => {
      const { lines } = (await principal.get(`/api/audit?pupilId=${child}&kind=change`)).body
      return (lines as { action: string; entity: string }[])
        .filter(({ entity }) => entity === 'rosterImport')
        .map(({ action }) => action)
    }
    expect(await ofChild()).toEqual(['commit'])
    await load(keeper, csv(CHILD, '何晚舟,女,三(1)班,2017-05-02,'))
    expect(await ofChild()).toEqual(['commit'])
    expect(await undo(keeper, importId)).toMatchObject({ removed: 2 })
    expect(await ofChild()).toEqual(['undo', 'commit'])
  })
})
