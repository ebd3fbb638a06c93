import { sql } from 'kysely'
import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { OwnFieldInput, RenewalRule } from '#shared/files/schema.ts'
import { newId } from '#server/db/id.ts'
import { lockQuery, qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`

/** The open file, held until the end of the transaction. */
export const lockFileQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('child_file')
    .select(['id', 'version', 'field_versions as fieldVersions', 'keeper_id as keeperId'])
    .where('school_id', '=', scope.schoolId)
    .where('pupil_id', '=', pupilId)
    .where('closed_on', 'is', null)
    .forUpdate()
    .compile()

/** Saved under the lock of the file. */
export const savePartQuery = (scope: Scope, pupilId: string, tier: string, sealed: Buffer) =>
  qb
    .insertInto('child_file_part')
    .values({ school_id: scope.schoolId, id: newId(), pupil_id: pupilId, tier, sealed })
    .onConflict((conflict) =>
      conflict.columns(['school_id', 'pupil_id', 'tier']).doUpdateSet({ sealed, updated_at: sql`now()` }),
    )
    .compile()

/** The next version of the file; a new keeper is remembered with it. */
export const changeFileQuery = (
  scope: Scope,
  id: string,
  version: number,
  keeper: { readonly id: string | null } | undefined,
) =>
  qb
    .updateTable('child_file')
    .set({
      version,
      updated_at: sql`now()`,
      ...(keeper && {
        keeper_id: keeper.id,
        field_versions: sql`field_versions || ${json({ keeperId: version })}`,
      }),
    } as never)
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .compile()

export const openNoteQuery = (scope: Scope, id: string, sealed: Buffer) =>
  qb
    .updateTable('child_file')
    .set({ open_note_sealed: sealed })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .compile()

export const closeFileQuery = (scope: Scope, id: string, kind: string, note: Buffer | null) =>
  qb
    .updateTable('child_file')
    .set({
      closed_on: scope.today,
      closed_by: scope.userId,
      close_kind: kind,
      close_note_sealed: note,
      updated_at: sql`now()`,
    })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .compile()

export interface NewGoal {
  readonly id: string
  readonly pupilId: string
  readonly goal: string
  readonly state: string
  readonly toldBy: string
  readonly on: LocalDate
  readonly cardId: string | null
  readonly sealed: Buffer | null
  readonly authorId: string
}

export const insertGoalQuery = (scope: Scope, goal: NewGoal) =>
  qb
    .insertInto('child_goal')
    .values({
      school_id: scope.schoolId,
      id: goal.id,
      pupil_id: goal.pupilId,
      goal: goal.goal,
      state: goal.state,
      told_by: goal.toldBy,
      stated_on: goal.on,
      card_id: goal.cardId,
      evidence_sealed: goal.sealed,
      author_id: goal.authorId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .compile()

/** A valid card about the child: what a goal may point to. */
export const cardOfChildQuery = (scope: Scope, pupilId: string, cardId: string) =>
  qb
    .selectFrom('card')
    .select('id')
    .where('school_id', '=', scope.schoolId)
    .where('pupil_id', '=', pupilId)
    .where('id', '=', cardId)
    .where('superseded_at', 'is', null)
    .compile()

export const confirmQuery = (scope: Scope, pupilId: string, by: string, sections: readonly string[]) =>
  qb
    .insertInto('file_renewal')
    .values(
      sections.map((section) => ({
        school_id: scope.schoolId,
        id: newId(),
        pupil_id: pupilId,
        section,
        confirmed_on: scope.today,
        confirmed_by: by,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('section')
    .compile()

export const insertRuleQuery = (scope: Scope, { windows, eachTerm, onChange }: RenewalRule) =>
  qb
    .insertInto('renewal_rule')
    .values({
      school_id: scope.schoolId,
      id: newId(),
      windows: json(windows),
      each_term: eachTerm,
      on_change: onChange,
      created_by: scope.userId,
    })
    .compile()

/** One change of the school's own fields at a time: two at once have not the same label, nor are they one too many. */
export const lockOwnFieldsQuery = (scope: Scope) => lockQuery('own-fields', scope.schoolId)

/** The next version of an own field; somebody else's version with the same number was first. */
export const insertOwnFieldQuery = (
  scope: Scope,
  fieldId: string,
  version: number,
  { label, purpose, kind, options, tier }: OwnFieldInput,
  retired: boolean,
) =>
  qb
    .insertInto('own_field')
    .values({
      school_id: scope.schoolId,
      id: newId(),
      field_id: fieldId,
      version,
      label,
      purpose,
      kind,
      options: json(options) as never,
      tier: tier === 'case' ? 'fileCase' : tier,
      from_on: scope.today,
      retired,
      created_by: scope.userId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .compile()
