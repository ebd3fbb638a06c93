import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makePupil, makeSchool } from '#server/testing/factories.ts'
import { CLASS, type AppraisalSchool, makeAppraisalSchool } from '#server/testing/appraisal-school.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let at: AppraisalSchool
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  at = await makeAppraisalSchool(app)
})

describe('what comes of it', () => {
  it('F17, F18, F19, P6-37, P6-38: the sum of whoever helps, the mean of the class teacher, with no number of a child', async () => {
    const { teacher, helper, on, fill, results } = at
    const id = await on()
    await fill(id)
    const answer = await results(id)
    expect(answer.people).toEqual([
      { id: helper.userId, name: expect.any(String), as: ['helper'], points: 170, yuan: 170, cut: false },
      {
        id: teacher.userId,
        name: expect.any(String),
        as: ['classTeacher'],
        points: 56.67,
        yuan: 56.67,
        cut: false,
      },
    ])
    expect(answer.missing).toEqual({ ranks: 0, conduct: 0 })
  })

  it('K-79: a cap cuts the money of a person and leaves the points', async () => {
    const { teacher, helper, on, fill, sumOf } = at
    const id = await on({ capPerson: 120, capChild: 90 })
    await fill(id)
    expect(await sumOf(id, helper)).toMatchObject({ points: 170, yuan: 120, cut: true })
    expect(await sumOf(id, teacher)).toMatchObject({ points: 56.67, yuan: 53.33, cut: true })
  })

  it('X-35, X-36: top five reached, not on top, one award only', async () => {
    const { helper, a, b, on, rank, results, sumOf } = at
    const id = await on({ topFiveRule: 'reached', cumulative: false, exclusive: true })
    await rank(id, 'first', [
      [a, 20],
      [b, 9],
    ])
    await rank(id, 'last', [
      [a, 12],
      [b, 4],
    ])
    expect((await sumOf(id, helper)).points).toBe(80 + 50)
    const { awards } = await results(id)
    const given = awards.map(
      ({ pupilId, kinds, yuan }: { pupilId: string; kinds: string[]; yuan: number }) => [
        pupilId,
        [kinds, yuan],
      ],
    )
    expect(Object.fromEntries(given)).toEqual({
      [a]: [['progress'], 15],
      [b]: [['excellence'], 30],
    })
  })

  it('F20, P6-49, P6-50: in a later grade the base is the last term of the year before', async () => {
    const { school, helper, a, on, rank, results, sumOf } = at
    const before = newId()
    const [autumn, spring] = [newId(), newId()]
    await app.owner`insert into school_year (school_id, id, name, starts_on, ends_on)
      values (${school.schoolId}, ${before}, '2025-2026', '2025-09-01', '2026-08-31')`
    await app.owner`insert into term (school_id, id, school_year_id, name, starts_on, ends_on)
      values (${school.schoolId}, ${autumn}, ${before}, '秋季学期', '2025-09-01', '2026-01-20'),
        (${school.schoolId}, ${spring}, ${before}, '春季学期', '2026-02-20', '2026-07-10')`
    const id = await on({ firstGrade: 2 })
    await rank(id, 'yearBefore', [[a, 12]])
    await rank(id, 'first', [[a, 30]])
    await rank(id, 'last', [[a, 9]])
    expect((await sumOf(id, helper)).points).toBe(30)
    // A pupil's own progress is that of the year.
    expect((await results(id)).awards).toMatchObject([{ pupilId: a, kinds: ['progress'], yuan: 15 }])
  })

  it('F21, F22: awards and what the class must keep ready; X-36: of the children in care, or of everybody', async () => {
    const { school, principal, teacher, on, rank, fill, results, sumOf } = at
    const d = await makePupil(app.owner, school, { name: '南宫丁' })
    const id = await on()
    await fill(id)
    expect((await results(id)).classes).toEqual([{ name: CLASS, budget: 235, yuan: 45 }])
    expect((await rank(id, 'last', [[d, 1]])).body.error.fields).toMatchObject([
      { code: 'unknown-reference' },
    ])
    await principal.post(`/api/appraisal/${id}/end`, { version: 2 })
    const wide = await on({ population: 'class' })
    await rank(wide, 'first', [[d, 9]])
    await rank(wide, 'last', [[d, 1]])
    const answer = await results(wide)
    expect(answer.awards).toContainEqual({
      pupilId: d,
      name: '南宫丁',
      className: CLASS,
      kinds: ['excellence', 'progress'],
      yuan: 115,
    })
    expect(answer.classes).toEqual([{ name: CLASS, budget: 250, yuan: 160 }])
    // Who is in care by no list brings no teacher and no helper anything.
    expect((await sumOf(wide, teacher)).points).toBe(56.67)
    // What was entered for everybody counts for nobody else once the awards are for the children in care.
    await principal.post(`/api/appraisal/${wide}/end`, { version: 2 })
    expect((await results(await on())).awards).toHaveLength(2)
  })
})

