import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyAllChains } from '#server/audit/service.ts'
import { evaluateSchool, sealMemberPhone, sealPupilId } from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import { mintJobScope } from '#server/db/scope.ts'
import { openDuties } from '#server/duties/service.ts'
import { differences, keyOf, snapshot } from '#server/testing/child-snapshot.ts'
import { talk } from '#server/testing/request-parts.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'
import { makePlace, makeWorldSchool, type Place } from '#server/testing/world.ts'

type School = Awaited<ReturnType<typeof makeWorldSchool>>

let app: TestApp
let [from, to]: School[] = []
let [child, target]: Place[] = []
let [sender, receiver]: Person[] = []
let number = 0
const TODAY = '2026-11-23'
const PHONE = '19400001234'
const given = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not set up yet')
  return value
}
const pupilId = (): string => given(child).pupilId
const place = (school: School | undefined): Promise<Place> => makePlace(app.owner, given(school), ++number)

async function settle(school: School): Promise<void> {
  const scope = mintJobScope(school.schoolId, TODAY)
  await app.deps.db.write(scope, async (tx) => {
    await evaluateSchool(tx, scope, TODAY)
    await openDuties(app.deps, tx, scope, TODAY)
  })
}

const ask = async (id = newId(), note = '随父母搬家'): Promise<string> => {
  const body = { id, pupilId: pupilId(), toSchoolId: given(to).schoolId, note }
  expect((await given(sender).post('/api/transfers', body)).status).toBe(200)
  return id
}
const accept = (id: string) =>
  given(receiver).post(`/api/transfers/${id}/accept`, { classId: given(target).classId })

const listed = async (person: Person | undefined): Promise<string[]> =>
  (await given(person).get('/api/children?view=all')).body.rows.map((row: { id: string }) => row.id)

const countOf = async (table: string, school: School | undefined): Promise<number> => {
  const [row] = await app.owner.unsafe(
    `select count(*)::int as n from ${table} where school_id = $1 and pupil_id = $2`,
    [given(school).schoolId, pupilId()],
  )
  return Number(row?.['n'])
}

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  ;[from, to] = [await makeWorldSchool(app.owner), await makeWorldSchool(app.owner)]
  await app.owner`update unit set name = '白鹭小学' where id = ${to.schoolId}`
  ;[child, target] = [await place(from), await place(to)]
  const { phone_sealed, phone_masked } = sealMemberPhone(app.deps.vault, child.memberId, PHONE)
  await app.owner`update family_member set phone_sealed = ${phone_sealed}, phone_masked = ${phone_masked} where id = ${child.memberId}`
  await app.owner`update duty set done_on = '2026-11-20', done_card_id = ${child.cardId} where id = ${child.dutyId}`
  await settle(from)
  await settle(to)
  ;[sender, receiver] = [
    await app.signIn({ schoolId: from.schoolId, role: 'principal' }),
    await app.signIn({ schoolId: to.schoolId, role: 'archiveKeeper' }),
  ]
})

