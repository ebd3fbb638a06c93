import { diffDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { LATE_ENTRY_DAYS } from '#shared/cards/rules/late-entry.ts'
import {
  type CardFields,
  type CardText,
  type CardTopics,
  ContactText,
  ContactTopics,
  TalkText,
  TalkTopics,
  VisitText,
  VisitTopics,
} from '#shared/cards/schema.ts'
import type { FieldError } from '#shared/errors.ts'

/** The part of a form that the child's teachers may see (H-12). */
export function topicsOf(fields: CardFields): CardTopics {
  if (fields.kind === 'talk') return TalkTopics.parse(fields)
  return fields.kind === 'parentContact' ? ContactTopics.parse(fields) : VisitTopics.parse(fields)
}

/** The part for author and counsellor only (H-06, H-12). */
export function textOf(fields: CardFields): CardText {
  if (fields.kind === 'talk') return TalkText.parse(fields)
  return fields.kind === 'parentContact' ? ContactText.parse(fields) : VisitText.parse(fields)
}

interface Written {
  readonly heldOn: LocalDate
  readonly reached: boolean
  readonly fields: CardFields
  readonly enteredForDutyId?: string | null | undefined
  readonly lateReason?: string | undefined
}

/** Days before it is first entered that a card can be of: beyond them a year has been mistyped. */
const OLDEST_DAYS = 400

/** Must somebody say why a card comes late: held too long before it was first entered, or meant for an earlier duty (K-26)? */
function needsLateReason(card: Written, enteredOn: LocalDate, limitDays = LATE_ENTRY_DAYS): boolean {
  return diffDays(card.heldOn, enteredOn) > limitDays || (card.enteredForDutyId ?? null) !== null
}

/** What form and server both refuse, beyond the shape of the fields; `enteredOn` is the day the card was first filed. */
export function cardFaults(
  card: Written,
  days: { readonly today: LocalDate; readonly enteredOn?: LocalDate; readonly lateEntryDays?: number },
): readonly FieldError[] {
  const faults: FieldError[] = []
  const { fields } = card
  if (card.heldOn > days.today) faults.push({ path: 'heldOn', code: 'in-future' })
  else if (diffDays(card.heldOn, days.enteredOn ?? days.today) > OLDEST_DAYS)
    faults.push({ path: 'heldOn', code: 'too-far' })
  else if (
    needsLateReason(card, days.enteredOn ?? days.today, days.lateEntryDays) &&
    !card.lateReason?.trim()
  )
    faults.push({ path: 'lateReason', code: 'required' })
  if (card.reached && fields.kind === 'talk' && fields.topics.length === 0)
    faults.push({ path: 'fields.topics', code: 'required' })
  if (card.reached && fields.kind === 'homeVisit' && fields.met.length === 0)
    faults.push({ path: 'fields.met', code: 'required' })
  // What a talk asks for: that one met the child, and what it was about.
  if (talkedToo(card) && fields.kind === 'homeVisit') {
    if (fields.met.length > 0 && !fields.met.includes('child'))
      faults.push({ path: 'fields.met', code: 'child-not-met' })
    if (fields.topics.length === 0) faults.push({ path: 'fields.topics', code: 'required' })
  }
  if (fields.nextOn !== null && fields.nextOn < card.heldOn)
    faults.push({ path: 'fields.nextOn', code: 'before-start' })
  return faults
}

/** Did the visitors also talk with the child, so that the card fulfils a talk as well? */
export const talkedToo = ({ reached, fields }: Pick<Written, 'reached' | 'fields'>): boolean =>
  reached && fields.kind === 'homeVisit' && fields.talked

/** A home visit is made by two (H-10): asked for and warned of, never refused. */
export const isLoneVisit = (fields: CardFields | CardTopics): boolean =>
  fields.kind === 'homeVisit' && fields.visitors.length < 2

/**
 * A talk, be it on a visit, after which the author thinks a child in danger: others must know at once that there is such
 * a card (H-05).
 */
export const isUrgentCard = (card: Pick<Written, 'reached' | 'fields'>): boolean =>
  card.reached && (card.fields.kind === 'talk' || talkedToo(card)) && riskOf(card.fields) === 'urgent'

const riskOf = (fields: CardFields) => (fields.kind === 'parentContact' ? 'none' : fields.riskLevel)

/** Shorter texts are alike by chance: “一切都好”. */
const LEAST_LETTERS = 6

/**
 * What was written on a card, without blanks and punctuation, to find cards of one wording (H-13); undefined when it is
 * too little to say anything.
 */
export function wordingOf(fields: CardFields, content: string): string | undefined {
  const { kind: _kind, ...text } = textOf(fields)
  const words = Object.entries(text)
    .filter(([key, value]) => typeof value === 'string' && !choices.has(key))
    .map(([, value]) => value)
  const plain = [content, ...words]
    .join('')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
  return [...plain].length < LEAST_LETTERS ? undefined : plain
}

/** Fields that are chosen, not written. */
const choices = new Set(['mood', 'riskLevel', 'guardianFulfilsDuties'])
