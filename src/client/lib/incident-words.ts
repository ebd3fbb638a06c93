import { plural, t } from '@lingui/core/macro'
import type { IncidentNotice } from '#shared/notices/schema.ts'

/** What an incident still waits for: reports that are due at once before the rest (H-04). Of whom and what, its page speaks. */
export function waitingText({ waiting, late, reports }: IncidentNotice): string {
  if (waiting === 0) return t`该告诉的都告诉到了`
  const toTell = waiting - reports
  return [
    reports === 0 ? '' : plural(reports, { one: '# 处现在就要报告', other: '# 处现在就要报告' }),
    toTell === 0 ? '' : plural(toTell, { one: '还有 # 处没告诉到', other: '还有 # 处没告诉到' }),
    late === 0 ? '' : plural(late, { one: '# 处已超时', other: '# 处已超时' }),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}
