import { consentsWanted, standingAnswer } from '#shared/pairing/rules/consent.ts'
import { keepersOf, readsPairingNotes } from '#shared/pairing/policy.ts'
import { ReviewResult, type PairingDetail } from '#shared/pairing/schema.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { guardiansOf, lineOf, mayOf, pupilsIn } from '#server/pairing/parts/facts.ts'
import { openAgreed, openNote } from '#server/pairing/parts/sealed.ts'
import { consentsQuery, guardiansQuery, reviewsQuery, type PairingRow } from '#server/pairing/reads.ts'

/** One pairing as its page shows it, within a transaction under the scope of whoever asks. */
export async function detailOf(
  { vault }: Deps,
  context: Context,
  tx: Pick<Transaction, 'run'>,
  scope: Scope,
  row: PairingRow,
): Promise<PairingDetail> {
  const line = lineOf(row)
  const pupilIds = pupilsIn(line.members, 'child', 'pupil')
  const [given, guardians, reviews] = await tx.run(
    consentsQuery(scope, row.id),
    guardiansQuery(scope, pupilIds),
    reviewsQuery(scope, row.id),
  )
  const reads = readsPairingNotes(context.actor, keepersOf(row))
  const may = mayOf(context.actor)
  return {
    ...line,
    version: row.version,
    agreed: openAgreed(vault, row.id, row.agreedSealed),
    supervisorId: row.supervisorId,
    supervisorName: row.supervisorName,
    follows: row.follows,
    consents: consentsWanted(line.members).map(({ memberId, party }) => {
      const last = standingAnswer(given, { memberId, party })
      return {
        memberId,
        party,
        agreed: last?.agreed ?? null,
        givenOn: last?.givenOn ?? null,
        byName: may.change ? (last?.byName ?? null) : null,
      }
    }),
    // Families are named to whoever records their answers (H-02).
    guardians: may.change ? guardiansOf(guardians) : [],
    reviews: reviews.map(({ noteSealed, authorId, result, ...rest }) => ({
      ...rest,
      result: ReviewResult.parse(result),
      note: reads || authorId === context.user.userId ? openNote(vault, rest.id, noteSealed) : null,
    })),
    endNote: reads || row.endedBy === context.user.userId ? openNote(vault, row.id, row.endNoteSealed) : null,
    may,
  }
}
