import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makePupil } from '#server/testing/factories.ts'
import { type AppraisalSchool, makeAppraisalSchool } from '#server/testing/appraisal-school.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let at: AppraisalSchool
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  at = await makeAppraisalSchool(app)
})

const AUTUMN = '2027-10-11T02:00:00.000Z'

/** The next school year has begun; whoever was signed in still is. */
async function nextYear(): Promise<string> {
  const { schoolId } = at.school
  const yearId = newId()
  app.setNow(AUTUMN)
  await app.owner`update auth_session set "updatedAt" = ${AUTUMN}`
  await app.owner`insert into school_year (school_id, id, name, starts_on, ends_on)
    values (${schoolId}, ${yearId}, '2027-2028', '2027-09-01', '2028-08-31')`
  await app.owner`insert into term (school_id, id, school_year_id, name, starts_on, ends_on)
    values (${schoolId}, ${newId()}, ${yearId}, '秋季学期', '2027-09-01', '2028-01-20')`
  return yearId
}

describe('a year that is over is reckoned by its own list', () => {
  it('who left, came on the list or went off it since changes nothing', async () => {
    const { school, keeper, a, c, listed, on, fill, results } = at
    const since = await makePupil(app.owner, school, { name: '南宫丁' })
    await listed(since)
    await app.owner`update child_status set from_on = '2027-09-02' where pupil_id = ${since}`
    const id = await on()
    await fill(id)
    const then = await results(id)
    expect(then.people.map(({ points }: { points: number }) => points)).toEqual([170, 56.67])
    await nextYear()
    const leaving = { id: newId(), on: '2027-09-20', to: '外县小学', reason: '' }
    expect((await keeper.post(`/api/children/${a}/leave`, leaving)).status).toBe(200)
    await app.owner`update child_status set to_on = '2027-09-10' where pupil_id = ${c}`
    expect(await results(id)).toEqual(then)
    // Whoever left in the year is in no sum of it.
    await app.owner`update pupil set left_on = '2027-06-30' where id = ${a}`
    expect((await results(id)).people).toMatchObject([{ points: 70 }, { points: 35 }])
  })

  it('nor does another rule for the list, or the same one with other numbers', async () => {
    const { school, principal, admin, a, b, c, on, fill, results, view } = at
    const { schoolId } = school
    const id = await on()
    await fill(id)
    const then = await results(id)
    expect((await view(admin)).scheme).toMatchObject({ listKey: 'recording' })
    const rule = async (key: string, version: number, from: string): Promise<string> => {
      const ruleId = newId()
      await app.owner`insert into definition (school_id, id, key, version, params, is_primary, effective_from)
        select ${schoolId}, ${ruleId}, ${key}, ${version}, params, true, ${from} from definition
        where school_id = ${schoolId} and key = 'recording' and version = 1`
      return ruleId
    }
    const count = (ruleId: string, pupilId: string) =>
      app.owner`insert into child_status (school_id, id, pupil_id, definition_id, result, kind, from_on, as_of, reasons)
        values (${schoolId}, ${newId()}, ${pupilId}, ${ruleId}, 'counted', 'both', '2026-09-01', '2027-09-15', '[]')`
    await nextYear()
    // Narrower from September on: decided then, and of times before it.
    await app.owner`update definition set effective_to = '2027-09-14' where school_id = ${schoolId}`
    await app.owner`update child_status set to_on = '2027-09-14' where school_id = ${schoolId}`
    await count(await rule('recording', 2, '2027-09-15'), b)
    expect(await results(id)).toEqual(then)
    await app.owner`update definition set is_primary = false where school_id = ${schoolId}`
    const other = await rule('either', 1, '2026-09-01')
    for (const child of [a, c]) await count(other, child)
    expect(await results(id)).toEqual(then)
    expect((await principal.get(`/api/appraisal?yearId=${school.yearId}`)).body.state).toBe('on')
  })
})

describe('when the next year has begun', () => {
  it('whoever has to enter the last ranks is led to the year they are of, until there is a newer one', async () => {
    const { school, principal, admin, teacher, on, ask, approve, view } = at
    await on()
    const nextId = await nextYear()
    const yearsOf = async (): Promise<string[]> => {
      const views = [await view(teacher), await view(principal)]
      return views.map((one: { year: { id: string } }) => one.year.id)
    }
    expect(await yearsOf()).toEqual([school.yearId, school.yearId])
    expect((await view(teacher)).classes).toHaveLength(1)
    expect((await principal.get(`/api/appraisal?yearId=${nextId}`)).body).toMatchObject({
      state: 'off',
      may: { turnOn: true },
    })
    const id = newId()
    expect((await ask({ yearId: nextId }, id)).status).toBe(200)
    expect(await yearsOf()).toEqual([school.yearId, nextId])
    expect((await view(admin)).may.approve).toBe(true)
    expect((await approve(id)).status).toBe(200)
    expect(await yearsOf()).toEqual([nextId, nextId])
  })
})

