import { t } from '@lingui/core/macro'
import type { CoverDraft, CoverPerson } from '#shared/cover/schema.ts'

/** A cover as typed; empty texts are nothing chosen. */
export interface CoverForm {
  fromUserId: string
  /** Null = all posts of the person. */
  roleIds: readonly string[] | null
  toUserId: string
  from: string
  to: string
  forGood: boolean
}

/** The posts that move: all unless some were left out. */
export const chosenPosts = (form: CoverForm, person: CoverPerson | undefined): string[] =>
  (person?.posts ?? [])
    .map(({ roleId }) => roleId)
    .filter((id) => form.roleIds === null || form.roleIds.includes(id))

/** What is missing before it can be counted or sent, each with its cure. */
export function faultsOf(form: CoverForm, posts: readonly string[]): Record<string, string> {
  const missing = t`请选一项。`
  const faults: Record<string, string> = {}
  if (form.fromUserId === '') faults['fromUserId'] = missing
  else if (posts.length === 0) faults['roleIds'] = t`请至少选一样。`
  if (form.toUserId === '') faults['toUserId'] = missing
  if (form.from === '') faults['from'] = t`请选一个日期。`
  if (!form.forGood && form.to === '') faults['to'] = t`请选一个日期。`
  else if (!form.forGood && form.to < form.from) faults['to'] = t`结束不能早于开始。`
  return faults
}

export const draftOf = (form: CoverForm, roleIds: string[]): CoverDraft => ({
  fromUserId: form.fromUserId,
  toUserId: form.toUserId,
  from: form.from,
  to: form.forGood ? null : form.to,
  roleIds,
})
