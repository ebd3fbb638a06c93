import { expect, it } from 'vitest'
import { Role, type Actor } from '#shared/access/schema.ts'
import { mayApproveAppraisal, mayEnterRanks, mayMark, mayRunAppraisal } from '#shared/appraisal/policy.ts'

const [schoolId, classId, pupilId] = ['school', 'class', 'child']
const holding = (role: Role, coverFor: string | null = null): Actor => ({
  userId: 'somebody',
  schoolId,
  grants: [{ role, schoolId, classId, pupilId, coverFor }],
})
const rolesThat = (may: (actor: Actor) => { allowed: boolean }): Role[] =>
  Role.options.filter((role) => may(holding(role)).allowed)

it('H-07: the principal runs it and reads the sums, leaders agree, teachers and keepers enter ranks, and nobody else', () => {
  expect(rolesThat(mayRunAppraisal)).toEqual(['principal'])
  expect(rolesThat(mayApproveAppraisal)).toEqual(['administrator', 'principal'])
  expect(rolesThat(mayEnterRanks)).toEqual(['archiveKeeper', 'classTeacher'])
  // A class only for some days is nobody's to rank.
  expect(mayEnterRanks(holding('classTeacher', 'another')).allowed).toBe(false)
  expect(mayEnterRanks(holding('classTeacher'))).toMatchObject({
    reach: { kind: 'some', classIds: [classId] },
  })
})

it('K-61: marks are the named person’s, while that person leads or keeps, and titles the class teacher’s', () => {
  expect(rolesThat((actor) => mayMark(actor, false))).toEqual(['classTeacher'])
  expect(rolesThat((actor) => mayMark(actor, true))).toEqual([
    'administrator',
    'principal',
    'archiveKeeper',
    'counsellor',
  ])
})
