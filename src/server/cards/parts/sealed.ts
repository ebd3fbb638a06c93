import type { CardText } from '#shared/cards/schema.ts'
import { newId } from '#server/db/id.ts'
import type { NewCard } from '#server/cards/queries.ts'
import type { Vault } from '#server/vault/vault.ts'

const contentContext = (cardId: string): string => `card.content:${cardId}`
const privateContext = (cardId: string): string => `card.private:${cardId}`

interface Told {
  readonly text: unknown
  readonly content: string
}

/** What was said and observed (tier case), and the note for counsellor and author (tier psych) if there is one. */
export function sealedContents(
  vault: Vault,
  cardId: string,
  told: { readonly text: CardText; readonly content: string; readonly privateNote: string },
): NewCard['contents'] {
  const { text, content, privateNote } = told
  const main = vault.seal(JSON.stringify({ text, content } satisfies Told), contentContext(cardId))
  const parts: NewCard['contents'] = [{ id: newId(), tier: 'case', sealed: main }]
  if (privateNote === '') return parts
  return [...parts, { id: newId(), tier: 'psych', sealed: vault.seal(privateNote, privateContext(cardId)) }]
}

export function openContent(vault: Vault, cardId: string, sealed: Buffer): Told {
  return JSON.parse(vault.open(sealed, contentContext(cardId))) as Told
}

export const openPrivateNote = (vault: Vault, cardId: string, sealed: Buffer): string =>
  vault.open(sealed, privateContext(cardId))

/** Why a card came late or was corrected may say something of the child: it is kept like what was said. */
export type Reason = 'late' | 'correction'
const reasonContext = (which: Reason, cardId: string): string => `card.${which}:${cardId}`

export const sealReason = (vault: Vault, which: Reason, cardId: string, reason: string): Buffer =>
  vault.seal(reason, reasonContext(which, cardId))

export const openReason = (vault: Vault, which: Reason, cardId: string, sealed: Buffer): string =>
  vault.open(sealed, reasonContext(which, cardId))
