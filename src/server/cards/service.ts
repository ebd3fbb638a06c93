import type { Actor } from '#shared/access/schema.ts'
import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import { mayCorrect, mayFileCard } from '#shared/cards/policy.ts'
import { cardFaults, isUrgentCard, talkedToo, textOf, topicsOf, wordingOf } from '#shared/cards/rules.ts'
import type { CardInput, CorrectionInput } from '#shared/cards/schema.ts'
import { filedFor } from '#shared/cover/rules.ts'
import type { CardKind } from '#shared/duties/schema.ts'
import { fail, type FieldErrorCode, invalid } from '#shared/errors.ts'
import { cardOf, rowOfNew } from '#server/cards/parts/card-of.ts'
import { again, answer, type Filed, filed } from '#server/cards/parts/filed.ts'
import { sealedContents, sealReason } from '#server/cards/parts/sealed.ts'
import { insertCardQuery, type NewCard, pupilForCardQuery, supersedeQuery } from '#server/cards/queries.ts'
import { cardQuery, childCardsQuery } from '#server/cards/reads.ts'
import { type Transaction, WithCommit } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import {
  cardsOfTouched,
  enteredForRefusal,
  lockTouched,
  rolesFulfilled,
  settleCard,
  stillOpen,
} from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'
import { tellUrgent } from '#server/notices/service.ts'

/** Invented cards of the demo are sealed like everybody's, and plain reasons of before are sealed at start. */
export { sealedContents, sealReason } from '#server/cards/parts/sealed.ts'

/** A card in one line, as much as the reader may see (H-12). */
export { summaryOf } from '#server/cards/parts/card-of.ts'

/** Valid cards of a child for its time line: the query, to be sent with the caller's own. */
export const childCards = (
  scope: Scope,
  pupilId: string,
  before: { on: string; id: string } | null,
  limit: number,
) => childCardsQuery(scope, pupilId, { before, limit })

const refusals = {
  noSuchDuty: 'unknown-reference',
  wrongKind: 'invalid',
  beforeWindow: 'before-start',
  alreadyDone: 'not-unique',
} as const satisfies Record<string, FieldErrorCode>

/**
 * Files a card and closes the duty it fulfils, all in one transaction. The same id again gives the same answer and
 * files nothing; an attempt is kept and counted and closes nothing (K-30).
 */
