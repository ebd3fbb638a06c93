import type { Role } from '#shared/access/schema.ts'
import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { Frame, FrameClass } from './frame.ts'
import { inventAdultName } from './names.ts'
import type { Random } from './random.ts'
import type { Rows } from './tables.ts'

export interface Person {
  readonly userId: string
  readonly name: string
  readonly username: string
}

export interface Staff {
  /** The class teacher of a class, in every school year. */
  teacherOf(classId: string): Person
  readonly teachers: readonly Person[]
  readonly leaders: ReadonlyMap<Role, Person>
  readonly helpers: readonly Person[]
}

export interface StaffWanted {
  readonly helpers: number
  /** Before each user name, so that many schools share one list of accounts. */
  readonly prefix: string
  /** Hash of the password all of them have; null = nobody can sign in by password. */
  readonly passwordHash: string | null
}

export const LEADERS = [
  'administrator',
  'principal',
  'archiveKeeper',
  'counsellor',
  'auditor',
] as const satisfies readonly Role[]

interface Tools {
  readonly rows: Rows
  readonly ids: () => string
  readonly random: Random
  readonly frame: Frame
}

export function addPerson(
  { rows, ids, random }: Pick<Tools, 'rows' | 'ids' | 'random'>,
  username: string,
  passwordHash: string | null,
): Person {
  const userId = ids()
  const name = inventAdultName(random, random.chance(0.4) ? 'male' : 'female')
  // Sign-in is by user name; the library wants an address, so each account has one that leads nowhere (RFC 2606).
  rows.add('auth_user', {
    id: userId, name, username, displayUsername: username, email: `${userId}@shouwang.invalid`,
    twoFactorEnabled: username.endsWith('administrator'), mustChangePassword: false,
  }) // prettier-ignore
  if (passwordHash !== null)
    rows.add('auth_account', {
      id: ids(),
      accountId: userId,
      providerId: 'credential',
      userId,
      password: passwordHash,
    })
  return { userId, name, username }
}

interface Grant {
  readonly role: Role
  readonly from: LocalDate
  readonly to?: LocalDate | null
  readonly classId?: string
  readonly pupilId?: string
  /** The pairing that gives the role. */
  readonly pairingId?: string
}

export function grant(
  { rows, ids, frame }: Pick<Tools, 'rows' | 'ids' | 'frame'>,
  person: Person,
  given: Grant,
): void {
  rows.add('role_assignment', {
    school_id: frame.schoolId, id: ids(), user_id: person.userId, role: given.role, class_id: given.classId ?? null,
    pupil_id: given.pupilId ?? null, pairing_id: given.pairingId ?? null, from_on: given.from, to_on: given.to ?? null,
  }) // prettier-ignore
}

/** Who taught a class of an earlier year: a teacher goes up with the class, the first grade gets last year's ninth. */
function teacherIndex(one: FrameClass, lastYearFrom: LocalDate, perGrade: number): number {
  const behind = Number(lastYearFrom.slice(0, 4)) - Number(one.yearFrom.slice(0, 4))
  const gradeNow = ((one.grade - 1 + behind) % 9) + 1
  return (gradeNow - 1) * perGrade + one.number - 1
}

/** Everybody of the school, with the roles of this school year and the class teachers' of the years before. */
export function addStaff(tools: Tools, wanted: StaffWanted): Staff {
  const { frame } = tools
  const { prefix, passwordHash } = wanted
  const current = frame.years.at(-1)
  const first = frame.years[0]
  if (!current || !first) throw new Error('a school without school years')
  const perGrade = Math.max(...frame.classes.map(({ number }) => number))
  const leaders = new Map<Role, Person>()
  for (const role of LEADERS) {
    const person = addPerson(tools, `${prefix}${role.toLowerCase()}`, passwordHash)
    leaders.set(role, person)
    grant(tools, person, { role, from: first.from })
  }
  const teachers = Array.from({ length: 9 * perGrade }, (_, at) =>
    addPerson(tools, `${prefix}teacher${at + 1}`, passwordHash),
  )
  const byClass = new Map<string, Person>()
  for (const one of frame.classes) {
    const person = teachers[teacherIndex(one, current.from, perGrade)]
    if (!person) continue
    byClass.set(one.id, person)
    const isCurrent = one.yearFrom === current.from
    grant(tools, person, {
      role: 'classTeacher',
      classId: one.id,
      from: one.yearFrom,
      to: isCurrent ? null : one.yearTo,
    })
  }
  const helpers = Array.from({ length: wanted.helpers }, (_, at) =>
    addPerson(tools, `${prefix}helper${at + 1}`, passwordHash),
  )
  return {
    teacherOf(classId) {
      const person = byClass.get(classId)
      if (!person) throw new Error('a class without a teacher')
      return person
    },
    teachers,
    leaders,
    helpers,
  }
}
