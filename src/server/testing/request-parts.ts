import { newId } from '#server/db/id.ts'
import type { Place } from '#server/testing/world.ts'

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