describe('H-07, H-08: who sees what', () => {
  it('whoever is paid sees one own sum, and none that says what a single child has', async () => {
    const { school, classId, principal, admin, counsellor, keeper, teacher, helper, a, on, fill, view } = at
    const single = await app.signIn({ schoolId: school.schoolId, role: 'helpingTeacher', pupilId: a })
    const volunteer = await app.signIn({ schoolId: school.schoolId, role: 'volunteer' })
    const id = await on()
    await fill(id)
    expect(await view(helper)).toMatchObject({
      own: { points: 170, yuan: 170 },
      ownWithheld: null,
      scheme: null,
    })
    expect(await view(single)).toMatchObject({ own: null, ownWithheld: 'single' })
    expect(await view(counsellor)).toMatchObject({ own: null, ownWithheld: null, marks: true })
    for (const by of [helper, single, teacher])
      expect(JSON.stringify(await view(by))).not.toMatch(/甲乙丙|欧阳|司马/)
    for (const by of [helper, teacher, admin, keeper, counsellor, volunteer])
      expect((await by.get(`/api/appraisal/${id}/results`)).status).toBe(403)
    for (const by of [principal, admin, counsellor, helper, volunteer])
      expect((await by.get(`/api/appraisal/${id}/ranks?classId=${classId}`)).status).toBe(403)
    expect((await volunteer.get('/api/appraisal')).status).toBe(403)
    const auditor = await app.signIn({ schoolId: school.schoolId, role: 'auditor' })
    expect((await auditor.get('/api/appraisal')).status).toBe(403)
    // A class teacher learns of no conduct.
    const { children } = (await teacher.get(`/api/appraisal/${id}/marks`)).body
    expect(new Set(children.map((one: { conduct: unknown }) => one.conduct))).toEqual(new Set([null]))
  })

  it('a sum that grows child by child is told when all ranks are in, in the year and after it', async () => {
    const { school, helper, keeper, a, b, c, on, rank, mark, view } = at
    const id = await on()
    await rank(id, 'first', [[a, 20]])
    await rank(id, 'last', [[a, 12]])
    expect(await view(helper)).toMatchObject({ own: null, ownWithheld: 'incomplete' })
    await rank(id, 'first', [
      [b, 4],
      [c, 15],
    ])
    await rank(id, 'last', [[b, 3]])
    await mark(id, a, 'conduct')
    expect(await view(helper)).toMatchObject({ own: null, ownWithheld: 'incomplete' })
    const september = '2027-09-02T02:00:00.000Z'
    app.setNow(september)
    await app.owner`update auth_session set "updatedAt" = ${september} where "userId" in (${helper.userId}, ${keeper.userId})`
    // Ranks are entered still, so it would tell of whom as before.
    const past = async () => (await helper.get(`/api/appraisal?yearId=${school.yearId}`)).body
    expect(await past()).toMatchObject({ own: null, ownWithheld: 'incomplete' })
    await rank(id, 'last', [[c, 12]], keeper)
    expect(await past()).toMatchObject({ own: { points: 150, yuan: 150 }, ownWithheld: null })
    expect((await view(helper)).ownWithheld).toBeNull()
  })

  it('what was entered goes along when two entries of a child are made one, and to no other school', async () => {
    const { school, principal, helper, a, listed, on, rank, fill, sumOf } = at
    const again = await makePupil(app.owner, school, { name: '甲乙丙' })
    await listed(again)
    const id = await on()
    await rank(id, 'first', [[again, 20]])
    await rank(id, 'last', [[again, 12]])
    const merge = { id: newId(), keptId: a, goneId: again, keptVersion: 1, goneVersion: 1 }
    expect((await principal.post('/api/duplicates/merge', merge)).status).toBe(200)
    expect((await sumOf(id, helper)).points).toBe(80)
    await fill(id)
    expect((await sumOf(id, helper)).points).toBe(170)
    const away = await makeSchool(app.owner)
    const receiver = await app.signIn({ schoolId: away.schoolId, role: 'principal' })
    const transfer = { id: newId(), pupilId: a, toSchoolId: away.schoolId }
    expect((await principal.post('/api/transfers', transfer)).status).toBe(200)
    const accepted = await receiver.post(`/api/transfers/${transfer.id}/accept`, {
      classId: away.classes[CLASS],
    })
    expect(accepted.status).toBe(200)
    expect(await app.owner`select id from appraisal_entry where pupil_id = ${a}`).toHaveLength(0)
    expect((await sumOf(id, helper)).points).toBe(70)
  })

  it('places gained go to nobody, and the letter of an award is private and says no rank', async () => {
    const { school, principal, admin, teacher, helper, a, b, c, on, fill, results } = at
    const id = await on()
    await fill(id)
    const answer = await results(id)
    expect(JSON.stringify(answer)).not.toMatch(/"(rank|places?|gained?)"/)
    // Of a child: name, class, kind and money. A had 100 points for eight places, B stood third.
    expect(answer.awards).toEqual([
      { pupilId: b, name: '欧阳乙', className: CLASS, kinds: ['excellence'], yuan: 30 },
      { pupilId: a, name: '甲乙丙', className: CLASS, kinds: ['progress'], yuan: 15 },
    ])
    for (const person of answer.people) expect([100, 50, 20]).not.toContain(person.points)
    const letter = (by: Person, pupilId: string | undefined) =>
      by.post(`/api/appraisal/${id}/letter`, { pupilId })
    expect((await letter(principal, a)).body).toEqual({
      name: '甲乙丙',
      yearName: '2026-2027',
      kinds: ['progress'],
      yuan: 15,
    })
    expect((await letter(principal, c)).body.error.code).toBe('not-allowed-now')
    expect((await letter(principal, newId())).status).toBe(404)
    for (const by of [teacher, admin, helper]) expect((await letter(by, a)).status).toBe(403)
    const audit = await app.owner`select action, entity, pupil_id from audit_entry
      where school_id = ${school.schoolId} and entity in ('appraisal', 'awards', 'ownAward') order by seq`
    expect(audit.slice(-2)).toEqual([
      { action: 'read', entity: 'awards', pupil_id: null },
      { action: 'print', entity: 'appraisal', pupil_id: a },
    ])
  })

  it('another school has none of it, and knows of none', async () => {
    const { school, classId, on, view } = at
    const id = await on()
    const away = await makeSchool(app.owner)
    const stranger = await app.signIn({ schoolId: away.schoolId, role: 'principal' })
    const keeperThere = await app.signIn({ schoolId: away.schoolId, role: 'archiveKeeper' })
    expect((await view(stranger)).state).toBe('off')
    for (const path of ['approve', 'end'])
      expect((await stranger.post(`/api/appraisal/${id}/${path}`, { version: 2 })).status).toBe(404)
    expect((await stranger.get(`/api/appraisal/${id}/results`)).status).toBe(404)
    expect((await keeperThere.get(`/api/appraisal/${id}/ranks?classId=${classId}`)).status).toBe(404)
    expect((await stranger.get(`/api/appraisal?yearId=${school.yearId}`)).status).toBe(404)
  })

  it('a volunteer is paid by the pairings of the year, and reads nothing', async () => {
    const { school, a, on, fill, results } = at
    const { schoolId } = school
    const [helperId, pairingId] = [newId(), newId()]
    await app.owner`insert into helper (school_id, id, kind, name) values (${schoolId}, ${helperId}, 'volunteer', '测试志愿者')`
    await app.owner`insert into pairing (school_id, id, kind, agreed_sealed, proposed_on, started_on)
      values (${schoolId}, ${pairingId}, 'volunteer', ${Buffer.alloc(1)}, '2026-10-01', '2026-10-08')`
    await app.owner`insert into pairing_member (school_id, id, pairing_id, part, pupil_id, helper_id)
      values (${schoolId}, ${newId()}, ${pairingId}, 'child', ${a}, null), (${schoolId}, ${newId()}, ${pairingId}, 'outside', null, ${helperId})`
    const id = await on()
    await fill(id)
    expect((await results(id)).people).toContainEqual({
      id: helperId,
      name: '测试志愿者',
      as: ['helper'],
      points: 100,
      yuan: 100,
      cut: false,
    })
  })
})
