import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '#shared/access/schema.ts'
import { cardLevel } from '#shared/cards/policy.ts'
import { textOf, topicsOf } from '#shared/cards/rules.ts'
import {
  type Card,
  type CardInput,
  type CardSummary,
  CardText,
  CardTopics,
  type CorrectionInput,
} from '#shared/cards/schema.ts'
import type { CardKind } from '#shared/duties/schema.ts'
import type { RowOf } from '#server/db/query.ts'
import type { NewCard } from '#server/cards/queries.ts'
import type { childCardsQuery, cardQuery, contentsQuery } from '#server/cards/reads.ts'
import { openContent, openPrivateNote, openReason } from '#server/cards/parts/sealed.ts'
import type { Vault } from '#server/vault/vault.ts'

type SummaryRow = RowOf<ReturnType<typeof childCardsQuery>>
type CardRow = RowOf<ReturnType<typeof cardQuery>>
type ContentRow = RowOf<ReturnType<typeof contentsQuery>>

/** As much of a card as the reader may see in a list (H-12). */
export function summaryOf(actor: Actor, row: SummaryRow): CardSummary {
  const level = cardLevel(actor, row)
  const topics = CardTopics.safeParse({ ...(row.fields as object), kind: row.kind })
  return {
    id: row.id,
    rootId: row.rootId,
    version: row.version,
    kind: row.kind as CardKind,
    pupilId: row.pupilId,
    heldOn: row.heldOn,
    reached: row.reached,
    authorId: row.authorId,
    authorName: row.authorName,
    forName: row.forName,
    createdAt: row.createdAt,
    enteredLate: row.lateSealed !== null,
    level,
    topics: level === 'done' || !topics.success ? null : topics.data,
  }
}

/** The row of a card just filed in the own name, as `cardQuery` would read it. */
export const rowOfNew = (
  card: NewCard,
  { userId, name, today, closes }: { userId: string; name: string; today: string; closes: string[] },
): CardRow => ({
  ...card,
  authorId: userId,
  authorName: name,
  fields: card.topics,
  lateSealed: card.lateReason,
  correctionSealed: card.correctionReason,
  supersededAt: null,
  forName: null,
  firstFiledOn: today,
  versions: [{ id: card.id, version: card.version, createdAt: card.createdAt }],
  closes,
})

/** One card; `contents` are the sealed parts that row-level security let through. */
export function cardOf(vault: Vault, actor: Actor, row: CardRow, contents: readonly ContentRow[]): Card {
  const summary = summaryOf(actor, row)
  const full = summary.level === 'content'
  const told = contents.find(({ tier }) => tier === 'case')
  const note = contents.find(({ tier }) => tier === 'psych')
  const opened = full && told ? openContent(vault, row.id, told.sealed) : null
  const text = CardText.safeParse({ ...(opened?.text as object | undefined), kind: row.kind })
  return {
    ...summary,
    superseded: row.supersededAt !== null,
    versions: row.versions.map((one) => ({ ...one, createdAt: new Date(one.createdAt).toISOString() })),
    mine: row.authorId === actor.userId,
    enteredForDutyId: row.enteredFor,
    lateReason:
      summary.level === 'done' || !row.lateSealed ? null : openReason(vault, 'late', row.id, row.lateSealed),
    correctionReason:
      full && row.correctionSealed ? openReason(vault, 'correction', row.id, row.correctionSealed) : null,
    text: full && text.success ? text.data : null,
    content: opened?.content ?? null,
    privateNote: full && note ? openPrivateNote(vault, row.id, note.sealed) : null,
    closes: row.closes,
  }
}

/** Does a card, as its author reads it, say what was sent? */
export function saysTheSame(card: Card, input: CardInput | CorrectionInput): boolean {
  const { fields, heldOn, reached, content, privateNote, enteredForDutyId, lateReason } = input
  return isDeepStrictEqual(
    {
      heldOn: card.heldOn,
      reached: card.reached,
      topics: card.topics,
      text: card.text,
      content: card.content ?? '',
      privateNote: card.privateNote ?? '',
      enteredFor: card.enteredForDutyId,
      lateReason: card.lateReason ?? '',
    },
    {
      heldOn,
      reached,
      topics: topicsOf(fields),
      text: textOf(fields),
      content,
      privateNote,
      enteredFor: enteredForDutyId,
      lateReason: lateReason ?? '',
    },
  )
}
