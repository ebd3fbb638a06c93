import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyAllChains, verifyChain } from '#server/audit/service.ts'
import { newId } from '#server/db/id.ts'
import { mintJobScope } from '#server/db/scope.ts'
import { makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

async function schoolWithLog(entries: number): Promise<ReturnType<typeof mintJobScope>> {
  const { schoolId } = await makeSchool(app.owner)
  const scope = mintJobScope(schoolId, '2026-11-23')
  await Promise.all(
    Array.from({ length: entries }, (_none, index) =>
      app.deps.db.write(scope, async (tx) => {
        tx.audit({ action: 'read', entity: 'child', entityId: newId(), detail: { index } })
      }),
    ),
  )
  return scope
}

describe('audit chain', () => {
  it('C39: stays whole under concurrent writers', async () => {
    const scope = await schoolWithLog(40)
    expect(await verifyChain(app.deps, scope)).toMatchObject({ sound: true, entries: 40 })
  })

  it('notices a changed, a removed, an added and a reordered entry', async () => {
    const tamper = [
      (school: string) =>
        app.owner`update audit_entry set actor_id = gen_random_uuid() where school_id = ${school} and seq = 3`,
      (school: string) => app.owner`delete from audit_entry where school_id = ${school} and seq = 5`,
      (school: string) => app.owner`delete from audit_entry where school_id = ${school} and seq = 6`,
      (school: string) => app.owner`update audit_entry set seq = 7 where school_id = ${school} and seq = 6`,
      (school: string) => app.owner`update audit_head set hash = '\\x00' where school_id = ${school}`,
    ]
    for (const change of tamper) {
      const scope = await schoolWithLog(6)
      await change(scope.schoolId)
      expect(await verifyChain(app.deps, scope)).toMatchObject({ sound: false })
    }
  })

  it('a transaction that fails leaves no entry and no gap', async () => {
    const scope = await schoolWithLog(2)
    const failing = app.deps.db.write(scope, async (tx) => {
      tx.audit({ action: 'create', entity: 'child' })
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    expect(await verifyChain(app.deps, scope)).toMatchObject({ sound: true, entries: 2 })
    expect(
      (await verifyAllChains(app.deps)).find((report) => report.schoolId === scope.schoolId),
    ).toMatchObject({ sound: true })
  })

  it('the principal and the auditor read it, newest first, page by page; nobody else does', async () => {
    const scope = await schoolWithLog(53)
    const principal = await app.signIn({ schoolId: scope.schoolId, role: 'principal' })
    const first = await principal.get('/api/audit')
    expect(first.body.lines).toHaveLength(50)
    expect(first.body.lines[0].seq).toBe(53)
    const second = await principal.get(`/api/audit?before=${String(first.body.nextBefore)}`)
    expect(second.body).toMatchObject({ nextBefore: null })
    expect(second.body.lines.map((line: { seq: number }) => line.seq)).toEqual([3, 2, 1])
    for (const role of ['administrator', 'archiveKeeper', 'counsellor'] as const)
      expect((await (await app.signIn({ schoolId: scope.schoolId, role })).get('/api/audit')).status).toBe(
        403,
      )
  })
})
