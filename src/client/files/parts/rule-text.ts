import { t } from '@lingui/core/macro'
import type { RenewalList } from '#shared/files/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { formatDate } from '#client/lib/format.ts'

/** A day of every year, as it is read. */
const yearlyDay = (day: string): string => formatDate(`2027-${day}`)

/** When files are renewed, in one sentence. */
export function ruleText({ rule, ofPlan }: Pick<RenewalList, 'rule' | 'ofPlan'>): string {
  const times = rule.windows.map(({ from, to }) => {
    const [first, last] = [yearlyDay(from), yearlyDay(to)]
    return t`每年${first}至${last}`
  })
  const parts = [...times, ...(rule.eachTerm ? [t`每学期一次`] : []), ...(rule.onChange ? [t`有变化时`] : [])]
  const when = parts.length === 0 ? t`建档时一次，以后不定期` : joinWords(parts)
  return ofPlan ? t`按方案：${when}` : t`学校自己定的：${when}`
}
