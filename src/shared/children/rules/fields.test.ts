import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayChangeFile, mayReadFile } from '#shared/children/policy.ts'
import type { Actor, Role } from '#shared/access/schema.ts'
import { FIELD_RULES, FIELD_SECTIONS, fieldsOfClear, PART_FIELDS } from './fields.ts'
import { fieldsWithin, readValue, showsUntil, type FieldForm } from './fields-values.ts'

const child = { classId: 'c1', keeperId: null }
const actor = (role: Role, of: { classId?: string; pupilId?: string } = {}): Actor => ({
  userId: 'u1',
  schoolId: 's1',
  grants: [{ role, schoolId: 's1', classId: of.classId ?? null, pupilId: of.pupilId ?? null }],
})
const tiersOf = (one: Actor, file: typeof child | { classId: string; keeperId: string } = child) => {
  const decision = mayReadFile(one, file)
  return decision.allowed ? decision.tiers : null
}

test('C03, R05: every field has one key, a section, a tier and a reason; codes name their standard', () => {
  const keys = FIELD_RULES.map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  expect(FIELD_RULES.every(({ section }) => FIELD_SECTIONS.includes(section))).toBe(true)
  const standards = new Map(FIELD_RULES.flatMap((one) => (one.standard ? [[one.key, one.standard]] : [])))
  expect(standards.get('sex')).toBe('GB/T 2261.1')
  expect(standards.get('ethnic')).toBe('GB/T 3304')
  expect(standards.get('idNumber')).toBe('GB 11643')
  expect(standards.get('nativePlace')).toBe('GB/T 2260')
  // Of the registration form and the file card, whatever is about the child and its home.
  for (const key of [
    'formerName',
    'hukouRegistered',
    'hukouPlace',
    'schooling',
    'bodyState',
    'guardianship',
    'income',
    'aid',
    'interests',
    'character',
    'allergies',
    'studyState',
    'parentsReturn',
    'schoolDistance',
    'travel',
    'selfIntroduction',
  ])
    // prettier-ignore
    expect(keys).toContain(key)
})

test('F07: what the clears ask for is seen by everybody who reaches the child, so that all read the same figure', () => {
  expect(fieldsOfClear('basics').toSorted()).toEqual(['address', 'birthDate', 'class', 'name', 'sex'])
  expect(fieldsOfClear('health')).toEqual(['health'])
  const asked = FIELD_RULES.filter(({ clear }) => clear !== undefined)
  expect(asked.every(({ tier }) => tier === 'basic' || tier === 'contact')).toBe(true)
})

test('H-06: no field asks for a diagnosis or a label; what was observed is shown for a time only', () => {
  const needs = FIELD_RULES.filter(({ section }) => section === 'needs' || section === 'mind')
  expect(
    needs.every(
      ({ tier, reviewMonths }) => tier !== 'basic' && tier !== 'contact' && (reviewMonths ?? 99) <= 12,
    ),
  ).toBe(true)
  expect(
    FIELD_RULES.filter(({ key }) => /diagnos|disorder|problem|delinq|offen|leftBehind/i.test(key)),
  ).toEqual([])
  expect(FIELD_RULES.map(({ key }) => key)).toEqual(
    expect.arrayContaining(['childView', 'carerView', 'strengths']),
  )
  expect(showsUntil({ reviewMonths: 12 }, '2025-11-23')).toBe('2026-11-23')
  expect(showsUntil({}, '2025-11-23')).toBeNull()
})

test('H-06, H-12, P9-54: who keeps the file sees its inner part, the counsellor alone what touches the mind', () => {
  expect(tiersOf(actor('classTeacher', { classId: 'c1' }))).toEqual(['contact', 'fileCase'])
  expect(tiersOf(actor('helpingTeacher', { pupilId: 'p1' }))).toEqual(['contact'])
  expect(tiersOf(actor('administrator'))).toEqual(['contact'])
  expect(tiersOf(actor('counsellor'))).toContain('psych')
  expect(tiersOf(actor('principal'))).not.toContain('psych')
  expect(tiersOf(actor('auditor'))).toBeNull()
  const both: Actor = {
    ...actor('classTeacher', { classId: 'c2' }),
    grants: [
      ...actor('classTeacher', { classId: 'c2' }).grants,
      ...actor('helpingTeacher', { pupilId: 'p1' }).grants,
    ],
  }
  // Class teacher elsewhere, helping here: only as deep as the help goes.
  expect(tiersOf(both)).toEqual(['contact'])
  expect(fieldsWithin(['basic', 'contact']).some(({ tier }) => tier === 'case' || tier === 'psych')).toBe(
    false,
  )
})

test('X-20: the helping teacher changes a file only where the plan made him its keeper', () => {
  const helper = actor('helpingTeacher', { pupilId: 'p1' })
  expect(mayChangeFile(helper, child).allowed).toBe(false)
  expect(mayChangeFile(helper, { classId: 'c1', keeperId: 'u1' }).allowed).toBe(true)
  expect(tiersOf(helper, { classId: 'c1', keeperId: 'u1' })).toContain('fileCase')
})

test('values have one form each', () => {
  const form = (kind: FieldForm['kind'], rest: Partial<FieldForm> = {}): FieldForm => ({
    key: 'x',
    kind,
    tier: 'basic',
    ...rest,
  })
  expect(readValue(form('choices', { options: ['a', 'b', 'c'] }), 'c,a')).toEqual({ ok: true, value: 'a,c' })
  expect(readValue(form('choices', { options: ['a'] }), 'a,z')).toEqual({ ok: false, code: 'invalid' })
  expect(readValue(form('number', { max: 300 }), '2.50')).toEqual({ ok: true, value: '2.5' })
  expect(readValue(form('number', { max: 300 }), '301')).toEqual({ ok: false, code: 'too-large' })
  expect(readValue(form('number'), '-1')).toEqual({ ok: false, code: 'too-small' })
  expect(readValue(form('date'), '2026-02-30')).toEqual({ ok: false, code: 'not-a-date' })
  expect(readValue(form('yesNo'), 'maybe')).toEqual({ ok: false, code: 'invalid' })
  expect(readValue(form('text', { max: 2 }), '一二三')).toEqual({ ok: false, code: 'too-long' })
})

test('a value read once reads the same again', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PART_FIELDS), fc.string(), fc.nat(), (field, text, at) => {
      const { options = [] } = field
      const given = options.length > 0 ? (options[at % options.length] ?? text) : text
      const first = readValue(field, given)
      return !first.ok || isDeepStrictEqual(readValue(field, first.value), first)
    }),
  )
})
