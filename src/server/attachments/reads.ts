import type { OwnerKind } from '#shared/attachments/schema.ts'
import { qb, raw, reachedSql, reachOf, stillHereSql } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface OwnerRow {
  readonly pupilId: string | null
  readonly classId: string | null
  /** Who wrote the card. */
  readonly authorId: string | null
}

/** Within reach, and not a child that another school took over. */
const within = `(${stillHereSql('p')} and ${reachedSql('p', 3)})`

const owners: Readonly<Record<OwnerKind, string>> = {
  child: `select p.id as "pupilId", p.class_id as "classId", null::uuid as "authorId" from pupil p
    where p.school_id = $1::uuid and p.id = $2::uuid and ${within}`,
  card: `select p.id as "pupilId", p.class_id as "classId", c.author_id as "authorId"
    from card c join pupil p on p.school_id = c.school_id and p.id = c.pupil_id
    where c.school_id = $1::uuid and c.id = $2::uuid and ${within}`,
  agreement: `select a.pupil_id as "pupilId", p.class_id as "classId", null::uuid as "authorId"
    from agreement a left join pupil p on p.school_id = a.school_id and p.id = a.pupil_id
    where a.school_id = $1::uuid and a.id = $2::uuid and (${within} or (a.pupil_id is null and a.staff_id = app_user()))`,
}

/** What a file hangs on, if the scope reaches it. */
export const ownerQuery = (scope: Scope, kind: OwnerKind, id: string) =>
  raw<OwnerRow>(owners[kind], [scope.schoolId, id, ...reachOf(scope)])

export interface FileRow {
  readonly id: string
  readonly ownerKind: OwnerKind
  readonly ownerId: string
  readonly pupilId: string | null
  readonly tier: 'contact' | 'case'
  readonly authorId: string
  readonly authorName: string
  readonly nameSealed: Buffer
  readonly state: 'uploading' | 'ready' | 'quarantined'
  readonly size: number
  readonly received: number
  readonly sha256: Buffer
  readonly mime: 'image/jpeg' | 'application/pdf' | null
  readonly keptSize: number | null
  readonly scan: 'off' | 'clean' | 'found' | 'failed' | null
  readonly removedAt: string | null
  readonly signed: boolean
  readonly createdAt: string
}

const filesOf = (condition: string, parameters: readonly unknown[], lock = '') =>
  raw<FileRow>(
    `select f.id, f.owner_kind as "ownerKind", f.owner_id as "ownerId", f.pupil_id as "pupilId", f.tier,
       f.author_id as "authorId", coalesce(u.name, '') as "authorName", f.name_sealed as "nameSealed", f.state, f.size,
       f.received, f.sha256, f.mime, f.kept_size as "keptSize", f.scan, f.removed_at as "removedAt", f.created_at as "createdAt",
       exists (select 1 from agreement_party s where s.school_id = f.school_id and s.attachment_id = f.id) as signed
     from attachment f left join auth_user u on u.id = f.author_id
     where f.school_id = $1::uuid and ${condition} order by f.created_at desc, f.id desc ${lock}`,
    parameters,
  )

export const fileQuery = (scope: Scope, id: string) => filesOf('f.id = $2::uuid', [scope.schoolId, id])

/** Held for the rest of the transaction. */
export const lockFileQuery = (scope: Scope, id: string) =>
  filesOf('f.id = $2::uuid', [scope.schoolId, id], 'for update of f')

/** Files of one thing, with those that can still be brought back. */
export const filesQuery = (scope: Scope, kind: OwnerKind, ownerId: string) =>
  filesOf(`f.owner_kind = $2 and f.owner_id = $3::uuid and f.state <> 'uploading'`, [
    scope.schoolId,
    kind,
    ownerId,
  ])

export const countFilesQuery = (scope: Scope, kind: OwnerKind, ownerId: string) =>
  raw<{ files: number }>(
    `select count(*)::integer as files from attachment
     where school_id = $1::uuid and owner_kind = $2 and owner_id = $3::uuid and removed_at is null`,
    [scope.schoolId, kind, ownerId],
  )

export const partsQuery = (scope: Scope, id: string, rendition: 'upload' | 'full' | 'thumb') =>
  qb
    .selectFrom('attachment_part')
    .select(['at', 'sealed'])
    .where('school_id', '=', scope.schoolId)
    .where('attachment_id', '=', id)
    .where('rendition', '=', rendition)
    .orderBy('at')
    .compile()

export const schoolsQuery = () =>
  qb.selectFrom('unit').select(['id', 'time_zone as timeZone']).where('kind', '=', 'school').compile()
