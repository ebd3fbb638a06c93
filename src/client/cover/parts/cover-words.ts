import { plural, t } from '@lingui/core/macro'
import type { Cover, Post } from '#shared/cover/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { formatDate, formatDateRange, formatInstant } from '#client/lib/format.ts'
import { roleText } from '#client/lib/role-text.ts'

/** 三年级(2)班、帮扶的 2 个孩子 */
export function whatText({ classNames, children }: Pick<Cover, 'classNames' | 'children'>): string {
  const helped = plural(children, { one: '帮扶的 # 个孩子', other: '帮扶的 # 个孩子' })
  return joinWords([...classNames, ...(children > 0 ? [helped] : [])])
}

export function whenText({ from, to, state }: Cover): string {
  if (to === null) {
    const day = formatDate(from, 'full')
    return state === 'ended' ? t`${day}起长期交接（已取消）` : t`${day}起长期交接`
  }
  const range = formatDateRange(from, to)
  return state === 'ended' ? t`${range}（提前结束）` : range
}

/** Who arranged it, and who ended it and when. */
export function originText({ createdByName, endedByName, endedAt }: Cover): string {
  const parts = createdByName === null ? [] : [t`${createdByName}安排`]
  if (endedAt !== null && endedByName !== null) {
    const day = formatInstant(endedAt)
    parts.push(t`${endedByName}于 ${day} 结束`)
  }
  return parts.join(' · ')
}

/** 班主任 · 三年级(2)班 */
export const postText = ({ role, className, pupilName }: Post): string =>
  [roleText(role), className ?? pupilName ?? ''].filter((part) => part !== '').join(' · ')
