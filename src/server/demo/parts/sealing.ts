import type { Terms } from '#shared/agreements/schema.ts'
import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { CardText } from '#shared/cards/schema.ts'
import type { Vault } from '#server/vault/vault.ts'
import { sealTerms } from '#server/agreements/service.ts'
import { sealedContents, sealReason as sealCardReason } from '#server/cards/service.ts'
import {
  partOf,
  type PartTier,
  sealCarerPhone,
  sealMemberPhone,
  sealPart,
  sealPupilAddress,
  sealPupilId,
  sealPupilPhone,
  searchKeys,
} from '#server/children/service.ts'
import { sealReason } from '#server/duties/service.ts'
import { sealEvidence } from '#server/files/service.ts'
import type { Row } from './tables.ts'

interface CardRef {
  readonly schoolId: string
  readonly cardId: string
  readonly authorId: string
  readonly newId: () => string
}

/** Sensitive columns of invented rows, sealed as everybody else's. */
export interface Sealing {
  searchColumns(name: string): Row
  pupilId(pupilId: string, number: string | null): Row
  pupilPhone(pupilId: string, phone: string | null): Row
  pupilAddress(pupilId: string, address: string | null): Row
  memberPhone(memberId: string, phone: string | null): Row
  carerPhone(carerId: string, phone: string | null): Row
  filePart(
    pupilId: string,
    tier: PartTier,
    values: Readonly<Record<string, string | null>>,
    on: LocalDate,
  ): Row
  goalEvidence(goalId: string, evidence: string): Buffer
  excuseReason(excuseId: string, reason: string): Buffer
  agreementTerms(agreementId: string, terms: Terms): Buffer
  lateReason(cardId: string, reason: string | null): Buffer | null
  cardContents(card: CardRef, text: CardText, content: string): Row[]
}

export function createSealing(vault: Vault): Sealing {
  const keys = new Map<string, Row>()
  return {
    searchColumns(name) {
      const known = keys.get(name)
      if (known) return known
      const { grams, pinyin, initials } = searchKeys(name)
      const columns = { name_grams: grams, pinyin, initials }
      keys.set(name, columns)
      return columns
    },
    pupilId: (id, number) => ({ ...sealPupilId(vault, id, number) }),
    pupilPhone: (id, phone) => ({ ...sealPupilPhone(vault, id, phone) }),
    pupilAddress: (id, address) => ({ ...sealPupilAddress(vault, id, address) }),
    memberPhone: (id, phone) => ({ ...sealMemberPhone(vault, id, phone) }),
    carerPhone: (id, phone) => ({ ...sealCarerPhone(vault, id, phone) }),
    filePart(pupilId, tier, values, on) {
      const said = Object.entries(values).filter((one): one is [string, string] => one[1] !== null)
      return { tier, sealed: sealPart(vault, pupilId, tier, partOf(Object.fromEntries(said), on)) }
    },
    goalEvidence: (id, evidence) => sealEvidence(vault, id, evidence),
    excuseReason: (id, reason) => sealReason(vault, id, reason),
    agreementTerms: (id, terms) => sealTerms(vault, id, terms),
    lateReason: (id, reason) => (reason === null ? null : sealCardReason(vault, 'late', id, reason)),
    cardContents: ({ schoolId, cardId, authorId, newId }, text, content) =>
      sealedContents(vault, cardId, { text, content, privateNote: '' }).map(({ tier, sealed }) => ({
        school_id: schoolId,
        id: newId(),
        card_id: cardId,
        author_id: authorId,
        tier,
        sealed,
      })),
  }
}
