import { expect, it } from 'vitest'
import type { Account } from '#shared/accounts/schema.ts'
import { makeSchool } from '#server/testing/factories.ts'
import { startTestApp } from '#server/testing/test-app.ts'

it('a class of the year that runs is named without it; when that year is over, with it', async () => {
  const app = await startTestApp()
  const { schoolId, classes } = await makeSchool(app.owner)
  const admin = await app.signIn({ schoolId, role: 'administrator' })
  const classId = classes['三年级(1)班'] ?? ''
  const { userId } = await app.signIn({ schoolId, role: 'classTeacher', classId })
  const classYears = async () => {
    const { accounts } = (await admin.get('/api/accounts')).body
    return (accounts as Account[]).find(({ id }) => id === userId)?.roles.map(({ classYear }) => classYear)
  }
  expect(await classYears()).toEqual([null])
  await app.owner`update school_year set ends_on = '2026-11-22' where school_id = ${schoolId}`
  expect(await classYears()).toEqual(['2026-2027'])
  await app.close()
})
