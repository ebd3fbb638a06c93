import { t } from '@lingui/core/macro'
import type { AppraisalSettings, AwardKind, PaidAs, RankAt } from '#shared/appraisal/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { formatNumber } from '#client/lib/format.ts'
import { roleText } from '#client/lib/role-text.ts'

export const yuanText = (yuan: number): string => {
  const amount = formatNumber(yuan)
  return t`${amount} 元`
}

export const pointsText = (points: number): string => {
  const count = formatNumber(points)
  return t`${count} 分`
}

export const atText = (at: RankAt): string =>
  ({ yearBefore: t`上一学年期末`, first: t`第一学期期末`, last: t`第二学期期末` })[at]

export const kindsText = (kinds: readonly AwardKind[]): string =>
  joinWords(kinds.map((kind) => ({ excellence: t`优秀奖`, progress: t`进步奖` })[kind]))

export const paidText = (as: readonly PaidAs[]): string =>
  joinWords(as.map((one) => ({ helper: t`帮扶`, classTeacher: roleText('classTeacher') })[one]))

export const topFiveText = (rule: AppraisalSettings['topFiveRule']): string =>
  rule === 'kept' ? t`期初期末都在前五名` : t`期末在前五名就算`

export const togetherText = (cumulative: boolean): string =>
  cumulative ? t`两样分加在一起` : t`只算多的那一样`

export const bothText = (exclusive: boolean): string => (exclusive ? t`只发多的那一个` : t`两个奖都发`)

export const populationText = (population: AppraisalSettings['population']): string =>
  population === 'target' ? t`关爱名单上的孩子` : t`全班的孩子`

export const gradeText = (grade: number): string => (grade === 0 ? t`学前班` : t`${formatNumber(grade)} 年级`)
