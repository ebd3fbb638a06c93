import { t } from '@lingui/core/macro'
import { CATEGORIES } from '#shared/marks/rules.ts'
import type { CareCategory, CareMark } from '#shared/marks/schema.ts'

/** Of one child, in plain words that hurt nobody. */
export function markText(category: CareCategory): string {
  switch (category) {
    case 'singleParent':
      return t`单亲家庭`
    case 'disabled':
      return t`残疾`
    case 'orphan':
      return t({ message: `孤儿`, context: 'child' })
    case 'migrantWorkersChild':
      return t`随父母来这里`
    case 'studyDifficulty':
      return t`学习吃力`
    case 'poverty':
      return t`家里困难`
  }
}

export const markOptions = (): { value: CareCategory; label: string }[] =>
  CATEGORIES.map((value) => ({ value, label: markText(value) }))

/** What the plan in force makes of it. */
export function doesText({ archive, duties }: Pick<CareMark, 'archive' | 'duties'>): string {
  if (archive && duties) return t`方案为此建档，也排谈心家访`
  if (archive) return t`方案为此建档`
  return duties ? t`方案为此排谈心家访` : t`现在的方案没有为此另作安排`
}
