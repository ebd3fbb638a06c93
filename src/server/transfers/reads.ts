import type { StoredRow } from '#server/db/moving.ts'
import { qb, raw, stillHereSql } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface TransferRow {
  readonly id: string
  readonly side: string
  readonly otherSchoolId: string | null
  readonly otherName: string
  readonly pupilId: string
  readonly present: boolean
  readonly name: string | null
  readonly nameMasked: string
  readonly sex: string
  readonly birthYear: number
  readonly className: string | null
  readonly state: string
  readonly noteSealed: Buffer | null
  readonly answerSealed: Buffer | null
  readonly askedByName: string | null
  readonly askedOn: string
  readonly expiresOn: string
  readonly decidedByName: string | null
  readonly decidedOn: string | null
  readonly idTaken: boolean
}

/** Requests and receipts, the open ones first; `present`: the child is on this school's roster today. */
export const transfersQuery = (scope: Scope, limit: number) =>
  raw<TransferRow>(
    `select t.id, t.side, t.other_school_id as "otherSchoolId", t.other_name as "otherName", t.pupil_id as "pupilId",
       exists (select 1 from pupil p where p.school_id = t.school_id and p.id = t.pupil_id and p.left_on is null) as present,
       (select p.name from pupil p where p.school_id = t.school_id and p.id = t.pupil_id and ${stillHereSql('p')}) as name,
       t.name_masked as "nameMasked", t.sex, t.birth_year as "birthYear", t.class_name as "className", t.state,
       t.note_sealed as "noteSealed", t.answer_sealed as "answerSealed", a.name as "askedByName", t.asked_on as "askedOn",
       t.expires_on as "expiresOn", d.name as "decidedByName", t.decided_on as "decidedOn",
       t.side = 'in' and t.state in ('asked', 'accepted') and exists (select 1 from pupil p where p.school_id = t.school_id
         and p.id_index = t.id_index and p.id <> t.pupil_id) as "idTaken"
     from transfer t left join auth_user a on a.id = t.asked_by left join auth_user d on d.id = t.decided_by
     where t.school_id = $1::uuid order by (t.state = 'asked') desc, coalesce(t.decided_on, t.asked_on) desc, t.id desc limit $2`,
    [scope.schoolId, limit],
  )

export const otherSchoolsQuery = (schoolId: string) =>
  qb
    .selectFrom('unit')
    .select(['id', 'name'])
    .where('kind', '=', 'school')
    .where('id', '<>', schoolId)
    .orderBy('name')
    .compile()

export const schoolNameQuery = (schoolId: string) =>
  qb.selectFrom('unit').select('name').where('id', '=', schoolId).where('kind', '=', 'school').compile()

/** A pupil of today as stored, with the name of its class. */
export const pupilRowQuery = (scope: Scope, id: string) =>
  raw<{ pupil: StoredRow; className: string | null; idIndex: Buffer | null }>(
    `select to_jsonb(p) as pupil, c.name as "className", p.id_index as "idIndex" from pupil p
     left join class c on c.school_id = p.school_id and c.id = p.class_id
     where p.school_id = $1::uuid and p.id = $2::uuid and p.left_on is null for update of p`,
    [scope.schoolId, id],
  )

/** A pupil that left, and when; one of today has null. */
export const lockLeftQuery = (scope: Scope, id: string) =>
  raw<{ classId: string | null; leftOn: string | null }>(
    `select class_id as "classId", left_on as "leftOn" from pupil
     where school_id = $1::uuid and id = $2::uuid for update`,
    [scope.schoolId, id],
  )

/** A class that pupils are in on a day. */
export const classQuery = (scope: Scope, classId: string, day: string) =>
  raw<{ id: string }>(
    `select c.id from class c join school_year y on y.school_id = c.school_id and y.id = c.school_year_id
     where c.school_id = $1::uuid and c.id = $2::uuid and $3::date between y.starts_on and y.ends_on`,
    [scope.schoolId, classId, day],
  )

export const idTakenQuery = (scope: Scope, index: Buffer, pupilId: string) =>
  raw<{ id: string }>(
    `select id from pupil where school_id = $1::uuid and id_index = $2 and id <> $3::uuid`,
    [scope.schoolId, index, pupilId],
  )

export const carriedQuery = (scope: Scope, pupilId: string) =>
  raw<{
    id: string
    key: string
    from: string
    to: string
    dueOn: string
    state: string
    doneOn: string | null
    fromSchool: string | null
  }>(
    `select d.id, d.key, d.window_from as "from", d.window_to as "to", d.due_on as "dueOn", d.state, d.done_on as "doneOn",
       t.other_name as "fromSchool"
     from carried_duty d left join transfer t on t.school_id = d.school_id and t.id = d.transfer_id
     where d.school_id = $1::uuid and d.pupil_id = $2::uuid order by d.window_from desc, d.key, d.id limit 300`,
    [scope.schoolId, pupilId],
  )
