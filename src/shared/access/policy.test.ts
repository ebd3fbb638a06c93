import { expect, it } from 'vitest'
import { pupilReach } from './policy.ts'
import { Role, STAFF, type Actor } from './schema.ts'

const [schoolId, classId, pupilId] = ['school', 'class', 'child']
const holding = (role: Role): Actor => ({
  userId: 'somebody',
  schoolId,
  grants: [{ role, schoolId, classId, pupilId }],
})

it('H-09: a volunteer reaches no child of the school by the rule itself, and is no staff of any door', () => {
  expect(Role.options.filter((role) => !pupilReach(holding(role)).allowed)).toEqual(['auditor', 'volunteer'])
  expect(STAFF).not.toContain('volunteer')
})

it('H-02, H-12: only a counsellor reaches as deep as what was said; a class teacher the class, a helping teacher the child', () => {
  const deep = Role.options.filter((role) => {
    const reach = pupilReach(holding(role))
    return reach.allowed && reach.tiers.includes('case')
  })
  expect(deep).toEqual(['counsellor'])
  expect(pupilReach(holding('classTeacher'))).toMatchObject({
    reach: { kind: 'some', classIds: [classId], pupilIds: [] },
  })
  expect(pupilReach(holding('helpingTeacher'))).toMatchObject({
    reach: { kind: 'some', classIds: [], pupilIds: [pupilId] },
  })
})
