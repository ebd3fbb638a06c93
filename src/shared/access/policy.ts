import type { Actor, Decision, Role, Tier } from './schema.ts'

export const hasRole = (actor: Actor, ...roles: readonly Role[]): boolean =>
  actor.grants.some((grant) => roles.includes(grant.role))

/** School-wide roles in the order in which they give the most; the first that fits is the reason on record. */
const schoolWide: readonly { role: Role; tiers: readonly Tier[] }[] = [
  { role: 'counsellor', tiers: ['contact', 'case', 'psych'] },
  { role: 'principal', tiers: ['contact'] },
  { role: 'archiveKeeper', tiers: ['contact'] },
  { role: 'administrator', tiers: ['contact'] },
]

/**
 * Which pupils this person may see, and how deep (H-02, H-12): leaders and keepers reach the school without
 * what was said, class teachers their class, helping teachers their own children, auditors nobody.
 */
export function pupilReach(actor: Actor): Decision {
  const wide = schoolWide.find(({ role }) => hasRole(actor, role))
  if (wide) return { allowed: true, why: wide.role, reach: { kind: 'school' }, tiers: wide.tiers }
  const classIds = actor.grants.flatMap((g) => (g.role === 'classTeacher' && g.classId ? [g.classId] : []))
  const pupilIds = actor.grants.flatMap((g) => (g.role === 'helpingTeacher' && g.pupilId ? [g.pupilId] : []))
  if (classIds.length === 0 && pupilIds.length === 0) return { allowed: false }
  const why: Role = classIds.length > 0 ? 'classTeacher' : 'helpingTeacher'
  return { allowed: true, why, reach: { kind: 'some', classIds, pupilIds }, tiers: ['contact'] }
}

/** Roles with children to look after: whoever reads the log looks after none, a volunteer only as far as agreed. */
export const looksAfterChildren = (role: Role): boolean => role !== 'auditor' && role !== 'volunteer'

/** Whether the first screen is a list of the day: for whoever looks after children, once nothing is left to do before it. */
export const hasDay = (session: {
  readonly gate: string | null
  readonly roles: readonly { readonly role: Role }[]
}): boolean => session.gate === null && session.roles.some(({ role }) => looksAfterChildren(role))

/** Allowed for the whole school when the person has one of the roles. */
export function forRoles(actor: Actor, ...roles: readonly Role[]): Decision {
  const why = roles.find((role) => hasRole(actor, role))
  return why ? { allowed: true, why, reach: { kind: 'school' }, tiers: [] } : { allowed: false }
}
