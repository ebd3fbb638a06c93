import { looksAfterChildren } from '#shared/access/policy.ts'
import type { Role, RoleGrant } from '#shared/access/schema.ts'
import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { CoverDraft, CoverState } from '#shared/cover/schema.ts'
import type { FieldError } from '#shared/errors.ts'

interface Days {
  readonly from: LocalDate
  readonly to: LocalDate | null
}

/** A role of a person as covers know it. */
export interface HeldRole extends Days {
  readonly id: string
  readonly userId: string
  readonly role: Role
  /** Of a class whose school year is over and in which no child is left: there is nothing to do, and nothing to give away. */
  readonly classLeft?: boolean
}

/** A cover that was not ended. */
export interface StandingCover extends Days {
  readonly fromUserId: string
  readonly fromName: string
  readonly toUserId: string
  readonly toName: string
  readonly roleIds: readonly string[]
}

export interface CoverFacts {
  readonly today: LocalDate
  /** Head and administrator may hand over for good. */
  readonly forAll: boolean
  /** Every role of the school that is not over, of accounts that are switched on. */
  readonly roles: readonly HeldRole[]
  readonly covers: readonly StandingCover[]
  /** Posts that were handed over for good, as they are held now, with who had them: these may go back, though no role is left. */
  readonly handedOver: readonly { readonly userId: string; readonly roleId: string }[]
}

const isCoverable = ({ role, classLeft }: HeldRole): boolean =>
  (role === 'classTeacher' && classLeft !== true) || role === 'helpingTeacher'
const holds = ({ from, to }: Days, day: LocalDate): boolean => from <= day && (to === null || to >= day)
const overlap = (a: Days, b: Days): boolean =>
  (b.to === null || a.from <= b.to) && (a.to === null || b.from <= a.to)

/**
 * Why a cover cannot be arranged: a post is in one other hand at a time, and nobody stands in for somebody who stands in
 * for a third, so that each duty has one plain set of people who owe it.
 */
export function coverFaults(draft: CoverDraft, facts: CoverFacts): readonly FieldError[] {
  const { fromUserId, toUserId, from, to } = draft
  const faults: FieldError[] = []
  const own = facts.roles.filter(({ userId }) => userId === fromUserId)
  const theirs = facts.roles.filter(({ userId }) => userId === toUserId)
  if (own.length === 0) return [{ path: 'fromUserId', code: 'unknown-reference' }]
  const posts = own.filter((post) => draft.roleIds.includes(post.id))
  const wrong = posts.length < new Set(draft.roleIds).size
  if (wrong || posts.some((post) => !isCoverable(post) || !holds(post, from)))
    faults.push({ path: 'roleIds', code: 'unknown-reference' })
  if (from < facts.today) faults.push({ path: 'from', code: 'in-past' })
  if (to !== null && to < from) faults.push({ path: 'to', code: 'before-start' })
  if (to === null && !facts.forAll) faults.push({ path: 'to', code: 'required' })
  if (fromUserId === toUserId) return [...faults, { path: 'toUserId', code: 'same-person' }]
  const had = facts.handedOver.filter(({ userId }) => userId === toUserId)
  const mayReturn =
    facts.forAll && to === null && draft.roleIds.every((id) => had.some(({ roleId }) => roleId === id))
  if (!mayReturn && !theirs.some((one) => looksAfterChildren(one.role) && holds(one, from)))
    faults.push({ path: 'toUserId', code: 'no-role' })
  const same = facts.covers.find(
    (cover) => overlap(cover, draft) && cover.roleIds.some((id) => draft.roleIds.includes(id)),
  )
  if (same) faults.push({ path: 'from', code: 'covered-already', params: { name: same.toName } })
  else faults.push(...chainFaults(draft, facts.covers))
  return faults
}

/**
 * Whoever is covered in those days covers nobody, and the other way round. Posts are handed over for good to somebody who
 * is away as well, but not by somebody who still covers: he may have no role left to do it with.
 */
function chainFaults(draft: CoverDraft, covers: readonly StandingCover[]): readonly FieldError[] {
  const dated = covers.filter((cover) => cover.to !== null && overlap(cover, draft))
  const away = draft.to !== null && dated.find(({ fromUserId }) => fromUserId === draft.toUserId)
  const covering = dated.find(({ toUserId }) => toUserId === draft.fromUserId)
  return [
    ...(away ? [{ path: 'toUserId', code: 'covered-then', params: { name: away.toName } } as const] : []),
    ...(covering
      ? [{ path: 'fromUserId', code: 'covering-then', params: { name: covering.fromName } } as const]
      : []),
  ]
}

/**
 * For whom the author files a card: whoever's post he covers, if the card fulfils what that post owes, or if he has no
 * other post for the child. Null = in his own name.
 */
export function filedFor(
  grants: readonly RoleGrant[],
  child: { readonly pupilId: string; readonly classId: string | null },
  fulfilledRoles: readonly string[],
): string | null {
  const here = grants.filter(
    ({ role, classId, pupilId }) =>
      (role === 'classTeacher' && classId !== null && classId === child.classId) ||
      (role === 'helpingTeacher' && pupilId === child.pupilId),
  )
  const fulfils = here.filter(({ role }) => fulfilledRoles.includes(role))
  const counted = fulfils.length > 0 ? fulfils : here
  return counted.some(({ coverFor }) => !coverFor) ? null : (counted[0]?.coverFor ?? null)
}

/** How a cover stands on a day. */
export function coverState(cover: Days & { readonly ended: boolean }, today: LocalDate): CoverState {
  if (cover.ended) return 'ended'
  if (cover.from > today) return 'coming'
  if (cover.to === null) return 'handedOver'
  return cover.to < today ? 'over' : 'running'
}
