import { sql, type SqlBool } from 'kysely'
import type { AuditQuery } from '#shared/audit/schema.ts'
import { aboutPupil } from '#server/db/merged.ts'
import { qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export const AUDIT_PAGE = 50

/** A full number shown is a look, too. */
const LOOKS = ['read', 'reveal']

/** What is on record of a child, and the imports that brought or changed it: an import is one entry for all its pupils. */
const ofChild = (scope: Scope, pupilId: string) =>
  sql<SqlBool>`a.seq = any(array(
    select e.seq from audit_entry e where e.school_id = ${scope.schoolId}::uuid and ${aboutPupil(scope, 'e.pupil_id', pupilId)}
    union all
    select e.seq from audit_entry e where e.school_id = ${scope.schoolId}::uuid and e.entity = 'rosterImport'
      and e.action in ('commit', 'undo') and e.entity_id = any(array(
        select c.import_id from roster_change c where c.school_id = ${scope.schoolId}::uuid
          and ${aboutPupil(scope, 'c.pupil_id', pupilId)}))))`

/** A page of the log with the names that belong to its ids, one row more than a page to know whether there is another. */
export const auditPageQuery = (scope: Scope, { pupilId, kind, before }: AuditQuery) =>
  qb
    .selectFrom('audit_entry as a')
    .leftJoin('auth_user as u', 'u.id', 'a.actor_id')
    .leftJoin('pupil as p', (join) =>
      join.onRef('p.id', '=', 'a.pupil_id').onRef('p.school_id', '=', 'a.school_id'),
    )
    .leftJoin('auth_user as s', (join) =>
      join.onRef('s.id', '=', 'a.entity_id').on('a.entity', '=', 'account'),
    )
    .select([
      'a.id',
      'a.seq',
      'a.at',
      'u.name as actorName',
      'a.why',
      'a.action',
      'a.entity',
      'a.pupil_id as pupilId',
      'p.name as pupilName',
      's.name as personName',
      'a.detail',
    ])
    .where('a.school_id', '=', scope.schoolId)
    .$if(pupilId !== undefined, (q) => q.where(ofChild(scope, pupilId ?? '')))
    .$if(kind === 'read', (q) => q.where('a.action', 'in', LOOKS))
    .$if(kind === 'attempt', (q) => q.where('a.action', '=', 'attempt'))
    .$if(kind === 'change', (q) => q.where('a.action', 'not in', [...LOOKS, 'attempt']))
    .$if(before !== undefined, (q) => q.where('a.seq', '<', before ?? 0))
    .orderBy('a.seq', 'desc')
    .limit(AUDIT_PAGE + 1)
    .compile()

export const chainRowsQuery = (scope: Scope, afterSeq: number, limit: number) =>
  qb
    .selectFrom('audit_entry')
    .select([
      'id',
      'seq',
      'at',
      'actor_id',
      'action',
      'entity',
      'entity_id',
      'pupil_id',
      'why',
      'detail',
      'hash',
    ])
    .where('school_id', '=', scope.schoolId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .compile()

export const chainHeadQuery = (scope: Scope) =>
  qb.selectFrom('audit_head').select(['seq', 'hash']).where('school_id', '=', scope.schoolId).compile()

export const schoolsQuery = () =>
  qb
    .selectFrom('unit')
    .select(['id', 'time_zone as timeZone'])
    .where('kind', '=', 'school')
    .orderBy('id')
    .compile()
