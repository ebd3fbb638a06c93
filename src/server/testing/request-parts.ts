import type { Role } from '#shared/access/schema.ts'
import { newId } from '#server/db/id.ts'
import type { Place } from '#server/testing/world.ts'

/** What the permissions walk must know of a route: whose record it names, and a body that is right in form. */
export interface Expectation {
  /**
   * `none`: no id of the school in the request; `school`: a record of the school; `pupil`: one that hangs on a child,
   * so that class and helping teachers reach only their own.
   */
  readonly record: 'none' | 'school' | 'pupil'
  readonly params?: (place: Place) => Record<string, string>
  readonly query?: (place: Place) => string
  readonly body?: (place: Place) => object
  /** Only the author may: the card of the place is somebody else's. */
  readonly authorOnly?: true
  /** Roles that reach the record and may not do this with it. */
  readonly refused?: readonly Role[]
  /** Roles that may ask and for whom this record is not there: it is no matter of theirs. */
  readonly unseen?: readonly Role[]
  /** The id is nobody's: even whoever may ask is answered 404. */
  readonly unknown?: true
  /** Writes: each request gets a place of its own. */
  readonly writes?: true
}

/** The address of a route; a part that is not given is no id of anything. */
export const addressOf = (path: string, params: Record<string, string> = {}): string =>
  path.replaceAll(/:([a-zA-Z]+)/g, (_all, name: string) => params[name] ?? 'missing')

/** A role, with the class or the child of the place where the role has one. */
export const grantAt = (role: Role, place: Place) => ({
  schoolId: place.schoolId,
  role,
  ...(role === 'classTeacher' ? { classId: place.classId } : {}),
  ...(role === 'helpingTeacher' ? { pupilId: place.pupilId } : {}),
})

// Parameters and bodies, right in form, of the requests that the permissions walk makes about a place.

export const child = (place: Place): Record<string, string> => ({ id: place.pupilId })
export const member = (place: Place): Record<string, string> => ({
  id: place.pupilId,
  recordId: place.memberId,
})
export const account = (place: Place): Record<string, string> => ({ id: place.accountId })
export const roster = (place: Place): Record<string, string> => ({ id: place.importId })
export const week = (place: Place): Record<string, string> => ({ classId: place.classId, on: '2026-11-23' })
export const task = (place: Place): Record<string, string> => ({ id: place.taskId })
export const department = (place: Place): Record<string, string> => ({ id: place.departmentId })
export const year = (place: Place): string => `?yearId=${place.yearId}`

export const talk = (pupilId: string): object => ({
  id: newId(),
  pupilId,
  heldOn: '2026-11-23',
  reached: true,
  fields: { kind: 'talk', place: 'classroom', topics: ['study'] },
})

export const work = (): object => ({ id: newId(), heldOn: '2026-11-23', what: '一起给家里写了信' })
export const cover = (place: Place): object => ({
  fromUserId: place.accountId,
  toUserId: place.accountId,
  from: '2026-11-23',
  to: '2026-11-27',
  roleIds: [place.roleId],
})

/** What hangs on a child, as the client announces it. */
export const upload = (place: Place): object => ({
  id: newId(),
  owner: { kind: 'child', id: place.pupilId },
  name: '户口本.pdf',
  size: 10,
  sha256: '0'.repeat(64),
})
export const attachment = (place: Place): Record<string, string> => ({ id: place.attachmentId })
export const agreement = (place: Place): Record<string, string> => ({ id: place.agreementId })
