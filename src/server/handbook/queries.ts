import { qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** No row: the week has a page already, or the id is taken. */
export const insertPageQuery = (
  scope: Scope,
  page: { id: string; classId: string; on: string; planned: Buffer },
) =>
  qb
    .insertInto('handbook_week')
    .values({
      school_id: scope.schoolId,
      id: page.id,
      class_id: page.classId,
      week_on: page.on,
      planned_sealed: page.planned,
      created_by: scope.userId ?? '',
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .compile()

interface PageSet {
  readonly planned_sealed?: Buffer
  readonly completed_on?: string | null
  readonly completed_by?: string | null
}

/** No row = the version was another one. */
export const updatePageQuery = (scope: Scope, id: string, version: number, set: PageSet) =>
  qb
    .updateTable('handbook_week')
    .set({ ...set, version: version + 1 })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .compile()

export interface NewEntry {
  readonly id: string
  readonly kind: 'class' | 'diary'
  readonly classId: string | null
  readonly pupilId: string | null
  readonly on: string
  readonly sealed: Buffer
}

/** Entry and words in one statement; nothing when the id is known already. */
export const insertEntryQuery = (scope: Scope, entry: NewEntry) =>
  raw<{ id: string }>(
    `with written as (
       insert into handbook_entry (school_id, id, kind, class_id, pupil_id, author_id, entry_on)
       values ($1::uuid, $2::uuid, $3, $4::uuid, $5::uuid, $6::uuid, $7::date) on conflict do nothing returning id),
     words as (
       insert into handbook_text (school_id, id, kind, pupil_id, author_id, sealed)
       select $1::uuid, id, $3, $5::uuid, $6::uuid, decode($8, 'hex') from written)
     select id from written`,
    [
      scope.schoolId,
      entry.id,
      entry.kind,
      entry.classId,
      entry.pupilId,
      scope.userId,
      entry.on,
      entry.sealed.toString('hex'),
    ],
  )

/** No row = the version was another one. */
export const updateEntryQuery = (scope: Scope, id: string, version: number, on: string) =>
  qb
    .updateTable('handbook_entry')
    .set({ entry_on: on, version: version + 1 })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .compile()

export const updateTextQuery = (scope: Scope, id: string, sealed: Buffer) =>
  qb
    .updateTable('handbook_text')
    .set({ sealed })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .compile()

/** With its words. No row = the version was another one. */
export const deleteEntryQuery = (scope: Scope, id: string, version: number) =>
  qb
    .deleteFrom('handbook_entry')
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .compile()
