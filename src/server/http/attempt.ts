import { pupilReach } from '#shared/access/policy.ts'
import type { Failure } from '#shared/errors.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
/** Children on record of one request; more of them say nothing more. */
const MOST = 50

/** Every id of a request, wherever it stands: in the address, behind it, or within the body. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return UUID.test(value) ? [value.toLowerCase()] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : []
}

/** Today's pupils outside the person's reach whom one of the ids names, or whose record it is. */
const outsideReachQuery = (scope: Scope, ids: readonly string[]) =>
  raw<{ id: string; pupilId: string }>(
    `select distinct on (p.id) asked.id, p.id as "pupilId" from unnest($2::uuid[]) as asked(id)
       cross join lateral (select asked.id as pupil_id
         union all select c.pupil_id from card c where c.school_id = $1::uuid and c.id = asked.id
         union all select d.pupil_id from duty d where d.school_id = $1::uuid and d.id = asked.id
         union all select g.pupil_id from agreement g where g.school_id = $1::uuid and g.id = asked.id
         union all select f.pupil_id from attachment f where f.school_id = $1::uuid and f.id = asked.id) as named
       join pupil p on p.school_id = $1::uuid and p.id = named.pupil_id and p.left_on is null
     where (p.class_id is null or p.class_id <> all ($3::uuid[])) and p.id <> all ($4::uuid[])
     order by p.id, asked.id limit ${MOST}`,
    [
      scope.schoolId,
      ids,
      scope.reach.kind === 'some' ? scope.reach.classIds : [],
      scope.reach.kind === 'some' ? scope.reach.pupilIds : [],
    ],
  )

/** A record that does not exist for the person, by its address or as a choice in a form. */
const isUnknown = ({ code, fields }: Failure): boolean =>
  code === 'not-found' || fields?.some((field) => field.code === 'unknown-reference') === true

/**
 * Somebody asked for a child that is not his to look after. He is told what he would be told of a child that does not
 * exist; the principal finds the attempt in the log. There is no way round this for anybody (docs/adr/0022).
 */
export async function recordAttempt(
  { db }: Deps,
  context: Context,
  { input, failure }: { input: unknown; failure: Failure },
): Promise<void> {
  if (!isUnknown(failure)) return
  const ids = [...new Set(idsIn(input))]
  const scope = context.scope(pupilReach(context.actor))
  if (scope?.reach.kind !== 'some' || ids.length === 0) return
  await db.write(scope, async (tx) => {
    const children = await tx.rows(outsideReachQuery(scope, ids))
    for (const { id, pupilId } of children)
      tx.audit({ action: 'attempt', entity: 'child', entityId: id, pupilId })
  })
}
