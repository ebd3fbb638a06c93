import type { Actor, Decision, RoleGrant } from '#shared/access/schema.ts'
import { todayIn, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { mintScope, type Scope } from '#server/db/scope.ts'

/** A signed-in person with all that holds today, as the session look-up returns it. */
export interface SignedIn {
  readonly userId: string
  readonly sessionId: string
  readonly name: string
  readonly username: string | null
  readonly locale: string | null
  readonly mustChangePassword: boolean
  readonly twoFactor: boolean
  readonly grants: readonly (RoleGrant & { readonly timeZone: string })[]
}

/** What a service knows of one request. */
export interface Context {
  readonly user: SignedIn
  readonly actor: Actor
  readonly schoolId: string
  readonly today: LocalDate
  /** The scope a policy's decision gives; undefined when it denied. */
  scope(decision: Decision): Scope | undefined
}

/** The context in the school asked for, or in the person's first; undefined when the person has no role there. */
export function contextFor(
  user: SignedIn,
  wantedSchool: string | undefined,
  now: number,
): Context | undefined {
  const first = user.grants.find((grant) => wantedSchool === undefined || grant.schoolId === wantedSchool)
  if (!first) return undefined
  const { schoolId, timeZone } = first
  const today = todayIn(timeZone, new Date(now))
  const actor: Actor = {
    userId: user.userId,
    schoolId,
    grants: user.grants.filter((g) => g.schoolId === schoolId),
  }
  return {
    user,
    actor,
    schoolId,
    today,
    scope: (decision) => mintScope({ schoolId, userId: user.userId, today }, decision),
  }
}
