import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

const TODAY = '2026-11-23'
let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

interface World {
  readonly school: SchoolFacts
  readonly principal: Person
  readonly teachers: readonly Person[]
}

/** Two classes with a teacher each, one of them with two; a helper of one child; six duties to owe. */
async function makeWorld(): Promise<World> {
  const school = await makeSchool(app.owner)
  const [first = '', second = ''] = Object.values(school.classes)
  const children = await Promise.all(
    [first, first, second].map((classId) => makeAwayChild(app.owner, school, { classId })),
  )
  const grant = { schoolId: school.schoolId }
  const teachers = [
    await app.signIn({ ...grant, role: 'classTeacher', classId: first }),
    await app.signIn({ ...grant, role: 'classTeacher', classId: second }),
    await app.signIn({ ...grant, role: 'classTeacher', classId: second }),
    await app.signIn({ ...grant, role: 'helpingTeacher', pupilId: children[0] ?? '' }),
  ]
  const principal = await app.signIn({ ...grant, role: 'principal' })
  await principal.post('/api/plan', {
    id: newId(),
    preset: 'plan11',
    definition: 'recording',
    effectiveFrom: '2026-09-01',
  })
  await app.owner`insert into duty (school_id, id, rule_id, key, pupil_id, class_id, performer_role, window_from, window_to, due_on, slot)
    select p.school_id, gen_random_uuid(), r.id, 'talk', p.id, p.class_id, 'classTeacher', '2026-11-01', '2026-11-30', '2026-11-30', 7
    from pupil p join duty_rule r on r.school_id = p.school_id where p.school_id = ${school.schoolId}`
  return { school, principal, teachers }
}

interface RoleRow {
  id: string
  userId: string
  target: string
}
interface CoverRow {
  fromUserId: string
  toUserId: string
  from: string
  to: string
  roleIds: string[]
}

/** Who owes each post on a day, told once more by hand: the holders, each replaced by whoever covers him then. */
function owing(roles: readonly RoleRow[], covers: readonly CoverRow[], day: string): Map<string, string[]> {
  const byTarget = new Map<string, string[]>()
  for (const { id, userId, target } of roles) {
    const cover = covers.find((one) => one.roleIds.includes(id) && one.from <= day && day <= one.to)
    byTarget.set(
      target,
      [...new Set([...(byTarget.get(target) ?? []), cover?.toUserId ?? userId])].toSorted(),
    )
  }
  return byTarget
}

interface Load {
  userId: string
}

it(
  'K-26, X-33: covers conserve duties: each has one plain set of performers, and not one more or less is open',
  { timeout: 120_000 },
  async () => {
    const someCover = fc.record({
      from: fc.nat({ max: 3 }),
      to: fc.nat({ max: 4 }),
      start: fc.integer({ min: 0, max: 6 }),
      length: fc.integer({ min: 0, max: 6 }),
      end: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(someCover, { maxLength: 6 }),
        fc.integer({ min: 0, max: 9 }),
        async (wanted, ahead) => {
          const { school, principal, teachers } = await makeWorld()
          const { schoolId } = school
          const people = [...teachers, principal]
          const roles = await app.owner<
            RoleRow[]
          >`select id, user_id as "userId", coalesce(class_id, pupil_id) as target
        from role_assignment where school_id = ${schoolId} and role in ('classTeacher', 'helpingTeacher')`
          const open = () => app.owner<
            { id: string; target: string }[]
          >`select id, post_target(performer_role, school_id, class_id, pupil_id) as target
        from duty where school_id = ${schoolId} and done_on is null and excuse_kind is null order by id`
          const before = await open()
          expect(before.length).toBeGreaterThan(3)
          const standing: CoverRow[] = []
          for (const { from, to, start, length, end } of wanted) {
            const fromUserId = people[from]?.userId ?? ''
            const input = {
              id: newId(),
              fromUserId,
              toUserId: people[to]?.userId ?? '',
              from: addDays(TODAY, start),
              to: addDays(TODAY, start + length),
              roleIds: roles.filter(({ userId }) => userId === fromUserId).map(({ id }) => id),
            }
            const { status } = await principal.post('/api/covers', input)
            if (status === 200 && end) await principal.post(`/api/covers/${input.id}/end`)
            else if (status === 200) standing.push(input)
          }
          const day = addDays(TODAY, ahead)
          const instant = `${day}T02:00:00.000Z`
          app.setNow(instant)
          await app.owner`update auth_session set "updatedAt" = ${instant}`
          expect(await open()).toEqual(before)
          const should = owing(roles, standing, day)
          const list = await principal.get('/api/board/list?state=notReached&month=2026-11')
          const items = list.body.items as { dutyId: string; performers: Load[] }[]
          const targets = new Map(before.map(({ id, target }) => [id, target]))
          expect(items.length).toBeGreaterThan(3)
          for (const { dutyId, performers } of items)
            expect(performers.map(({ userId }) => userId).toSorted()).toEqual(
              should.get(targets.get(dutyId) ?? '') ?? [],
            )
          // Each person's own list is what the rule says: nothing lost, nothing twice.
          for (const person of people) {
            const day = await person.get('/api/my-day')
            const mine = (day.body.sections as { items: { dutyId: string; mine: boolean }[] }[])
              .flatMap(({ items: own }) => own)
              .filter((one) => one.mine)
            expect(new Set(mine.map(({ dutyId }) => dutyId)).size).toBe(mine.length)
            const begun = new Set(mine.map(({ dutyId }) => targets.get(dutyId)))
            const owned = [...should].filter(
              ([target, users]) =>
                users.includes(person.userId) && before.some((duty) => duty.target === target),
            )
            expect([...begun].map(String).toSorted()).toEqual(owned.map(([target]) => target).toSorted())
          }
          app.setNow(`${TODAY}T02:00:00.000Z`)
        },
      ),
      {
        numRuns: 12,
        // The first day of a cover, its last, and the day after.
        examples: [2, 4, 5].map((ahead) => [[{ from: 0, to: 4, start: 2, length: 2, end: false }], ahead]),
      },
    )
  },
)
