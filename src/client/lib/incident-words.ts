import { plural, t } from '@lingui/core/macro'
import type { IncidentNotice } from '#shared/notices/schema.ts'

/** How many are still to be told, and how many of them too late; of whom and what the page itself speaks. */
export function waitingText({ waiting, late }: Pick<IncidentNotice, 'waiting' | 'late'>): string {
  if (waiting === 0) return t`该告诉的都告诉到了`
  const open = plural(waiting, { one: '还有 # 处没告诉到', other: '还有 # 处没告诉到' })
  return late === 0 ? open : `${open} · ${plural(late, { one: '# 处已超时', other: '# 处已超时' })}`
}
