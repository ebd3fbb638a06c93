import { findPlanPreset } from '#shared/duties/rules/presets.ts'
import type { PlanParams } from '#shared/duties/schema.ts'
import { newId } from '#server/db/id.ts'
import { runDaily } from '#server/duties/service.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { TEST_NOW, type Answer, type TestApp } from '#server/testing/test-app.ts'

/** A preset as a school would take it, for the list of the invented children. */
export function planParams(key: string): PlanParams {
  const preset = findPlanPreset(key)
  if (!preset) throw new Error(key)
  return { ...preset.params, definition: 'recording' }
}

export type PlanSchool = Awaited<ReturnType<typeof makePlanSchool>>

/** A school without a plan, its principal and a class teacher, and what a principal does about plans. */
export async function makePlanSchool(app: TestApp) {
  app.setNow(TEST_NOW)
  const school = await makeSchool(app.owner)
  const { schoolId } = school
  const classId = school.classes['三年级(1)班'] ?? ''
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const teacher = await app.signIn({ schoolId, role: 'classTeacher', classId })
  return {
    school,
    classId,
    principal,
    teacher,
    adopt: (over: object = {}): Promise<Answer> =>
      principal.post('/api/plan', {
        id: newId(),
        preset: 'plan2',
        definition: 'recording',
        effectiveFrom: '2026-09-01',
        ...over,
      }),
    preview: (over: object = {}): Promise<Answer> =>
      principal.post('/api/plan/preview', {
        preset: 'plan9',
        definition: 'recording',
        effectiveFrom: '2026-11-25',
        ...over,
      }),
    /** Keeps a plan of the school's own. */
    keep: (over: object = {}): Promise<Answer> =>
      principal.post('/api/plans/own', {
        id: newId(),
        name: '青禾做法',
        preset: 'plan2',
        params: planParams('plan2'),
        ...over,
      }),
    /** Adds children of the list. */
    children: async (count: number, over: object = {}): Promise<string[]> => {
      const made = []
      for (let at = 0; at < count; at++) made.push(await makeAwayChild(app.owner, school, over))
      await runDaily(app.deps)
      return made
    },
    auditOf: async (action: string, entity: string): Promise<number> => {
      const [row] = await app.owner<{ n: number }[]>`select count(*)::int as n from audit_entry
        where school_id = ${schoolId} and action = ${action} and entity = ${entity}`
      return row?.n ?? 0
    },
  }
}
