import { z } from 'zod'

/** Roles that exist so far. */
export const Role = z.enum([
  'administrator',
  'principal',
  'archiveKeeper',
  'classTeacher',
  'helpingTeacher',
  'counsellor',
  'auditor',
  'volunteer',
])
export type Role = z.infer<typeof Role>

/** Everybody who works in the school; a volunteer sees the own card and nothing else (H-09). */
export const STAFF: readonly Role[] = Role.options.filter((role) => role !== 'volunteer')

export interface RoleGrant {
  readonly role: Role
  readonly schoolId: string
  readonly classId: string | null
  readonly pupilId: string | null
  /** Whose post it is, when the person only covers it for some days. */
  readonly coverFor?: string | null
}

/** The person behind a request, in one school. */
export interface Actor {
  readonly userId: string
  readonly schoolId: string
  /** Grants in this school that hold today. */
  readonly grants: readonly RoleGrant[]
}

/**
 * Sensitivity tiers: basic is always included in an allowed read; handbook = what a class's handbook says of a child;
 * fileCase = what its file says of family, health and needs; protection = why somebody is not told of an incident; move = rows may go to another record of the child or to
 * another school, unread.
 */
export type Tier = 'contact' | 'case' | 'psych' | 'handbook' | 'fileCase' | 'protection' | 'move'

/** Which pupils of the school a person reaches. */
export type Reach =
  | { readonly kind: 'school' }
  | { readonly kind: 'some'; readonly classIds: readonly string[]; readonly pupilIds: readonly string[] }

/** The answer of a policy: denied, or allowed with the reason that goes into the audit log. */
export type Decision =
  | { readonly allowed: false }
  | { readonly allowed: true; readonly why: Role; readonly reach: Reach; readonly tiers: readonly Tier[] }
