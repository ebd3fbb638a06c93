import { expect, it } from 'vitest'
import { Role, type Actor } from '#shared/access/schema.ts'
import { mayKeepFiles, mayReadFiles } from './policy.ts'

const [schoolId, pupilId, classId] = ['school', 'child', 'class']
const holding = (role: Role, userId: string): Actor => ({
  userId,
  schoolId,
  grants: [{ role, schoolId, classId, pupilId }],
})

it('H-12: what hangs on a card is opened by its author and the counsellor, whatever else the database lets through', () => {
  const card = { kind: 'card', authorId: 'author', pupilId, classId } as const
  const readers = Role.options.filter((role) => mayReadFiles(holding(role, 'somebody'), card))
  expect(readers).toEqual(['counsellor'])
  expect(Role.options.filter((role) => mayKeepFiles(holding(role, 'somebody'), card))).toEqual([])
  expect(mayReadFiles(holding('helpingTeacher', 'author'), card)).toBe(true)
})

it('H-02, H-09: papers of a child are opened by nobody who keeps accounts, reads the log or comes from outside', () => {
  const paper = { kind: 'child', authorId: null, pupilId, classId } as const
  for (const role of ['administrator', 'auditor', 'volunteer'] as const)
    expect([role, mayReadFiles(holding(role, 'somebody'), paper)]).toEqual([role, false])
})
