import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refuseOtherKey, rememberKey } from '#server/db/same-key.ts'
import { withSecondFactor } from '#server/testing/second-factor.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import { createVault } from '#server/vault/vault.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await app.owner`delete from schema_migration where name = 'key: check value'`
})
afterAll(() => app.close())

const other = createVault(Buffer.alloc(32, 2))
const refusal = { name: 'StartError', message: expect.stringMatching(/^The key is not the one/) as string }

describe('the key of a database that does not remember one yet', () => {
  it('may be any while nothing is sealed', async () => {
    await expect(refuseOtherKey(app.owner, other)).resolves.toBeUndefined()
  })

  it('must open what the sign-in sealed first; a wrong one is never remembered', async () => {
    await withSecondFactor(app, 'the.first')
    await expect(refuseOtherKey(app.owner, other)).rejects.toMatchObject(refusal)
    await refuseOtherKey(app.owner, app.deps.vault)
    await rememberKey(app.owner, app.deps.vault)
    await expect(refuseOtherKey(app.owner, other)).rejects.toMatchObject(refusal)
    await refuseOtherKey(app.owner, app.deps.vault)
  })
})
