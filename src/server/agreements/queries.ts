import { sql } from 'kysely'
import type { AgreementInput, PartyInput, SignInput, TextInput } from '#shared/agreements/schema.ts'
import { qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

interface NewAgreement extends Pick<
  AgreementInput,
  'id' | 'kind' | 'pupilId' | 'staffId' | 'from' | 'to' | 'parties' | 'toldSchoolOn' | 'toldVillageOn'
> {
  readonly textVersion: number
  readonly termsSealed: Buffer | null
  readonly declaredOn: string | null
  readonly createdBy: string
}

/** No row = the id is taken: sent twice, drawn up once. */
export const insertAgreementQuery = (scope: Scope, one: NewAgreement) =>
  qb
    .insertInto('agreement')
    .values({
      school_id: scope.schoolId,
      id: one.id,
      kind: one.kind,
      text_version: one.textVersion,
      pupil_id: one.pupilId,
      staff_id: one.staffId,
      from_on: one.from,
      to_on: one.to,
      terms_sealed: one.termsSealed,
      told_school_on: one.toldSchoolOn,
      told_village_on: one.toldVillageOn,
      declared_on: one.declaredOn,
      parties: one.parties.length,
      created_by: one.createdBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .compile()

/** Fewer rows than parties = an id is taken. */
export const insertPartiesQuery = (scope: Scope, agreementId: string, parties: readonly PartyInput[]) =>
  qb
    .insertInto('agreement_party')
    .values(
      parties.map((party) => ({
        school_id: scope.schoolId,
        id: party.id,
        agreement_id: agreementId,
        part: party.part,
        user_id: party.userId,
        member_id: party.memberId,
        carer_id: party.carerId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .compile()

interface NewOpinion {
  readonly id: string
  readonly agreementId: string
  readonly pupilId: string
  readonly authorId: string
  readonly sealed: Buffer
}

/** That the child was heard, and apart from it what it said. */
export const insertOpinionQueries = (scope: Scope, opinion: NewOpinion) =>
  [
    qb
      .insertInto('agreement_opinion')
      .values({
        school_id: scope.schoolId,
        id: opinion.id,
        agreement_id: opinion.agreementId,
        pupil_id: opinion.pupilId,
        author_id: opinion.authorId,
        heard_on: scope.today,
      })
      .compile(),
    qb
      .insertInto('agreement_opinion_text')
      .values({
        school_id: scope.schoolId,
        id: opinion.id,
        author_id: opinion.authorId,
        sealed: opinion.sealed,
      })
      .compile(),
  ] as const

/** Held for the rest of the transaction: two people cannot sign or end it at once. */
export const lockAgreementQuery = (scope: Scope, id: string) =>
  qb
    .selectFrom('agreement')
    .select('id')
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .compile()

export const signQuery = (scope: Scope, sign: SignInput, witnessSealed: Buffer | null) =>
  qb
    .updateTable('agreement_party')
    .set({
      signed_on: sign.on,
      method: sign.method,
      attachment_id: sign.attachmentId,
      witness_sealed: witnessSealed,
      recorded_by: scope.userId,
      recorded_at: sql<string>`now()`,
    })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', sign.partyId)
    .where('signed_on', 'is', null)
    .returning('id')
    .compile()

/** No row = the version was another one. */
export const endQuery = (scope: Scope, id: string, version: number, on: string, reasonSealed: Buffer) =>
  qb
    .updateTable('agreement')
    .set({ ended_on: on, end_reason_sealed: reasonSealed, version: version + 1 })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .compile()

/** The newest words of each kind. */
export const textsQuery = (scope: Scope) =>
  qb
    .selectFrom('agreement_text')
    .distinctOn('kind')
    .select(['id', 'kind', 'version', 'title', 'body'])
    .where('school_id', '=', scope.schoolId)
    .orderBy('kind')
    .orderBy('version', 'desc')
    .compile()

/** No row = the id or the version is taken. */
export const insertTextQuery = (scope: Scope, text: TextInput, createdBy: string) =>
  qb
    .insertInto('agreement_text')
    .values({
      school_id: scope.schoolId,
      id: text.id,
      kind: text.kind,
      version: text.version + 1,
      title: text.title,
      body: text.body,
      created_by: createdBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .compile()
