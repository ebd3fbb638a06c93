import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

export interface CoverSchool {
  readonly school: SchoolFacts
  /** The class of the child and of the first teacher. */
  readonly classId: string
  readonly principal: Person
  readonly zhou: Person
  /** Class teacher of the class beside. */
  readonly li: Person
  readonly child: string
}

/** A school in which one class teacher has a child to talk with each week, and another might stand in. */
export async function makeCoverSchool(app: TestApp): Promise<CoverSchool> {
  app.setNow(TEST_NOW)
  const school = await makeSchool(app.owner)
  const classId = school.classes['三年级(1)班'] ?? ''
  const beside = school.classes['三年级(2)班'] ?? ''
  const { schoolId } = school
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const zhou = await app.signIn({ schoolId, role: 'classTeacher', classId })
  const li = await app.signIn({ schoolId, role: 'classTeacher', classId: beside })
  const child = await makeAwayChild(app.owner, school)
  await principal.post('/api/plan', {
    id: newId(),
    preset: 'plan2',
    definition: 'recording',
    effectiveFrom: '2026-11-01',
  })
  return { school, classId, principal, zhou, li, child }
}

/** Ids of the roles of a person, held or over. */
export async function postsOf({ owner }: TestApp, { userId }: Person): Promise<string[]> {
  const rows = await owner<{ id: string }[]>`select id from role_assignment where user_id = ${userId}`
  return rows.map(({ id }) => id)
}

/** Moves the clock, and keeps everybody signed in. */
export async function moveTo(app: TestApp, instant: string): Promise<void> {
  app.setNow(instant)
  await app.owner`update auth_session set "updatedAt" = ${instant}`
}
