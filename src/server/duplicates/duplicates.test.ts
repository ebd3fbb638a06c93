import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { evaluateSchool, partOf, sealMemberPhone, sealPart, sealPupilId } from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import { mintJobScope } from '#server/db/scope.ts'
import { openDuties } from '#server/duties/service.ts'
import { differences, keyOf, snapshot } from '#server/testing/child-snapshot.ts'
import { addHelping, addNamed } from '#server/testing/helping.ts'
import { talk } from '#server/testing/request-parts.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'
import { makePlace, makeWorldSchool, type Place } from '#server/testing/world.ts'

let app: TestApp
let school: Awaited<ReturnType<typeof makeWorldSchool>>
let keeper: Person
let [kept, gone, other]: Place[] = []
let number = 0
const TODAY = '2026-11-23'

const place = async (): Promise<Place> => makePlace(app.owner, school, ++number)
const idOf = (one: Place | undefined): string => one?.pupilId ?? ''

async function settle(): Promise<void> {
  const scope = mintJobScope(school.schoolId, TODAY)
  await app.deps.db.write(scope, async (tx) => {
    await evaluateSchool(tx, scope, TODAY)
    await openDuties(app.deps, tx, scope, TODAY)
  })
}

const versionOf = async (id: string): Promise<number> => {
  const [row] = await app.owner`select version from pupil where id = ${id}`
  return Number(row?.['version'])
}

const merge = async (from: string, to: string, take: string[] = [], id = newId()) => ({
  id,
  answer: await keeper.post('/api/duplicates/merge', {
    id,
    keptId: to,
    goneId: from,
    keptVersion: await versionOf(to),
    goneVersion: await versionOf(from),
    take,
  }),
})

interface Knit {
  readonly said: readonly Record<string, string>[]
  readonly renewed: readonly string[]
  readonly household: readonly string[]
  readonly answered: readonly boolean[]
  readonly need: readonly boolean[]
  readonly helped: readonly string[]
  readonly signed: boolean
}

/** What the streams beside the roster keep of two entries: files, contacts in one round, papers, the same helper. */
async function knit(two: readonly Place[], of: Knit): Promise<void> {
  const { schoolId } = school
  const helper = await app.signIn({ schoolId, role: 'counsellor' })
  const [round] = await app.owner`select round_id from contact_check where pupil_id = ${idOf(two[0])}`
  for (const [at, { pupilId, agreementId, carerId, memberId }] of two.entries()) {
    for (const [tier, keys] of [
      ['basic', ['talents', 'friends']],
      ['contact', ['health']],
    ] as const) {
      const values = Object.fromEntries(
        Object.entries(of.said[at] ?? {}).filter(([key]) => keys.some((one) => one === key)),
      )
      if (Object.keys(values).length > 0)
        await app.owner`insert into child_file_part (school_id, id, pupil_id, tier, sealed)
          values (${schoolId}, ${newId()}, ${pupilId}, ${tier}, ${sealPart(app.deps.vault, pupilId, tier, partOf(values, TODAY))})`
    }
    await app.owner`insert into file_renewal (school_id, id, pupil_id, section, confirmed_on, confirmed_by)
      values (${schoolId}, ${newId()}, ${pupilId}, 'family', ${of.renewed[at] ?? TODAY}, ${helper.userId})`
    if (of.household[at] !== 'none')
      await app.owner`insert into household_place (school_id, id, household_id, pupil_id, from_on, to_on, confirmed_by)
        values (${schoolId}, ${newId()}, ${newId()}, ${pupilId}, '2026-09-01', ${of.household[at] === 'open' ? null : '2026-10-01'}, ${helper.userId})`
    await app.owner`update contact_check set round_id = ${round?.['round_id']}, member_id = ${memberId},
      answered_at = ${of.answered[at] ? '2026-11-20T00:00:00Z' : null} where pupil_id = ${pupilId}`
    await app.owner`insert into contact_change (school_id, id, pupil_id, record, record_id, relation, fields, source)
      values (${schoolId}, ${newId()}, ${pupilId}, 'member', ${memberId}, 'father', ${['phone']}, 'school')`
    if (of.need[at])
      await app.owner`insert into pairing_need (school_id, id, pupil_id, conflicts) values (${schoolId}, ${newId()}, ${pupilId}, ${[newId()]})`
    await app.owner`insert into agreement_party (school_id, id, agreement_id, part, member_id) values (${schoolId}, ${newId()}, ${agreementId}, 'guardian', ${memberId})`
    if (of.signed)
      await app.owner`insert into agreement_party (school_id, id, agreement_id, part, carer_id) values (${schoolId}, ${newId()}, ${agreementId}, 'carer', ${carerId})`
    await addNamed(app.owner, schoolId, pupilId)
    const state = of.helped[at]
    if (state === 'none') continue
    await addHelping(app.owner, {
      schoolId,
      pupilId,
      memberId,
      helperId: helper.userId,
      isActive: state === 'active',
    })
  }
}

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  school = await makeWorldSchool(app.owner)
  ;[kept, gone, other] = [await place(), await place(), await place()]
  await app.owner`update pupil set name = '林晓满', pinyin = 'linxiaoman' where id in (${idOf(kept)}, ${idOf(gone)})`
  await app.owner`update pupil set birth_on = '2015-01-08', name = '周岁岁' where id = ${idOf(other)}`
  await settle()
  keeper = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
})

