import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RoleGrant } from '#shared/access/schema.ts'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { coverFaults, coverState, filedFor, type HeldRole, type StandingCover } from './rules.ts'

const TODAY = '2026-11-23'
const people = ['zhou', 'li', 'wang', 'chen']
const roles: readonly HeldRole[] = people.flatMap((userId) =>
  ['a', 'b'].map((part): HeldRole => ({
    id: `${userId}-${part}`,
    userId,
    role: 'classTeacher',
    from: '2026-09-01',
    to: null,
  })),
)

describe('what may be arranged', () => {
  it('of any wishes those that are accepted leave each post in one other hand, and nobody both away and covering', () => {
    const person = fc.constantFrom(...people)
    const wish = fc.record({
      fromUserId: person,
      toUserId: person,
      start: fc.integer({ min: -1, max: 8 }),
      length: fc.integer({ min: 0, max: 6 }),
      parts: fc.constantFrom(['a'], ['b'], ['a', 'b']),
    })
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 14 }), (wishes) => {
        const covers: StandingCover[] = []
        for (const { fromUserId, toUserId, start, length, parts } of wishes) {
          const from = addDays(TODAY, start)
          const roleIds = parts.map((part) => `${fromUserId}-${part}`)
          const draft = { fromUserId, toUserId, from, to: addDays(from, length), roleIds }
          const faults = coverFaults(draft, { today: TODAY, forAll: true, roles, covers, handedOver: [] })
          if (faults.length === 0) covers.push({ ...draft, fromName: fromUserId, toName: toUserId })
        }
        for (let offset = 0; offset < 16; offset += 1) {
          const day = addDays(TODAY, offset)
          const running = covers.filter(({ from, to }) => from <= day && to !== null && day <= to)
          const moved = running.flatMap(({ roleIds }) => roleIds)
          expect(new Set(moved).size).toBe(moved.length)
          const away = new Set(running.map(({ fromUserId }) => fromUserId))
          expect(running.filter(({ toUserId }) => away.has(toUserId))).toEqual([])
        }
        expect(covers.every(({ from }) => from >= TODAY)).toBe(true)
      }),
    )
  })

  it('a role of the whole school, one that is over by then, and another person’s are no posts to give away', () => {
    const held: HeldRole[] = [
      ...roles,
      { id: 'counsels', userId: 'zhou', role: 'counsellor', from: '2026-09-01', to: null },
      { id: 'over', userId: 'zhou', role: 'classTeacher', from: '2026-09-01', to: '2026-11-24' },
    ]
    const faultOf = (roleIds: string[]) =>
      coverFaults(
        { fromUserId: 'zhou', toUserId: 'li', from: '2026-11-25', to: '2026-11-27', roleIds },
        { today: TODAY, forAll: true, roles: held, covers: [], handedOver: [] },
      )
    for (const id of ['counsels', 'over', 'li-a'])
      expect(faultOf([id])).toEqual([{ path: 'roleIds', code: 'unknown-reference' }])
    expect(faultOf(['zhou-a'])).toEqual([])
  })
})

it('who has no role left is given back for good what was handed over, and nothing else', () => {
  const held: HeldRole[] = ['given', 'own'].map((id) => ({
    id,
    userId: 'li',
    role: 'classTeacher',
    from: '2026-09-01',
    to: null,
  }))
  const facts = {
    today: TODAY,
    forAll: true,
    roles: held,
    covers: [],
    handedOver: [{ userId: 'zhou', roleId: 'given' }],
  }
  const faultsOf = (roleIds: string[], over: object = {}, more: object = {}) =>
    coverFaults(
      { fromUserId: 'li', toUserId: 'zhou', from: '2026-11-25', to: null, roleIds, ...over },
      { ...facts, ...more },
    ).filter(({ path }) => path === 'toUserId')
  const none = [{ path: 'toUserId', code: 'no-role' }]
  expect(faultsOf(['given'])).toEqual([])
  expect(faultsOf(['own'])).toEqual(none)
  expect(faultsOf(['given', 'own'])).toEqual(none)
  expect(faultsOf(['given'], { to: '2026-11-27' })).toEqual(none)
  expect(faultsOf(['given'], {}, { forAll: false })).toEqual(none)
  expect(faultsOf(['given'], { toUserId: 'wu' })).toEqual(none)
})

it('a cover stands as coming, running, over, ended or handed over', () => {
  const cover = { from: '2026-11-23', to: '2026-11-27', ended: false }
  const on = (day: string) => coverState(cover, day)
  expect([on('2026-11-22'), on('2026-11-23'), on('2026-11-27'), on('2026-11-28')]).toEqual([
    'coming',
    'running',
    'running',
    'over',
  ])
  expect(coverState({ ...cover, ended: true }, '2026-11-24')).toBe('ended')
  expect(coverState({ ...cover, to: null }, '2026-11-22')).toBe('coming')
  expect(coverState({ ...cover, to: null }, '2026-11-23')).toBe('handedOver')
  expect(coverState({ ...cover, to: null }, '2026-12-24')).toBe('handedOver')
})

describe('for whom a card is filed', () => {
  const grant = (over: Partial<RoleGrant>): RoleGrant => ({
    role: 'classTeacher',
    schoolId: 's',
    classId: 'c1',
    pupilId: null,
    ...over,
  })
  const child = { pupilId: 'p1', classId: 'c1' }

  it('whoever’s post is covered, where the card fulfils what that post owes', () => {
    const covers = grant({ coverFor: 'zhou' })
    const helps = grant({ role: 'helpingTeacher', classId: null, pupilId: 'p1' })
    expect(filedFor([covers], child, ['classTeacher'])).toBe('zhou')
    expect(filedFor([helps, covers], child, ['classTeacher'])).toBe('zhou')
    expect(filedFor([helps, covers], child, ['helpingTeacher'])).toBeNull()
    // Nothing fulfilled: in the own name, if one has an own post for the child.
    expect(filedFor([helps, covers], child, [])).toBeNull()
    expect(filedFor([covers], child, [])).toBe('zhou')
  })

  it('nobody’s, for a child of one’s own or one reached by another right', () => {
    expect(filedFor([grant({})], child, ['classTeacher'])).toBeNull()
    expect(filedFor([grant({}), grant({ coverFor: 'zhou' })], child, ['classTeacher'])).toBeNull()
    expect(filedFor([grant({ role: 'principal', classId: null })], child, ['classTeacher'])).toBeNull()
    expect(filedFor([grant({ classId: 'c2', coverFor: 'zhou' })], child, ['classTeacher'])).toBeNull()
  })
})
