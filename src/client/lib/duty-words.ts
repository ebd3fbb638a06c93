import { t } from '@lingui/core/macro'
import { dutyName } from '#shared/duties/rules/names.ts'
import type { CardKind, EvidenceKind, RuleKey } from '#shared/duties/schema.ts'
import { cardActionText, cardKindText } from './card-words.ts'
import { currentLocale } from './i18n.ts'

const isCardKind = (key: string): key is CardKind =>
  key === 'talk' || key === 'parentContact' || key === 'homeVisit'

/** What a duty is called: the three of every child as cards are, the others by the catalogue. */
export function dutyText(key: RuleKey): string {
  if (isCardKind(key)) return cardKindText(key)
  const name = dutyName(key)
  return currentLocale() === 'en' ? name.en : name.zh
}

/** The verb on the button that begins the record of a duty. */
export const recordActionText = (evidence: EvidenceKind): string =>
  evidence === 'work' ? t`记一笔` : cardActionText(evidence)
