import { pupilReach } from '#shared/access/policy.ts'
import type { Endpoint } from '#shared/contract.ts'
import type { Failure } from '#shared/errors.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

const ABOUT_A_CHILD = /^\/api\/(children|cards|duties)\/:id(\/|$)/

/** The child that an id names or belongs to, when it is one of today's pupils and the person does not reach it. */
const outsideReachQuery = (scope: Scope, id: string) =>
  raw<{ pupilId: string }>(
    `select p.id as "pupilId" from pupil p where p.school_id = $1::uuid and p.left_on is null
       and p.id = any (array(select $2::uuid union all select c.pupil_id from card c where c.school_id = $1::uuid and c.id = $2::uuid
         union all select d.pupil_id from duty d where d.school_id = $1::uuid and d.id = $2::uuid))
       and (p.class_id is null or p.class_id <> all ($3::uuid[])) and p.id <> all ($4::uuid[])`,
    [
      scope.schoolId,
      id,
      scope.reach.kind === 'some' ? scope.reach.classIds : [],
      scope.reach.kind === 'some' ? scope.reach.pupilIds : [],
    ],
  )

/**
 * Somebody asked for a child that is not his to look after. He is told what he would be told of a child that does not
 * exist; the principal finds the attempt in the log. There is no way round this for anybody (docs/adr/0022).
 */
export async function recordAttempt(
  { db }: Deps,
  context: Context,
  { endpoint, params, failure }: { endpoint: Endpoint; params: unknown; failure: Failure },
): Promise<void> {
  if (failure.code !== 'not-found' || !ABOUT_A_CHILD.test(endpoint.path)) return
  const { id } = params as { id?: unknown }
  const scope = context.scope(pupilReach(context.actor))
  if (scope?.reach.kind !== 'some' || typeof id !== 'string') return
  await db.write(scope, async (tx) => {
    const [child] = await tx.rows(outsideReachQuery(scope, id))
    if (child) tx.audit({ action: 'attempt', entity: 'child', entityId: id, pupilId: child.pupilId })
  })
}
