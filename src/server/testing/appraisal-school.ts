import { expect } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import type { Answer, Person, TestApp } from '#server/testing/test-app.ts'

/** The second term is nearly over. */
const JULY = '2027-07-05T02:00:00.000Z'
export const CLASS = '三年级(1)班'

type Ranks = readonly (readonly [string, number | null])[]
export type AppraisalSchool = Awaited<ReturnType<typeof makeAppraisalSchool>>

/** A school with both terms of a year, the three children of the formulas' examples in one class, and who has to do with them. */
async function makePeople(app: TestApp) {
  app.setNow(JULY)
  const school = await makeSchool(app.owner)
  const { schoolId, yearId } = school
  const classId = school.classes[CLASS] ?? ''
  await app.owner`insert into term (school_id, id, school_year_id, name, starts_on, ends_on)
    values (${schoolId}, ${newId()}, ${yearId}, '春季学期', '2027-02-20', '2027-07-10')`
  await app.owner`insert into definition (school_id, id, key, params, is_primary, effective_from)
    values (${schoolId}, ${newId()}, 'recording', '{"parentsAway":"oneOrBoth","minMonthsAway":3,"allowedGapDays":15,"ageBelow":18,"grades":null,"residence":"any","absenceKinds":["work"]}', true, '2026-09-01')`
  const listed = (pupilId: string) =>
    app.owner`insert into child_status (school_id, id, pupil_id, definition_id, result, kind, from_on, as_of, reasons)
      select ${schoolId}, ${newId()}, ${pupilId}, id, 'counted', 'both', '2026-09-01', '2026-09-01', '[]'
      from definition where school_id = ${schoolId}`
  const child = async (name: string): Promise<string> => {
    const id = await makeAwayChild(app.owner, school, { name })
    await listed(id)
    return id
  }
  const [a, b, c] = [await child('甲乙丙'), await child('欧阳乙'), await child('司马丙')]
  return {
    school,
    classId,
    listed,
    a,
    b,
    c,
    principal: await app.signIn({ schoolId, role: 'principal' }),
    admin: await app.signIn({ schoolId, role: 'administrator' }),
    counsellor: await app.signIn({ schoolId, role: 'counsellor' }),
    keeper: await app.signIn({ schoolId, role: 'archiveKeeper' }),
    teacher: await app.signIn({ schoolId, role: 'classTeacher', classId }),
    helper: await app.signIn(
      ...[a, b, c].map((pupilId) => ({ schoolId, role: 'helpingTeacher' as const, pupilId })),
    ),
  }
}

/** The same with what its people do about points and awards. */
export async function makeAppraisalSchool(app: TestApp) {
  const people = await makePeople(app)
  const { school, classId, a, b, c, principal, admin, counsellor, teacher } = people

  const ask = (over: object = {}, id = newId(), by = principal) =>
    by.post('/api/appraisal', {
      id,
      yearId: school.yearId,
      conductBy: counsellor.userId,
      understood: true,
      firstGrade: 3,
      capPerson: 10_000,
      capChild: 1000,
      ...over,
    })
  const approve = (id: string, by = admin, version = 1) =>
    by.post(`/api/appraisal/${id}/approve`, { version })

  async function on(over: object = {}): Promise<string> {
    const id = newId()
    expect((await ask(over, id)).status).toBe(200)
    expect((await approve(id)).status).toBe(200)
    return id
  }

  async function rank(id: string, when: string, ranks: Ranks, by = teacher): Promise<Answer> {
    const { children } = (await by.get(`/api/appraisal/${id}/ranks?classId=${classId}&at=${when}`)).body
    const after = new Map(
      children.map((child: { pupilId: string; entryId: string | null }) => [child.pupilId, child.entryId]),
    )
    return by.post(`/api/appraisal/${id}/ranks`, {
      classId,
      at: when,
      entries: ranks.map(([pupilId, value]) => ({
        id: newId(),
        pupilId,
        rank: value,
        after: after.get(pupilId) ?? null,
      })),
    })
  }

  const mark = (id: string, pupilId: string, kind: string, by = counsellor, more: object = {}) =>
    by.post(`/api/appraisal/${id}/marks`, { id: newId(), pupilId, kind, holds: true, after: null, ...more })

  /** A: 20 → 12, B: 4 → 3 with the title, C: 15 → 18; all without a breach (F17). */
  async function fill(id: string): Promise<void> {
    const answers = [
      await rank(id, 'first', [
        [a, 20],
        [b, 4],
        [c, 15],
      ]),
      await rank(id, 'last', [
        [a, 12],
        [b, 3],
        [c, 18],
      ]),
      await mark(id, a, 'conduct'),
      await mark(id, b, 'conduct'),
      await mark(id, c, 'conduct'),
      await mark(id, b, 'title', teacher),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
  }

  const results = async (id: string) => (await principal.get(`/api/appraisal/${id}/results`)).body
  return {
    ...people,
    ask,
    approve,
    on,
    rank,
    mark,
    fill,
    results,
    view: async (by: Person) => (await by.get('/api/appraisal')).body,
    sumOf: async (id: string, person: Person) =>
      (await results(id)).people.find((one: { id: string }) => one.id === person.userId),
  }
}
