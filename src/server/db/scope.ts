import type { Decision, Reach, Role, Tier } from '#shared/access/schema.ts'
import type { LocalDate } from '#shared/calendar/rules/local-date.ts'

declare const minted: unique symbol

/**
 * The right to query one school as one person for one purpose. Only a request's session (http/context.ts), a job and the
 * test factories can mint one; every query of school data takes it, and row-level security enforces it again below.
 */
export interface Scope {
  readonly [minted]: true
  readonly schoolId: string
  /** The other school of a transfer, in the one transaction that spans both (docs/adr/0022). */
  readonly otherSchoolId?: string
  /** Null for jobs. */
  readonly userId: string | null
  readonly reach: Reach
  readonly tiers: readonly Tier[]
  /** Why access was given; goes into the audit log. */
  readonly why: Role | 'job'
  /** The school's local date at the time of the request. */
  readonly today: LocalDate
}

interface ScopeOf {
  schoolId: string
  userId: string | null
  today: LocalDate
}

/** Turns an allowing decision into a scope; undefined when the policy denied. */
export function mintScope(of: ScopeOf, decision: Decision): Scope | undefined {
  if (!decision.allowed) return undefined
  const { reach, tiers, why } = decision
  return { ...of, reach, tiers, why } as Scope
}

/** Whole-school scope of a job or command, without anybody's notes. */
export function mintJobScope(schoolId: string, today: LocalDate): Scope {
  return {
    schoolId,
    userId: null,
    today,
    reach: { kind: 'school' },
    tiers: ['contact'],
    why: 'job',
  } as unknown as Scope
}

/** The same right over two schools, for the moment in which a child changes or is asked to change between them. */
export const spanning = (scope: Scope, otherSchoolId: string): Scope => ({ ...scope, otherSchoolId })

/** The other end of a spanning scope: for the queries about that school, within the same transaction. */
export const otherEnd = (scope: Scope): Scope => ({
  ...scope,
  schoolId: scope.otherSchoolId ?? scope.schoolId,
  otherSchoolId: scope.schoolId,
})

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const localDate = /^\d{4}-\d{2}-\d{2}$/

/**
 * The statements that set the scope for one transaction: the only place that does. `set local` (not set_config) so that
 * Citus forwards it to its workers; every value is validated because `set` takes no parameters.
 */
export function setScopeStatements(scope: Scope): readonly string[] {
  if (
    !uuid.test(scope.schoolId) ||
    (scope.otherSchoolId !== undefined && !uuid.test(scope.otherSchoolId)) ||
    (scope.userId !== null && !uuid.test(scope.userId)) ||
    !localDate.test(scope.today)
  )
    throw new Error('scope with malformed ids')
  return [
    `set local citus.propagate_set_commands = 'local'`,
    `set local app.schools = '${[scope.schoolId, scope.otherSchoolId ?? []].flat().join(',')}'`,
    `set local app.person = '${scope.userId ?? ''}'`,
    `set local app.tiers = '${scope.tiers.join(',')}'`,
    `set local app.today = '${scope.today}'`,
  ]
}

/** The same as one text, for what is sent without parameters. */
export const setScopeSql = (scope: Scope): string => setScopeStatements(scope).join('; ')