describe('to another school', () => {
  it('H-22: until it accepts, the receiving school sees a masked name and no record', async () => {
    await ask()
    const { body } = await given(receiver).get('/api/transfers')
    expect(body.transfers.filter(({ state }: { state: string }) => state === 'asked')).toMatchObject([
      { side: 'in', nameMasked: '测**', birthYear: 2017, note: '随父母搬家', pupilId: null },
    ])
    expect(JSON.stringify(body)).not.toContain('测试童')
    expect((await given(receiver).get(`/api/children/${pupilId()}`)).status).toBe(404)
    expect(await listed(sender)).toContain(pupilId())
  })

  it('accepting moves file, family, cards and what was done, and the rights of both sides with them', async () => {
    const teacher = await app.signIn({
      schoolId: given(from).schoolId,
      role: 'classTeacher',
      classId: given(child).classId,
    })
    const helper = await app.signIn({
      schoolId: given(from).schoolId,
      role: 'helpingTeacher',
      pupilId: pupilId(),
    })
    const id = await ask()
    expect((await accept(id)).body).toEqual({ pupilId: pupilId() })
    const file = await given(receiver).get(`/api/children/${pupilId()}`)
    expect(file.body.basics).toMatchObject({
      name: '测试童',
      classId: given(target).classId,
      joinedOn: TODAY,
    })
    expect(file.body.members).toHaveLength(1)
    const phone = { field: 'memberPhone', recordId: given(child).memberId, reason: 'call' }
    expect((await given(receiver).post(`/api/children/${pupilId()}/reveal`, phone)).body.value).toBe(PHONE)
    const carried = await given(receiver).get(`/api/children/${pupilId()}/carried`)
    expect(carried.body.duties).toContainEqual(
      expect.objectContaining({ id: given(child).dutyId, state: 'done', doneOn: '2026-11-20' }),
    )
    for (const path of ['', '/duties', '/carried'])
      expect((await given(sender).get(`/api/children/${pupilId()}${path}`)).status).toBe(404)
    expect((await given(sender).post('/api/cards', talk(pupilId()))).status).toBe(404)
    expect((await teacher.get(`/api/children/${pupilId()}`)).status).toBe(404)
    expect((await helper.get(`/api/children/${pupilId()}`)).status).toBe(404)
    expect((await given(sender).post(`/api/children/${pupilId()}/reveal`, phone)).status).toBe(404)
  })

  it('H-12: what was said goes along unread: counsellor there, nobody else there, and nobody here any more', async () => {
    const author = await app.signIn({
      schoolId: given(from).schoolId,
      role: 'classTeacher',
      classId: given(child).classId,
    })
    const card = { ...talk(pupilId()), content: '想妈妈了', privateNote: '只给自己看' } as { id?: string }
    expect((await author.post('/api/cards', card)).status).toBe(200)
    const url = `/api/cards/${card.id ?? ''}`
    expect(JSON.stringify((await author.get(url)).body)).toContain('想妈妈了')
    await accept(await ask())
    const [counsellor, teacher] = [
      await app.signIn({ schoolId: given(to).schoolId, role: 'counsellor' }),
      await app.signIn({
        schoolId: given(to).schoolId,
        role: 'classTeacher',
        classId: given(target).classId,
      }),
    ]
    const read = async (person: Person) => JSON.stringify((await person.get(url)).body)
    expect(await read(counsellor)).toContain('想妈妈了')
    expect(await read(counsellor)).toContain('只给自己看')
    for (const person of [teacher, given(receiver)]) expect(await read(person)).not.toContain('想妈妈了')
    expect((await author.get(url)).status).toBe(404)
    expect((await given(sender).get(url)).status).toBe(404)
  })

  it('with the sending school a masked remainder and the receipt stay, and its figures of the past', async () => {
    const id = await ask()
    const done = async () =>
      (
        await app.owner`select id, done_on from duty where school_id = ${given(from).schoolId} and done_on is not null order by id`
      ).map((row) => row['id'])
    const before = await done()
    await accept(id)
    expect(await done()).toEqual(before)
    const rest = JSON.stringify((await snapshot(app.owner, given(from).schoolId))['pupil'])
    expect(rest).toContain('测**')
    expect(rest).not.toContain('测试童')
    for (const table of [
      'family_member',
      'absence',
      'carer',
      'child_file',
      'card',
      'work',
      'excuse',
      'notice',
    ])
      expect([table, await countOf(table, from)]).toEqual([table, 0])
    const { body } = await given(sender).get('/api/transfers')
    expect(body.transfers.find((one: { id: string }) => one.id === id)).toMatchObject({
      state: 'accepted',
      otherName: '白鹭小学',
      nameMasked: '测**',
      decidedOn: TODAY,
      pupilId: null,
    })
  })

  it('K-28: what could still be done there is explained, what was missed stays missed', async () => {
    const [open, missed] = [newId(), newId()]
    const rule = given(from).ruleId
    const insert = (id: string, slot: number, due: string) =>
      app.owner`insert into duty (school_id, id, rule_id, key, pupil_id, class_id, performer_role, window_from, window_to, due_on, slot, attempts)
        values (${given(from).schoolId}, ${id}, ${rule}, 'talk', ${pupilId()}, ${given(child).classId}, 'classTeacher', '2026-11-01', ${due}, ${due}, ${slot}, 1)`
    await insert(open, 5, '2026-11-30')
    await insert(missed, 6, '2026-11-20')
    await accept(await ask())
    const rows =
      await app.owner`select id, excuse_kind from duty where id in (${open}, ${missed}) order by slot`
    expect(rows.map((row) => row['excuse_kind'])).toEqual(['moved', null])
  })

  it('the chain of each school stays whole, and each tells its own side', async () => {
    await accept(await ask())
    expect((await verifyAllChains(app.deps)).filter(({ sound }) => !sound)).toEqual([])
    const actions = async (school: School | undefined) =>
      (
        await app.owner`select action from audit_entry where school_id = ${given(school).schoolId} and entity = 'transfer' order by seq`
      ).map((row) => row['action'])
    expect(await actions(from)).toEqual(['askTransfer', 'handOver'])
    expect(await actions(to)).toEqual(['receive', 'accept'])
  })

  it('a child is in exactly one school whatever comes at once', async () => {
    const id = await ask()
    const answers = await Promise.all([
      accept(id),
      given(sender).post(`/api/transfers/${id}/withdraw`),
      accept(id),
      given(sender).post(`/api/transfers/${id}/withdraw`),
    ])
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    expect(answers.some(({ status }) => status === 200)).toBe(true)
    const places = [await listed(sender), await listed(receiver)].filter((ids) => ids.includes(pupilId()))
    expect(places).toHaveLength(1)
  })

  it('a card filed at the moment of the transfer goes along, or is not filed', async () => {
    const author = await app.signIn({
      schoolId: given(from).schoolId,
      role: 'classTeacher',
      classId: given(child).classId,
    })
    const id = await ask()
    const [taken, ...filed] = await Promise.all([
      accept(id),
      ...Array.from({ length: 4 }, () => author.post('/api/cards', talk(pupilId()))),
    ])
    expect(taken.status).toBe(200)
    expect(filed.every(({ status }) => status === 200 || status === 404)).toBe(true)
    expect(await countOf('card', to)).toBe(1 + filed.filter(({ status }) => status === 200).length)
    expect(await countOf('card', from)).toBe(0)
  })

  it('refused, withdrawn and lapsed requests leave the child where it is', async () => {
    const before = await snapshot(app.owner)
    const first = await ask()
    expect(
      (await given(receiver).post(`/api/transfers/${first}/refuse`, { reason: '没有空位' })).status,
    ).toBe(200)
    expect((await accept(first)).body.error.code).toBe('not-allowed-now')
    const list = (await given(sender).get('/api/transfers')).body.transfers
    expect(list.find((one: { id: string }) => one.id === first)).toMatchObject({
      state: 'refused',
      answer: '没有空位',
    })
    const second = await ask()
    const again = { id: newId(), pupilId: pupilId(), toSchoolId: given(to).schoolId }
    expect((await given(sender).post('/api/transfers', again)).body.error.code).toBe('already-exists')
    expect((await given(receiver).post(`/api/transfers/${second}/withdraw`)).body.error.code).toBe(
      'not-allowed-now',
    )
    expect((await given(sender).post(`/api/transfers/${second}/withdraw`)).status).toBe(200)
    const third = await ask()
    await app.owner`update transfer set expires_on = '2026-11-22' where id = ${third}`
    expect((await accept(third)).body.error.code).toBe('not-allowed-now')
    expect((await given(receiver).get('/api/transfers')).body.transfers.at(-1)).toBeDefined()
    await ask()
    expect(differences(before, await snapshot(app.owner))).toEqual({})
    const stranger = await app.signIn({
      schoolId: given(to).schoolId,
      role: 'classTeacher',
      classId: given(target).classId,
    })
    expect(
      (await stranger.post(`/api/transfers/${third}/accept`, { classId: given(target).classId })).status,
    ).toBe(403)
  })

  it('an ID number that is on the roster already is said, and the two entries are suggested for merging', async () => {
    const sealed = (id: string) => sealPupilId(app.deps.vault, id, '110101201705040022')
    for (const id of [pupilId(), given(target).pupilId]) {
      const { id_sealed, id_index, id_masked } = sealed(id)
      await app.owner`update pupil set id_kind = 'resident', id_sealed = ${id_sealed}, id_index = ${id_index}, id_masked = ${id_masked} where id = ${id}`
    }
    const id = await ask()
    const incoming = (await given(receiver).get('/api/transfers')).body.transfers
    expect(incoming.find((one: { id: string }) => one.id === id).idTaken).toBe(true)
    expect((await accept(id)).status).toBe(200)
    const { body } = await given(receiver).get('/api/duplicates')
    expect(body.suspects[0].reasons[0]).toBe('sameId')
    const versions = await given(receiver).get(`/api/duplicates/${given(target).pupilId}/${pupilId()}`)
    const merged = await given(receiver).post('/api/duplicates/merge', {
      id: newId(),
      keptId: given(target).pupilId,
      goneId: pupilId(),
      keptVersion: versions.body.kept.version,
      goneVersion: versions.body.gone.version,
      take: [],
    })
    expect(merged.status).toBe(200)
  })

  it('a child that comes back is one child again', async () => {
    await accept(await ask())
    const back = { id: newId(), pupilId: pupilId(), toSchoolId: given(from).schoolId }
    expect((await given(receiver).post('/api/transfers', back)).status).toBe(200)
    const taken = await given(sender).post(`/api/transfers/${back.id}/accept`, {
      classId: given(child).classId,
    })
    expect(taken.status).toBe(200)
    const file = (await given(sender).get(`/api/children/${pupilId()}`)).body
    expect(file.basics).toMatchObject({ name: '测试童', leftOn: null })
    expect(file.members).toHaveLength(1)
    expect(await listed(receiver)).not.toContain(pupilId())
    expect((await verifyAllChains(app.deps)).every(({ sound }) => sound)).toBe(true)
  })

  it(
    'conserves cards and duties that were done, and touches no other child',
    { timeout: 60_000 },
    async () => {
      const states = fc.array(fc.constantFrom('done', 'late', 'missed', 'excused'), { maxLength: 6 })
      await fc.assert(
        fc.asyncProperty(states, fc.integer({ min: 0, max: 4 }), async (duties, cards) => {
          child = await place(from)
          const { schoolId, ruleId } = given(from)
          for (const [slot, state] of duties.entries())
            await app.owner`insert into duty (school_id, id, rule_id, key, pupil_id, class_id, performer_role, window_from, window_to, due_on, slot, done_on, excuse_kind)
            values (${schoolId}, ${newId()}, ${ruleId}, 'talk', ${pupilId()}, ${child.classId}, 'classTeacher', '2026-10-01', '2026-10-31', '2026-10-31', ${slot + 1},
              ${state === 'done' ? '2026-10-20' : state === 'late' ? '2026-11-02' : null}, ${state === 'excused' ? 'away' : null})`
          for (let at = 0; at < cards; at++) {
            const id = newId()
            await app.owner`insert into card (school_id, id, root_id, version, kind, pupil_id, author_id, held_on, reached, fields)
            select school_id, ${id}, ${id}, 1, kind, pupil_id, author_id, held_on, reached, fields from card where id = ${child.cardId}`
            await app.owner`insert into card_content (school_id, id, card_id, author_id, tier, sealed) values (${schoolId}, ${newId()}, ${id}, ${child.accountId}, 'psych', ${Buffer.alloc(32)})`
          }
          const before = await snapshot(app.owner)
          expect((await accept(await ask())).status).toBe(200)
          expect(await countOf('card', to)).toBe(cards + 1)
          const [contents] =
            await app.owner`select count(*)::int as n from card_content where school_id = ${given(to).schoolId}
          and card_id in (select id from card where pupil_id = ${pupilId()})`
          expect(contents?.['n']).toBe(cards)
          const carried =
            await app.owner`select state from carried_duty where pupil_id = ${pupilId()} and window_from = '2026-10-01'`
          expect(carried.map((row) => String(row['state'])).toSorted()).toEqual(duties.toSorted())
          const after = await snapshot(app.owner)
          const others = Object.values(differences(before, after)).flat()
          const own = new Set(
            [before, after].flatMap((all) =>
              Object.values(all).flatMap((rows) =>
                rows.flatMap((row) => {
                  const text = JSON.stringify(row)
                  const isOwn =
                    [pupilId(), given(child).agreementId, given(child).pairingId].some((id) =>
                      text.includes(id),
                    ) ||
                    (row['card_id'] !== undefined && row['pupil_id'] === undefined)
                  return isOwn ? [keyOf(row)] : []
                }),
              ),
            ),
          )
          expect(others.filter((key) => !own.has(key))).toEqual([])
        }),
        { numRuns: 6 },
      )
    },
  )
})
