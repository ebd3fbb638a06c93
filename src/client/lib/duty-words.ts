import { t } from '@lingui/core/macro'
import { dutyName } from '#shared/duties/rules/names.ts'
import type { CardKind, EvidenceKind, RuleKey } from '#shared/duties/schema.ts'
import type { ExcuseKind } from '#shared/excuses/schema.ts'
import type { IconName } from '#client/ui/icon.tsx'
import { cardActionText, cardIcons, cardKindText } from './card-words.ts'
import { currentLocale } from './i18n.ts'

/** One of the three that every plan asks for each child, called as their cards are. */
export const isCareDuty = (key: RuleKey): key is CardKind =>
  key === 'talk' || key === 'parentContact' || key === 'homeVisit'

/** What a duty is called: the three of every child as cards are, the others by the catalogue. */
export function dutyText(key: RuleKey): string {
  if (isCareDuty(key)) return cardKindText(key)
  const name = dutyName(key)
  return currentLocale() === 'en' ? name.en : name.zh
}

/** The sign beside it. */
export const dutyIcon = (key: RuleKey): IconName => (isCareDuty(key) ? cardIcons[key] : 'edit')

/** The verb on the button that begins the record of a duty. */
export const recordActionText = (evidence: EvidenceKind): string =>
  evidence === 'work' ? t`记一笔` : cardActionText(evidence)

/** Why a duty was excused; a call is declined by the parents, a visit by the family, anything else by the child. */
export function excuseText(kind: ExcuseKind, evidence?: EvidenceKind): string {
  switch (kind) {
    case 'away':
      return t`孩子不在本地`
    case 'declined':
      if (evidence === 'parentContact') return t`家长这次不想谈`
      return evidence === 'homeVisit' ? t`家里这次不方便` : t`孩子这次不想谈`
    case 'unreachable':
      return t`多次联系不上`
    case 'holiday':
      return t`放假`
    case 'moved':
      return t`转学或搬走`
    case 'other':
      return t`其他`
  }
}