export async function fileCard(deps: Deps, context: Context, input: CardInput): Promise<Filed> {
  const scope = context.scope(mayFileCard(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Filed>(scope, (tx) => fileIn(deps, tx, context, scope, input), { planOnce: true })
}

/** The same inside the caller's transaction; a refusal has written nothing. */
export async function fileIn(
  deps: Deps,
  tx: Transaction,
  context: Context,
  scope: Scope,
  input: CardInput,
): Promise<Filed | WithCommit<Filed>> {
  const { id, pupilId } = input
  // Sent together; locking a child's duties for a moment hurts nobody when the answer is no.
  const [[pupil], duties] = await Promise.all([
    tx.rows(pupilForCardQuery(scope, pupilId)),
    lockTouched(tx, scope, touch(pupilId, [input], [])),
  ])
  if (!pupil) return fail('not-found')
  // Filed before, perhaps for a duty that is done now: whoever sends it again is answered as at first.
  const known = async (otherwise: Filed): Promise<Filed> => {
    const [first] = await tx.rows(cardQuery(scope, id))
    return first ? again(deps, tx, context, scope, first, { ...input, pupilId }) : otherwise
  }
  const faults = cardFaults(input, {
    today: scope.today,
    lateEntryDays: pupil.lateEntryDays,
  })
  if (faults.length > 0) return known(invalid(...faults))
  const refused = enteredForRefusal(duties, matchFacts(input))
  if (refused) return known(invalid({ path: 'enteredForDutyId', code: refusals[refused] }))
  const card = newCard(deps, scope, input, {
    id,
    rootId: id,
    version: 1,
    pupilId,
    classId: pupil.classId,
    correctionReason: null,
    coverFor: filedFor(
      context.actor.grants,
      { pupilId, classId: pupil.classId },
      rolesFulfilled(duties, matchFacts(input)),
    ),
  })
  // What needs no answer of the one before is sent with it: fewer ways to the database, and shorter locks.
  const [inserted, cards] = await Promise.all([
    tx.rows(insertCardQuery(scope, card)),
    cardsOfTouched(tx, scope, pupilId, duties),
  ])
  if (inserted.length === 0) return known(fail('already-exists'))
  const settled = settleCard(scope, duties, cards)
  const closes = settled.duties.filter((duty) => duty.cardId === id).map((duty) => duty.id)
  await tellIfUrgent(tx, scope, context.actor, card)
  tx.audit({
    action: 'file',
    entity: 'card',
    entityId: id,
    pupilId,
    detail: {
      kind: card.kind,
      reached: card.reached,
      closed: closes,
      ...(card.coverFor && { coverFor: card.coverFor }),
      ...(card.urgent && { urgent: true }),
    },
  })
  // Whose name a cover bears is read; all else of a card just filed is known.
  if (card.coverFor !== null)
    return answer(deps, scope, context.actor, { id, pupilId }, { written: settled.queries })
  const row = rowOfNew(card, { ...context.user, today: scope.today, closes })
  return WithCommit.of(settled.queries, [stillOpen(scope, pupilId)], ([open]) =>
    filed(cardOf(deps.vault, context.actor, row, card.contents), open),
  )
}

/** Files a new version of an own card; what the old one closed and the new one does not is open again. */
export async function correctCard(
  deps: Deps,
  context: Context,
  oldId: string,
  input: CorrectionInput,
): Promise<Filed> {
  const scope = context.scope(mayFileCard(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Filed>(scope, async (tx) => {
    const [[old], [known]] = await tx.run(cardQuery(scope, oldId), cardQuery(scope, input.id))
    if (!old) return fail('not-found')
    if (!mayCorrect(context.actor, old)) return fail('forbidden')
    if (known)
      return known.rootId === old.rootId && known.id !== old.id
        ? again(deps, tx, context, scope, known, { ...input, pupilId: old.pupilId })
        : fail('already-exists')
    if (old.kind !== input.fields.kind) return invalid({ path: 'fields.kind', code: 'invalid' })
    const [pupil] = await tx.rows(pupilForCardQuery(scope, old.pupilId))
    const days = {
      today: scope.today,
      enteredOn: old.firstFiledOn,
      lateEntryDays: pupil?.lateEntryDays,
    }
    const faults = cardFaults(input, days)
    if (faults.length > 0) return invalid(...faults)
    if (old.supersededAt !== null) return fail('version-conflict')
    const duties = await lockTouched(
      tx,
      scope,
      touch(old.pupilId, [{ heldOn: old.heldOn, enteredForDutyId: old.enteredFor }, input], [oldId]),
    )
    const refused = enteredForRefusal(duties, matchFacts(input), [oldId])
    if (refused) return invalid({ path: 'enteredForDutyId', code: refusals[refused] })
    const at = new Date(deps.now()).toISOString()
    const [set] = await tx.rows(supersedeQuery(scope, oldId, at))
    if (!set) return fail('version-conflict')
    const { pupilId, rootId, classId } = old
    const card = newCard(deps, scope, input, {
      id: input.id,
      rootId,
      version: old.version + 1,
      pupilId,
      classId,
      correctionReason: sealReason(deps.vault, 'correction', input.id, input.reason),
      coverFor: old.coverFor,
    })
    const [inserted, cards] = await Promise.all([
      tx.rows(insertCardQuery(scope, card)),
      cardsOfTouched(tx, scope, pupilId, duties),
    ])
    if (inserted.length === 0) throw new Error('the id of the new version is taken')
    const settled = settleCard(scope, duties, cards)
    await tellIfUrgent(tx, scope, context.actor, card)
    const open = new Set(settled.duties.filter(({ doneOn }) => doneOn === null).map((duty) => duty.id))
    const reopened = duties.filter((duty) => duty.doneOn !== null && open.has(duty.id)).map((duty) => duty.id)
    tx.audit({
      action: 'correct',
      entity: 'card',
      entityId: input.id,
      pupilId,
      detail: { kind: card.kind, version: card.version, reopened, ...(card.urgent && { urgent: true }) },
    })
    const done = { written: settled.queries, reopened }
    return answer(deps, scope, context.actor, { id: input.id, pupilId }, done)
  })
}

async function tellIfUrgent(tx: Transaction, scope: Scope, actor: Actor, card: NewCard): Promise<void> {
  const { urgent, rootId, pupilId, createdAt } = card
  if (urgent) await tellUrgent(tx, scope, { rootId, pupilId, authorId: actor.userId }, createdAt)
}

interface Written {
  readonly heldOn: LocalDate
  readonly enteredForDutyId: string | null
}

const touch = (pupilId: string, cards: readonly Written[], cardIds: readonly string[]) => ({
  pupilId,
  days: cards.map(({ heldOn }) => heldOn),
  dutyIds: cards.flatMap(({ enteredForDutyId }) => enteredForDutyId ?? []),
  cardIds,
})

const matchFacts = (input: CardInput | CorrectionInput) => ({
  kind: input.fields.kind satisfies CardKind,
  talked: talkedToo(input),
  heldOn: input.heldOn,
  reached: input.reached,
  enteredFor: input.enteredForDutyId,
})

type Place = Pick<
  NewCard,
  'id' | 'rootId' | 'version' | 'pupilId' | 'classId' | 'correctionReason' | 'coverFor'
>

function newCard(deps: Deps, scope: Scope, input: CardInput | CorrectionInput, place: Place): NewCard {
  const { fields, content, privateNote, heldOn, reached, enteredForDutyId, lateReason } = input
  const wording = wordingOf(fields, content)
  return {
    ...place,
    kind: fields.kind,
    heldOn,
    reached,
    topics: topicsOf(fields),
    enteredFor: enteredForDutyId,
    lateReason: lateReason === '' ? null : sealReason(deps.vault, 'late', place.id, lateReason),
    urgent: isUrgentCard(input),
    // Keyed by the school, too: two schools with the same hash would say that they wrote the same.
    textHash: wording === undefined ? null : deps.vault.index(wording, `card.wording:${scope.schoolId}`),
    createdAt: new Date(deps.now()).toISOString(),
    contents: sealedContents(deps.vault, place.id, { text: textOf(fields), content, privateNote }),
  }
}
