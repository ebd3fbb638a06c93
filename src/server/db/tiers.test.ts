import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Tier } from '#shared/access/schema.ts'
import { newId } from '#server/db/id.ts'
import { childRowsQuery } from '#server/db/moving.ts'
import { raw } from '#server/db/query.ts'
import { mintScope, type Scope } from '#server/db/scope.ts'
import { makePupil, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let schoolId: string
let child: string
const author = newId()
beforeAll(async () => {
  app = await startTestApp()
  const school = await makeSchool(app.owner)
  ;({ schoolId } = school)
  child = await makePupil(app.owner, school)
  const sealed = Buffer.from('x')
  for (const tier of ['basic', 'contact', 'fileCase', 'psych'])
    await app.owner`insert into child_file_part (school_id, id, pupil_id, tier, sealed) values (${schoolId}, ${newId()}, ${child}, ${tier}, ${sealed})`
  for (const tier of ['contact', 'case']) {
    const id = newId()
    await app.owner`insert into attachment (school_id, id, owner_kind, owner_id, pupil_id, tier, author_id, name_sealed, size, sha256)
      values (${schoolId}, ${id}, 'child', ${child}, ${child}, ${tier}, ${author}, ${sealed}, 1, ${Buffer.alloc(32)})`
    await app.owner`insert into attachment_part (school_id, id, attachment_id, tier, author_id, rendition, at, sealed)
      values (${schoolId}, ${newId()}, ${id}, ${tier}, ${author}, 'full', 0, ${sealed})`
  }
  const [agreement, opinion] = [newId(), newId()]
  await app.owner`insert into agreement (school_id, id, kind, pupil_id, from_on, created_by) values (${schoolId}, ${agreement}, 'entrusted', ${child}, '2026-09-01', ${author})`
  await app.owner`insert into agreement_opinion (school_id, id, agreement_id, pupil_id, author_id, heard_on) values (${schoolId}, ${opinion}, ${agreement}, ${child}, ${author}, '2026-09-01')`
  const [incident, notice, step] = [newId(), newId(), newId()]
  await app.owner`insert into incident (school_id, id, kind, known_at, at_school, acted_at, sealed, limits, recorded_by, recorded_at)
    values (${schoolId}, ${incident}, 'hurt', now(), true, now(), ${sealed}, '{}', ${author}, now())`
  await app.owner`insert into incident_notice (school_id, id, incident_id, party, pupil_id, created_at) values (${schoolId}, ${notice}, ${incident}, 'carer', ${child}, now())`
  await app.owner`insert into incident_step (school_id, id, incident_id, notice_id, kind, at, recorded_by, recorded_at)
    values (${schoolId}, ${step}, ${incident}, ${notice}, 'withheld', now(), ${author}, now())`
  await app.owner`insert into incident_reason (school_id, id, author_id, sealed) values (${schoolId}, ${step}, ${author}, ${sealed})`
  await app.owner`insert into agreement_opinion_text (school_id, id, author_id, sealed) values (${schoolId}, ${opinion}, ${author}, ${sealed})`
})
afterAll(() => app.close())

function scopeOf(tiers: readonly Tier[], userId = newId(), school = schoolId): Scope {
  const decision = { allowed: true, why: 'principal', reach: { kind: 'school' }, tiers } as const
  const scope = mintScope({ schoolId: school, userId, today: '2026-11-23' }, decision)
  if (!scope) throw new Error('a scope was denied')
  return scope
}
const seen = async (scope: Scope, table: string): Promise<string[]> => {
  const query = raw<{ tier: string }>(`select tier from ${table} order by tier`, [])
  const [rows] = await app.deps.db.read(scope, [query])
  return rows.map(({ tier }) => tier)
}

it('H-04, H-06, H-12, H-19: without its tier nothing of a tier leaves the database, whatever is asked', async () => {
  const all: readonly Tier[] = ['contact', 'case', 'psych', 'handbook', 'fileCase', 'protection', 'move']
  for (const tiers of [[], ...all.map((one) => [one]), all] as (readonly Tier[])[]) {
    const scope = scopeOf(tiers)
    const opened = (known: readonly string[]) =>
      known.filter((tier) => tier === 'basic' || tiers.some((one) => one === tier)).toSorted()
    // A merge seals the parts of two entries anew, value by value (0023): whoever may move a record's rows opens them all.
    const parts = ['basic', 'contact', 'fileCase', 'psych']
    expect(await seen(scope, 'child_file_part')).toEqual(tiers.includes('move') ? parts : opened(parts))
    expect(await seen(scope, 'attachment_part')).toEqual(opened(['contact', 'case']))
    expect(await seen(scope, 'agreement_opinion_text')).toEqual(opened(['case']))
    expect(await seen(scope, 'incident_reason')).toEqual(opened(['protection']))
  }
  // Who wrote it reads it; another school nothing at all.
  expect(await seen(scopeOf([], author), 'agreement_opinion_text')).toEqual(['case'])
  const elsewhere = scopeOf(all, author, newId())
  for (const table of ['child_file_part', 'attachment_part', 'agreement_opinion_text', 'incident_reason'])
    expect(await seen(elsewhere, table)).toEqual([])
})

it('H-12: rows are carried unread only in a scope made for it, and only of its own school', async () => {
  const asked = (scope: Scope) =>
    app.deps.db.read(scope, [childRowsQuery({ ...scope, schoolId }, 'pupil', child)])
  await expect(asked(scopeOf(['contact', 'case', 'psych', 'fileCase']))).rejects.toThrow('no move under way')
  await expect(asked(scopeOf(['move'], author, newId()))).rejects.toThrow('no move under way')
})