describe('children who change classes', () => {
  it('K-79: the rank of the old class stands in no way of the new one', async () => {
    const { school, classId, a, b, c, listed, on, rank } = at
    const { schoolId } = school
    const d = await makePupil(app.owner, school, { name: '南宫丁' })
    await listed(d)
    await app.owner`insert into class_membership (school_id, id, pupil_id, class_id, from_on, to_on)
      values (${schoolId}, ${newId()}, ${c}, ${school.classes['三年级(2)班'] ?? ''}, '2026-09-01', '2027-02-28'),
        (${schoolId}, ${newId()}, ${c}, ${classId}, '2027-03-01', null)`
    const id = await on()
    const ranks = [
      [a, 1],
      [b, 2],
      [c, 2],
      [d, 3],
    ] as const
    expect((await rank(id, 'first', ranks)).status).toBe(200)
    // At the end of the second term all four were in one class.
    expect((await rank(id, 'last', ranks)).body.error.fields).toMatchObject([{ code: 'not-unique' }])
  })
})

describe('what is asked, and of whom', () => {
  it('H-07: conduct and title only of those who bring points, ranks of the whole class where its awards are', async () => {
    const { school, classId, counsellor, teacher, principal, a, b, c, on, mark } = at
    const d = await makePupil(app.owner, school, { name: '南宫丁' })
    const id = await on({ population: 'class' })
    const idsOf = async (by: typeof teacher, path: string): Promise<string[]> =>
      (await by.get(`/api/appraisal/${id}/${path}`)).body.children.map(
        (one: { pupilId: string }) => one.pupilId,
      )
    expect((await idsOf(teacher, `ranks?classId=${classId}&at=first`)).toSorted()).toEqual(
      [a, b, c, d].toSorted(),
    )
    for (const by of [teacher, counsellor])
      expect((await idsOf(by, 'marks')).toSorted()).toEqual([a, b, c].toSorted())
    expect((await mark(id, d, 'conduct')).status).toBe(404)
    expect((await principal.get(`/api/appraisal/${id}/results`)).body.missing).toEqual({
      ranks: 4,
      conduct: 3,
    })
  })

  it('what is missing is counted of whoever is paired as well: a sum that waits for a rank says so', async () => {
    const { school, a, b, c, on, rank, mark, results, view } = at
    const d = await makePupil(app.owner, school, { name: '南宫丁' })
    const helper = await app.signIn(
      ...[a, d].map((pupilId) => ({ schoolId: school.schoolId, role: 'helpingTeacher' as const, pupilId })),
    )
    const id = await on()
    for (const when of ['first', 'last'])
      await rank(id, when, [
        [a, 1],
        [b, 2],
        [c, 3],
      ])
    for (const child of [a, b, c]) await mark(id, child, 'conduct')
    expect(await view(helper)).toMatchObject({ own: null, ownWithheld: 'incomplete' })
    expect((await results(id)).missing).toEqual({ ranks: 1, conduct: 1 })
  })

  it('H-02: the log of a child says who read back what was entered of it, and of no other child', async () => {
    const { school, classId, keeper, teacher, counsellor, a, b, c, on, rank, mark } = at
    const id = await on()
    await rank(id, 'first', [
      [a, 4],
      [b, 6],
    ])
    await mark(id, c, 'conduct')
    const reads = async (work: () => Promise<unknown>): Promise<readonly unknown[]> => {
      const [last] =
        await app.owner`select max(seq) as seq from audit_entry where school_id = ${school.schoolId}`
      await work()
      return app.owner`select actor_id, pupil_id from audit_entry where school_id = ${school.schoolId}
        and seq > ${last?.['seq']} and action = 'read' and entity = 'appraisalEntry' order by seq`
    }
    const ranks = (by: typeof teacher) => by.get(`/api/appraisal/${id}/ranks?classId=${classId}&at=first`)
    const own = (await reads(() => ranks(teacher))) as { actor_id: string; pupil_id: string }[]
    expect(own.map(({ pupil_id }) => pupil_id).toSorted()).toEqual([a, b].toSorted())
    expect(new Set(own.map(({ actor_id }) => actor_id))).toEqual(new Set([teacher.userId]))
    // Of what somebody else entered nothing is opened.
    expect(await reads(() => ranks(keeper))).toEqual([])
    const marks = await reads(() => counsellor.get(`/api/appraisal/${id}/marks`))
    expect(marks).toEqual([{ actor_id: counsellor.userId, pupil_id: c }])
  })
})
