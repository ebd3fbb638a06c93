import { raw } from '#server/db/query.ts'
import { LATE_ENTRY_DAYS_SQL } from '#server/db/school-settings.ts'
import type { Scope } from '#server/db/scope.ts'

export interface WorkDutyRow {
  readonly id: string
  readonly key: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly subjectName: string | null
  readonly pupilId: string | null
  readonly classId: string | null
  readonly className: string | null
  readonly performerRole: string
  readonly from: string
  readonly to: string
  readonly dueOn: string
  readonly state: string
  readonly daysLeft: number
  readonly doneOn: string | null
  readonly lateEntryDays: number
}

/** A duty that the scope reaches: of an own child or class, of oneself, or of the school for whom the whole school is. */
export const workDutyQuery = (scope: Scope, id: string) => {
  const { reach, userId } = scope
  const wide = reach.kind === 'school'
  return raw<WorkDutyRow>(
    `select d.id, d.key, d.subject_kind as "subjectKind", d.subject_id as "subjectId", d.pupil_id as "pupilId",
       coalesce(p.name, u.name, case when d.subject_kind = 'class' then c.name end) as "subjectName",
       d.class_id as "classId", c.name as "className", d.performer_role as "performerRole", d.window_from as "from",
       d.window_to as "to", d.due_on as "dueOn", d.state, d.days_left as "daysLeft", d.done_on as "doneOn",
       (select ${LATE_ENTRY_DAYS_SQL} from unit where unit.id = $1::uuid) as "lateEntryDays"
     from duty_state d left join pupil p on p.school_id = d.school_id and p.id = d.pupil_id
     left join class c on c.school_id = d.school_id and c.id = d.class_id
     left join auth_user u on u.id = d.person_id
     where d.school_id = $1::uuid and d.id = $2::uuid and ($3::boolean or case d.subject_kind
       when 'child' then p.class_id = any ($4::uuid[]) or p.id = any ($5::uuid[])
       when 'class' then d.class_id = any ($4::uuid[]) when 'person' then d.person_id = $6::uuid else false end)`,
    [scope.schoolId, id, wide, wide ? [] : reach.classIds, wide ? [] : reach.pupilIds, userId],
  )
}

export interface WorkRow {
  readonly id: string
  readonly rootId: string
  readonly version: number
  readonly dutyId: string
  readonly authorId: string
  readonly authorName: string | null
  readonly heldOn: string
  readonly people: number | null
  readonly topics: string[]
  readonly sealed: Buffer
  readonly lateSealed: Buffer | null
  readonly correctionSealed: Buffer | null
  readonly supersededAt: string | null
  readonly createdAt: string
  /** The day its first version was filed, on the school's clock. */
  readonly firstFiledOn: string
}

const COLUMNS = `w.id, w.root_id as "rootId", w.version, w.duty_id as "dutyId", w.author_id as "authorId", u.name as "authorName",
  w.held_on as "heldOn", w.people, w.topics, w.sealed, w.late_reason_sealed as "lateSealed",
  w.correction_reason_sealed as "correctionSealed", w.superseded_at as "supersededAt", w.created_at as "createdAt",
  (select (f.created_at at time zone n.time_zone)::date from work f join unit n on n.id = f.school_id
    where f.school_id = w.school_id and f.id = w.root_id) as "firstFiledOn"`

/** All versions of a duty's records, the newest first. */
export const dutyRecordsQuery = (scope: Scope, dutyId: string) =>
  raw<WorkRow>(
    `select ${COLUMNS} from work w left join auth_user u on u.id = w.author_id
     where w.school_id = $1::uuid and w.duty_id = $2::uuid order by w.created_at desc, w.version desc`,
    [scope.schoolId, dutyId],
  )

export const workQuery = (scope: Scope, id: string) =>
  raw<WorkRow>(
    `select ${COLUMNS} from work w left join auth_user u on u.id = w.author_id
     where w.school_id = $1::uuid and w.id = $2::uuid`,
    [scope.schoolId, id],
  )
