import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** Tables that belong to no school: units, sign-in, bookkeeping of the schema and of backups. */
const schoolless = ['unit', 'setup_token', 'schema_migration', 'last_backup']

/** Tables whose rows ask for more than the school: a tier, an author, the person told. */
const guarded = [
  'agreement_opinion_text',
  'attachment_part',
  'card_content',
  'child_file_part',
  'handbook_text',
  'incident_reason',
  'notice',
]
const OF_SCHOOL = "(strpos(current_setting('app.schools'::text, true), (school_id)::text) > 0)"
const IN_SCHOOL = '(school_id = ANY (app_schools()))'

interface Wall {
  name: string
  secured: boolean
  forced: boolean
  policy: string | null
  commands: string | null
  using: string | null
  check: string | null
}

/** Every table of a school with each of its policies. */
const walls = () =>
  app.owner<Wall[]>`
    select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced, p.polname as policy,
      p.polcmd::text as commands, pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check
    from pg_class c left join pg_policy p on p.polrelid = c.oid
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and exists (
      select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'school_id' and not a.attisdropped)`

describe('catalogue: what lets the schema shard by school and keeps the walls up', () => {
  it('every table is of a school or is named as an exception', async () => {
    const rows = await app.owner<{ name: string }[]>`
      select t.tablename as name from pg_tables t where t.schemaname = 'public' and not exists (
        select 1 from information_schema.columns c where c.table_schema = 'public' and c.table_name = t.tablename
          and c.column_name = 'school_id')`
    const names = rows
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('auth_') && !schoolless.includes(name))
    expect(names.filter((name) => name !== 'audit_head')).toEqual([])
  })

  it('every unique and primary key of such a table contains school_id, first', async () => {
    const rows = await app.owner<{ index: string; first: string; columns: string[] }[]>`
      select i.indexrelid::regclass::text as index, (array_agg(a.attname order by k.n))[1] as first, array_agg(a.attname::text) as columns
      from pg_index i join pg_class c on c.oid = i.indrelid
      cross join lateral unnest(i.indkey::int[]) with ordinality k(attnum, n)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
      where i.indisunique and c.relnamespace = 'public'::regnamespace and exists (
        select 1 from pg_attribute s where s.attrelid = i.indrelid and s.attname = 'school_id')
      group by 1`
    expect(rows.length).toBeGreaterThan(20)
    expect(rows.filter(({ first }) => first !== 'school_id')).toEqual([])
  })

  it('every foreign key between such tables contains school_id', async () => {
    const rows = await app.owner<{ name: string; from: string; to: string; columns: string[] }[]>`
      select k.conname as name, k.conrelid::regclass::text as from, k.confrelid::regclass::text as to,
        array(select a.attname::text from unnest(k.conkey) n join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n) as columns
      from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace`
    const wrong = rows.filter(
      ({ to, columns }) => !['auth_user', 'unit'].includes(to) && !columns.includes('school_id'),
    )
    expect(wrong).toEqual([])
  })

  it('every table of a school has row-level security with policies free of subqueries', async () => {
    const rows = await walls()
    expect(rows.filter(({ secured, using }) => !secured || using === null)).toEqual([])
    expect(rows.flatMap(({ using }) => using ?? []).filter((text) => /select/i.test(text))).toEqual([])
  })

  it('ADR 0004: the tables of a school are walled alike, one policy each, none forced on the owner', async () => {
    const rows = await walls()
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
    // A condition more is named here; a table that stands apart in any other way is none of them.
    const more = rows.filter(({ policy }) => policy !== 'by_school').map(({ name }) => name)
    expect(more.toSorted()).toEqual([...guarded].toSorted())
    const alike = (row: Wall): boolean =>
      !row.forced &&
      row.commands === '*' &&
      (guarded.includes(row.name)
        ? row.using?.startsWith(`(${OF_SCHOOL} AND `) === true && row.check?.includes(IN_SCHOOL) === true
        : row.using === OF_SCHOOL && row.check === IN_SCHOOL)
    expect(rows.filter((row) => !alike(row))).toEqual([])
    await app.owner`alter table help force row level security`
    expect((await walls()).filter((row) => !alike(row)).map(({ name }) => name)).toEqual(['help'])
    await app.owner`alter table help no force row level security`
  })

  it('H-22: every view asks as whoever reads it, so that the policies hold behind it', async () => {
    const rows = await app.owner<{ name: string }[]>`
      select c.relname as name from pg_class c where c.relkind in ('v', 'm') and c.relnamespace = 'public'::regnamespace
        and not coalesce(c.reloptions::text[] @> array['security_invoker=true'], false)`
    expect(rows.map(({ name }) => name)).toEqual([])
  })

  it('there are no triggers but those of foreign keys', async () => {
    const [row] = await app.owner`select count(*)::int as n from pg_trigger where not tgisinternal`
    expect(row?.['n']).toBe(0)
  })

  it("the application's role owns nothing, cannot pass row security and cannot rewrite the log, a card or an incident (P3-71)", async () => {
    const [role] =
      await app.owner`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'shouwang_app'`
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false })
    const owned = await app.owner`select relname from pg_class where relowner = 'shouwang_app'::regrole`
    expect(owned).toHaveLength(0)
    const rights = await app.owner<{ may: string }[]>`
      select c.relname || ' ' || p as may from pg_class c, unnest(array['update', 'delete', 'truncate']) p
      where c.relname in ('audit_entry', 'card', 'card_content', 'incident', 'incident_child', 'incident_notice', 'incident_step', 'incident_reason') and has_table_privilege('shouwang_app', c.oid, p)`
    expect(rights).toHaveLength(0)
  })

  it('without a scope the application sees no row of any school, and no error', async () => {
    await app.owner`insert into audit_head (school_id) values (gen_random_uuid())`
    const rows = await app.deps.db.sql`select * from audit_head`
    expect(rows).toHaveLength(0)
  })
})