describe('duplicates', () => {
  it('C03: suspected pairs are listed with their reasons; “not the same” is remembered', async () => {
    const { body } = await keeper.get('/api/duplicates')
    expect(body.suspects).toHaveLength(1)
    expect(body.suspects[0].reasons).toEqual(['sameName', 'sameBirth'])
    const pair = `/api/duplicates/${idOf(kept)}/${idOf(gone)}`
    expect((await keeper.post(`${pair}/different`)).status).toBe(200)
    expect((await keeper.post(`${pair}/different`)).status).toBe(200)
    expect((await keeper.get('/api/duplicates')).body.suspects).toEqual([])
  })

  it('finds every pair the rules suspect in a large school, and asks them about few others', async () => {
    const { schoolId } = school
    const insert = (id: string, name: string, pinyin: string, born: string) =>
      app.owner`insert into pupil (school_id, id, name, name_grams, pinyin, sex, birth_on, residence, joined_on)
        values (${schoolId}, ${id}, ${name}, '{}', ${pinyin}, 'female', ${born}, 'rural', '2026-09-01')`
    await app.owner`insert into pupil (school_id, id, name, name_grams, pinyin, sex, birth_on, residence, joined_on)
      select ${schoolId}, gen_random_uuid(), chr(20000 + n % 60) || chr(21000 + n * 7 % 900) || chr(22000 + n * 13 % 700), '{}', 'p' || n % 1900,
        'female', date '2010-09-01' + n * 37 % 3300, 'rural', '2026-09-01' from generate_series(1, 2000) n`
    const pairs = [
      ['周岁岁', 'zhousuisui', '2014-03-09', '周嵗嵗', 'zhousuisui', '2014-03-09'],
      ['陈一诺', 'chenyinuo', '2013-02-11', '陈一诺', 'chenyinuo', '2013-11-02'],
      ['许愿星', 'xuyuanxing', '2012-07-30', '许愿星', 'xuyuanxing', '2012-08-01'],
      ['何田田', 'hetiantian', '2013-05-05', '何田甜', 'hetiantian', '2014-05-05'],
      ['蒋小溪', 'jiangxiaoxi', '2015-05-21', '蒋小汐', 'jiangxiaoxi', '2015-05-21'],
      ['万里晴', 'wanliqing', '2015-01-01', '万里情', 'wanliqin', '2015-01-01'],
    ] as const
    for (const [name, pinyin, born, other, otherPinyin, otherBorn] of pairs) {
      const ids = [newId(), newId()] as const
      await insert(ids[0], name, pinyin, born)
      await insert(ids[1], other, otherPinyin, otherBorn)
      for (const id of ids)
        await app.owner`insert into family_member (school_id, id, pupil_id, relation, name) values (${schoolId}, ${newId()}, ${id}, 'father', '某大山')`
    }
    const { body } = await keeper.get('/api/duplicates')
    expect(body.more).toBe(false)
    const names = body.suspects.map(
      ({ first, second }: { first: { name: string }; second: { name: string } }) =>
        [first.name, second.name].toSorted().join(' '),
    )
    expect(names.toSorted()).toEqual(
      ['林晓满 林晓满', ...pairs.map(([name, , , other]) => [name, other].toSorted().join(' '))].toSorted(),
    )
  })

  it('compares field by field without showing full numbers, and both looks go on record (H-02)', async () => {
    await app.owner`update pupil set village = '青石村' where id = ${idOf(gone)}`
    const { body } = await keeper.get(`/api/duplicates/${idOf(kept)}/${idOf(gone)}`)
    expect(body.differing).toEqual(['village'])
    expect(body.gone.values.village).toBe('青石村')
    expect(body.kept.belongings).toMatchObject({ family: 1, cards: 1, opened: true })
    const looked =
      await app.owner`select pupil_id from audit_entry where actor_id = ${keeper.userId} and action = 'read'`
    expect(looked.map((row) => String(row['pupil_id'])).toSorted()).toEqual(
      [idOf(kept), idOf(gone)].toSorted(),
    )
  })

  it('a merge brings everything of both together and leaves nothing of the other behind', async () => {
    await app.owner`update pupil set village = '青石村' where id = ${idOf(gone)}`
    const { answer } = await merge(idOf(gone), idOf(kept), ['village'])
    expect(answer.status).toBe(200)
    const after = await snapshot(app.owner, school.schoolId)
    expect(JSON.stringify(after)).not.toContain(idOf(gone))
    const file = (await keeper.get(`/api/children/${idOf(kept)}`)).body
    expect(file.basics.village).toBe('青石村')
    expect(file.members).toHaveLength(1)
    const cards = await app.owner`select id from card where pupil_id = ${idOf(kept)}`
    expect(cards).toHaveLength(2)
    expect((await keeper.get(`/api/children/${idOf(gone)}`)).status).toBe(404)
  })

  it('H-02: who looked at either entry has looked at the child', async () => {
    const counsellor = await app.signIn({ schoolId: school.schoolId, role: 'counsellor' })
    await counsellor.get(`/api/children/${idOf(gone)}`)
    const { id } = await merge(idOf(gone), idOf(kept))
    const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    const lookers = async () =>
      (await principal.get(`/api/audit?kind=read&pupilId=${idOf(kept)}`)).body.lines.map(
        (line: { actorName: string }) => line.actorName,
      )
    expect(await lookers()).toHaveLength(1)
    expect((await principal.get(`/api/children/${idOf(kept)}`)).body.seenBy).toBe(1)
    await keeper.post(`/api/duplicates/merges/${id}/undo`)
    expect(await lookers()).toHaveLength(1)
    expect((await principal.get(`/api/children/${idOf(kept)}`)).body.seenBy).toBe(1)
  })

  it('touches only its own rows', async () => {
    const before = await snapshot(app.owner)
    await merge(idOf(gone), idOf(kept))
    const changed = Object.values(differences(before, await snapshot(app.owner))).flat()
    const own = new Set(
      [before, await snapshot(app.owner)].flatMap((all) =>
        Object.values(all).flatMap((rows) =>
          rows.flatMap((row) =>
            [row['pupil_id'], row['id'], row['subject_id']].some(
              (id) => id === idOf(kept) || id === idOf(gone),
            ) || [kept, gone].some((one) => row['card_id'] === one?.cardId || row['duty_id'] === one?.dutyId)
              ? [keyOf(row)]
              : [],
          ),
        ),
      ),
    )
    expect(changed.length).toBeGreaterThan(8)
    expect(changed.filter((key) => !own.has(key))).toEqual([])
  })

  it('of two duties of one window the better state stays, with the work recorded for the other', async () => {
    await app.owner`update duty set done_on = '2026-11-20', done_card_id = ${gone?.cardId ?? ''} where id = ${gone?.workDutyId ?? ''}`
    const work = newId()
    await app.owner`insert into work (school_id, id, root_id, version, duty_id, pupil_id, author_id, held_on, sealed)
      values (${school.schoolId}, ${work}, ${work}, 1, ${kept?.workDutyId ?? ''}, ${idOf(kept)}, ${keeper.userId}, '2026-11-19', ${Buffer.alloc(32)})`
    const { id } = await merge(idOf(gone), idOf(kept))
    const duties = () =>
      app.owner`select id, done_on from duty where pupil_id = ${idOf(kept)} and key = 'letterHome' and slot = 2`
    expect((await duties()).map((row) => ({ ...row }))).toEqual([
      { id: gone?.workDutyId, done_on: '2026-11-20' },
    ])
    const dutyOfWork = () => app.owner`select duty_id from work where id = ${work}`
    expect((await dutyOfWork())[0]?.['duty_id']).toBe(gone?.workDutyId)
    await keeper.post(`/api/duplicates/merges/${id}/undo`)
    expect((await duties()).map((row) => row['id'])).toEqual([kept?.workDutyId])
    expect((await dutyOfWork())[0]?.['duty_id']).toBe(kept?.workDutyId)
  })

  it('a child has one father: which name and number stay is chosen, and the rest of him is filled in', async () => {
    const phone = '19400004444'
    const sealed = (id: string, text: string) => sealMemberPhone(app.deps.vault, id, text)
    const [mine, theirs] = [kept?.memberId ?? '', gone?.memberId ?? '']
    for (const [id, name, text] of [
      [mine, '林大山', '19400003333'],
      [theirs, '林大三', phone],
    ] as const)
      await app.owner`update family_member set name = ${name}, phone_sealed = ${sealed(id, text).phone_sealed},
        phone_masked = ${sealed(id, text).phone_masked} where id = ${id}`
    await app.owner`update family_member set work_unit = '制衣厂' where id = ${theirs}`
    const { body } = await keeper.get(`/api/duplicates/${idOf(kept)}/${idOf(gone)}`)
    expect(body.differing).toEqual(['fatherName', 'fatherPhone'])
    await merge(idOf(gone), idOf(kept), ['fatherPhone'])
    const { members } = (await keeper.get(`/api/children/${idOf(kept)}`)).body
    expect(members).toMatchObject([{ name: '林大山', phoneMasked: '194****4444', workUnit: '制衣厂' }])
    const asked = { field: 'memberPhone', recordId: mine, reason: 'check' }
    expect((await keeper.post(`/api/children/${idOf(kept)}/reveal`, asked)).body.value).toBe(phone)
  })

  it('takes an ID number under the seal of the kept entry, and gives it back', async () => {
    const columns = sealPupilId(app.deps.vault, idOf(gone), '110101201705040022')
    await app.owner`update pupil set id_kind = 'resident', id_sealed = ${columns.id_sealed}, id_index = ${columns.id_index},
      id_masked = ${columns.id_masked} where id = ${idOf(gone)}`
    const { id } = await merge(idOf(gone), idOf(kept), ['idNumber'])
    const shown = await keeper.post(`/api/children/${idOf(kept)}/reveal`, {
      field: 'idNumber',
      reason: 'check',
    })
    expect(shown.body.value).toBe('110101201705040022')
    expect((await keeper.post(`/api/duplicates/merges/${id}/undo`)).status).toBe(200)
    const again = await keeper.post(`/api/children/${idOf(gone)}/reveal`, {
      field: 'idNumber',
      reason: 'check',
    })
    expect(again.body.value).toBe('110101201705040022')
  })

  it('what was written since a merge stays with the kept entry when it is undone', async () => {
    const { id } = await merge(idOf(gone), idOf(kept))
    await app.owner`update pupil set village = '新桥村', version = version + 1 where id = ${idOf(kept)}`
    const card = newId()
    await app.owner`insert into card (school_id, id, root_id, version, kind, pupil_id, author_id, held_on, reached, fields)
      select school_id, ${card}, ${card}, 1, kind, pupil_id, author_id, '2026-11-22', reached, fields from card where id = ${kept?.cardId ?? ''}`
    expect((await keeper.post(`/api/duplicates/merges/${id}/undo`)).status).toBe(200)
    const rows = await app.owner`select id from card where pupil_id = ${idOf(kept)} order by id`
    expect(rows.map((row) => row['id'])).toEqual([kept?.cardId, card])
    expect((await keeper.get(`/api/children/${idOf(kept)}`)).body.basics.village).toBe('新桥村')
    expect((await keeper.get('/api/duplicates')).body.merges[0]).toMatchObject({ id, keptId: idOf(kept) })
  })

  it('a card filed at the same moment is lost to nobody', async () => {
    const counsellor = await app.signIn({ schoolId: school.schoolId, role: 'counsellor' })
    const file = (pupilId: string) => counsellor.post('/api/cards', talk(pupilId))
    for (let round = 0; round < 4; round++) {
      const two = [await place(), await place()]
      const [merged, ...filed] = await Promise.all([
        merge(idOf(two[1]), idOf(two[0])),
        ...[idOf(two[0]), idOf(two[1]), idOf(two[1]), idOf(two[0])].map(file),
      ])
      expect(merged.answer.status).toBe(200)
      expect(filed.every(({ status }) => status === 200 || status === 404)).toBe(true)
      const cards = await app.owner`select id from card where pupil_id = ${idOf(two[0])}`
      expect(cards).toHaveLength(2 + filed.filter(({ status }) => status === 200).length)
    }
  })

  it('the same merge sent twice happens once; a changed entry and one that is gone are said', async () => {
    const first = await merge(idOf(gone), idOf(kept))
    expect(first.answer.status).toBe(200)
    const body = { keptId: idOf(kept), goneId: idOf(gone), keptVersion: 1, goneVersion: 1 }
    expect((await keeper.post('/api/duplicates/merge', { id: first.id, ...body })).status).toBe(200)
    expect((await keeper.post('/api/duplicates/merge', { id: newId(), ...body })).status).toBe(404)
    const at = `/api/children/${idOf(other)}/leave`
    const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    const third = await place()
    await principal.post(at, { id: newId(), on: TODAY, to: '外县小学' })
    expect((await merge(third.pupilId, idOf(other))).answer.body.error.code).toBe('not-allowed-now')
    const stale = { id: newId(), keptId: idOf(kept), goneId: idOf(other), keptVersion: 1, goneVersion: 1 }
    expect((await keeper.post('/api/duplicates/merge', stale)).body.error.code).toBe('version-conflict')
  })

  it('merge and unmerge give back both, whatever they hold', { timeout: 120_000 }, async () => {
    const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    const plan = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: TODAY }
    expect((await principal.post('/api/plan', plan)).body.opened).toBeGreaterThan(3)
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-11-${String(n).padStart(2, '0')}`)
    const random = fc.record({
      states: fc.array(fc.constantFrom('none', 'tried', 'done', 'late', 'excused'), {
        minLength: 2,
        maxLength: 2,
      }),
      memberNames: fc.array(fc.constantFrom(null, '林大山', '林二山'), { minLength: 2, maxLength: 2 }),
      away: fc.array(fc.option(day), { minLength: 2, maxLength: 2 }),
      carerEnds: fc.array(fc.option(day), { minLength: 2, maxLength: 2 }),
      closed: fc.boolean(),
      said: fc.array(
        fc.dictionary(fc.constantFrom('talents', 'friends', 'health'), fc.constantFrom('甲', '乙')),
        {
          minLength: 2,
          maxLength: 2,
        },
      ),
      renewed: fc.array(day, { minLength: 2, maxLength: 2 }),
      household: fc.array(fc.constantFrom('none', 'open', 'ended'), { minLength: 2, maxLength: 2 }),
      answered: fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }),
      need: fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }),
      helped: fc.array(fc.constantFrom('none', 'trial', 'active'), { minLength: 2, maxLength: 2 }),
      signed: fc.boolean(),
      take: fc.subarray([
        'name',
        'sex',
        'birthDate',
        'village',
        'phone',
        'goals',
        'keeper',
        'idNumber',
        'fatherName',
        'fatherPhone',
      ]),
    })
    await fc.assert(
      fc.asyncProperty(random, async (given) => {
        const two = [await place(), await place()]
        for (const [at, one] of two.entries()) {
          const state = given.states[at]
          const done = state === 'done' ? '2026-11-20' : state === 'late' ? '2026-12-02' : null
          await app.owner`update duty set done_on = ${done}, attempts = ${state === 'tried' ? 1 : 0},
            excuse_kind = ${state === 'excused' ? 'away' : null} where id = ${one.dutyId}`
          await app.owner`update family_member set name = ${given.memberNames[at] ?? null} where id = ${one.memberId}`
          await app.owner`update absence set to_on = ${given.away[at] ?? null} where id = ${one.absenceId}`
          await app.owner`update carer set to_on = ${given.carerEnds[at] ?? null} where id = ${one.carerId}`
          await app.owner`update pupil set village = ${`村${at}`}, sex = ${at === 0 ? 'male' : 'female'} where id = ${one.pupilId}`
        }
        await knit(two, given)
        const third = await place()
        await app.owner`insert into pairing_need (school_id, id, pupil_id, conflicts) values (${school.schoolId}, ${newId()}, ${third.pupilId}, ${[idOf(two[1])]})`
        if (given.closed)
          await app.owner`update child_file set closed_on = '2026-11-01', close_reason = '测试' where pupil_id = ${idOf(two[0])}`
        await settle()
        const before = await snapshot(app.owner, school.schoolId)
        const { id, answer } = await merge(idOf(two[1]), idOf(two[0]), given.take)
        expect(answer.status).toBe(200)
        const roles =
          await app.owner`select id from role_assignment where pupil_id = ${idOf(two[0])} and to_on is null`
        expect(roles).toHaveLength(given.helped.some((state) => state !== 'none') ? 1 : 0)
        const [bars] = await app.owner`select conflicts from pairing_need where pupil_id = ${third.pupilId}`
        expect(bars?.['conflicts']).toContain(idOf(two[0]))
        const said: Record<string, unknown> = (await keeper.get(`/api/children/${idOf(two[0])}`)).body.file
          .fields
        expect(said).toEqual({ ...given.said[1], ...given.said[0] })
        expect((await keeper.post(`/api/duplicates/merges/${id}/undo`)).status).toBe(200)
        expect(differences(before, await snapshot(app.owner, school.schoolId))).toEqual({})
      }),
      { numRuns: 12 },
    )
  })
})
