import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHILD_TABLES, ruleOf, tablesToUndo, type ChildTableName } from '#server/db/child-tables.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** Every table with a pupil's id, and every table that hangs on one of those by a foreign key that removes it. */
const hanging = async (): Promise<string[]> => {
  const rows = await app.owner<{ name: string }[]>`
    with recursive child as (
      select a.attrelid as table from pg_attribute a join pg_class c on c.oid = a.attrelid
      where a.attname = 'pupil_id' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      union
      select 'public.pupil'::regclass
      union
      select k.conrelid from pg_constraint k join child on child.table = k.confrelid
      where k.contype = 'f' and k.confdeltype = 'c')
    select "table"::regclass::text as name from child order by 1`
  return rows.map(({ name }) => name)
}

describe('what becomes of the rows of a child', () => {
  it('every table that hangs on a child has a rule for merging and for going to another school, and no other', async () => {
    expect((await hanging()).toSorted()).toEqual(Object.keys(CHILD_TABLES).toSorted())
  })

  it('a table added without a rule is noticed', async () => {
    await app.owner`create table later (school_id uuid, id uuid, pupil_id uuid, primary key (school_id, id))`
    expect(await hanging()).toContain('later')
    await app.owner`drop table later`
  })

  it('what is not asked when an import is undone hangs on a row that is', async () => {
    const pairs = await app.owner<{ table: ChildTableName; of: string }[]>`
      select conrelid::regclass::text as table, confrelid::regclass::text as of from pg_constraint
      where contype = 'f' and confdeltype = 'c'`
    const isAsked = (table: ChildTableName): boolean =>
      ruleOf(table).undo === 'bars' ||
      pairs.some(
        (pair) =>
          pair.table === table &&
          pair.of in CHILD_TABLES &&
          pair.of !== 'pupil' &&
          isAsked(pair.of as ChildTableName),
      )
    expect(tablesToUndo('follow').filter((table) => !isAsked(table))).toEqual([])
  })

  it('rows are moved in a scope with the tier only, and only within its schools', async () => {
    const inScope = (schools: string, tiers: string, call: string) =>
      app.deps.db.sql.begin(async (sql) => {
        await sql.unsafe(`set local app.schools = '${schools}'; set local app.tiers = '${tiers}'`)
        return sql.unsafe(call)
      })
    const school = '0198c000-0000-7000-8000-000000000001'
    const other = '0198c000-0000-7000-8000-000000000002'
    const drop = (of: string) => `select drop_rows('card', '${of}', 'id', '{}') as count`
    await expect(inScope(school, 'contact', drop(school))).rejects.toThrow('no move under way')
    await expect(inScope(school, 'move', drop(other))).rejects.toThrow('no move under way')
    expect(await inScope(school, 'move', drop(school))).toEqual([{ count: 0 }])
    const carry = `select carry_rows('card', '${school}', '${other}', 'id', '{}', '{}') as count`
    await expect(inScope(school, 'move', carry)).rejects.toThrow('no move under way')
    expect(await inScope(`${school},${other}`, 'move', carry)).toEqual([{ count: 0 }])
  })
})
