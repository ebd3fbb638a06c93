import type { Sql } from 'postgres'
import { newId } from '#server/db/id.ts'

export interface SchoolFacts {
  readonly schoolId: string
  readonly yearId: string
  readonly termId: string
  /** Class ids by name: 三年级(1)班 … */
  readonly classes: Readonly<Record<string, string>>
}

/** A school with the school year 2026/27, its autumn term and two classes. */
export async function makeSchool(owner: Sql, name = '青禾测试学校'): Promise<SchoolFacts> {
  const schoolId = newId()
  const yearId = newId()
  const termId = newId()
  await owner`insert into unit (id, kind, name, path) values (${schoolId}, 'school', ${name}, ${`/${schoolId}/`})`
  await owner`insert into school_year (school_id, id, name, starts_on, ends_on)
    values (${schoolId}, ${yearId}, '2026-2027', '2026-09-01', '2027-08-31')`
  await owner`insert into term (school_id, id, school_year_id, name, starts_on, ends_on)
    values (${schoolId}, ${termId}, ${yearId}, '秋季学期', '2026-09-01', '2027-01-22')`
  const classes: Record<string, string> = {}
  for (const [grade, number, label] of [
    [3, 1, '三年级(1)班'],
    [3, 2, '三年级(2)班'],
  ] as const) {
    const id = newId()
    classes[label] = id
    await owner`insert into class (school_id, id, school_year_id, grade, number, name)
      values (${schoolId}, ${id}, ${yearId}, ${grade}, ${number}, ${label})`
  }
  return { schoolId, yearId, termId, classes }
}

/** A pupil in a class, with nothing about the family. */
export async function makePupil(
  owner: Sql,
  school: SchoolFacts,
  over: { name?: string; classId?: string } = {},
): Promise<string> {
  const id = newId()
  const name = over.name ?? '林小满'
  const classId = over.classId ?? school.classes['三年级(1)班'] ?? null
  await owner`insert into pupil (school_id, id, name, name_grams, sex, birth_on, residence, class_id, joined_on)
    values (${school.schoolId}, ${id}, ${name}, ${[...name]}, 'female', '2017-05-04', 'rural', ${classId}, '2026-09-01')`
  return id
}

/** A pupil whose father is away for work since a day (null: both parents at home) and whose mother is at home. */
export async function makeAwayChild(
  owner: Sql,
  school: SchoolFacts,
  over: { name?: string; classId?: string; away?: string | null } = {},
): Promise<string> {
  const { away = '2025-02-10', ...pupil } = over
  const id = await makePupil(owner, school, pupil)
  const father = newId()
  await owner`insert into family_member (school_id, id, pupil_id, relation) values (${school.schoolId}, ${father}, ${id}, 'father'),
    (${school.schoolId}, ${newId()}, ${id}, 'mother')`
  if (away !== null)
    await owner`insert into absence (school_id, id, pupil_id, member_id, from_on) values (${school.schoolId}, ${newId()}, ${id}, ${father}, ${away})`
  return id
}
