import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Reach } from '#shared/access/schema.ts'
import { builtOnce } from '#server/db/built-once.ts'
import { inSchool, qb, reached } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

const scopeOf = (schoolId: string, reach: Reach): Scope =>
  ({ schoolId, userId: 'u', today: '2026-09-01', tiers: [], why: 'principal', reach }) as unknown as Scope

test('a query is built once for each kind of reach and takes each call its own values', () => {
  let builds = 0
  const build = (scope: Scope, id: string) => {
    builds += 1
    return qb
      .selectFrom('pupil as p')
      .select('p.id')
      .where(inSchool('p.school_id', scope))
      .where('p.id', '=', id)
      .where('p.left_on', '>', scope.today)
      .where('p.village', '=', '柳树村')
      .where((eb) => reached(eb, scope, { classId: 'p.class_id', pupilId: 'p.id' }))
      .compile()
  }
  const query = builtOnce(build)
  const calls = [
    [scopeOf('one', { kind: 'school' }), 'a'],
    [scopeOf('two', { kind: 'some', classIds: ['c'], pupilIds: [] }), 'b'],
    [scopeOf('three', { kind: 'school' }), 'c'],
    [scopeOf('four', { kind: 'some', classIds: ['c', 'd'], pupilIds: ['x'] }), 'd'],
    [scopeOf('value 0', { kind: 'some', classIds: [], pupilIds: [] }), 'school'],
  ] as const
  for (const [scope, id] of calls) {
    const { sql, parameters } = query(scope, id)
    const wanted = build(scope, id)
    expect({ sql, parameters }).toEqual({ sql: wanted.sql, parameters: wanted.parameters })
  }
  // Twice for each of the two kinds, and once for each comparison above.
  expect(builds).toBe(4 + calls.length)
})

test('a query that says something else for other values is refused at its first call', () => {
  const query = builtOnce((scope: Scope, id: string) =>
    qb
      .selectFrom('pupil')
      .select('id')
      .where(inSchool('school_id', scope))
      .where(id === 'a' ? 'id' : 'class_id', '=', id)
      .compile(),
  )
  expect(() => query(scopeOf('one', { kind: 'school' }), 'a')).toThrow('depends on its values')
})

test('a list, a number and a value that may be missing reach the query as they are', () => {
  const build = (scope: Scope, grams: readonly string[] | undefined, offset: number) =>
    qb
      .selectFrom('pupil')
      .select('id')
      .where(inSchool('school_id', scope))
      .$if(grams !== undefined, (q) => q.where(sql<boolean>`name_grams @> ${grams}::text[]`))
      .offset(offset)
      .compile()
  const query = builtOnce(build)
  const scope = scopeOf('one', { kind: 'school' })
  const calls = [
    [['林'], 0],
    [undefined, 50],
    [['小', '满'], 100],
    [[], 0],
    [undefined, 0],
  ] as const
  for (const [grams, offset] of calls) {
    const { sql: text, parameters } = query(scope, grams, offset)
    const wanted = build(scope, grams, offset)
    expect({ text, parameters }).toEqual({ text: wanted.sql, parameters: wanted.parameters })
  }
})
