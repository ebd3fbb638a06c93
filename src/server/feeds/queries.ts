import { qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** Stops whatever link the person has in this school. */
export const revokeLinksQuery = (scope: Scope, at: string) =>
  qb
    .updateTable('feed_link')
    .set({ revoked_at: at })
    .where('school_id', '=', scope.schoolId)
    .where('user_id', '=', scope.userId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .compile()

/** The same id again, of the same person, takes the new token: the answer with the old one was lost. */
export const insertLinkQuery = (scope: Scope, link: { id: string; hash: Buffer; at: string }) =>
  qb
    .insertInto('feed_link')
    .values({
      school_id: scope.schoolId,
      id: link.id,
      user_id: scope.userId ?? '',
      token_hash: link.hash,
      created_at: link.at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['school_id', 'id'])
        .doUpdateSet({ token_hash: link.hash, revoked_at: null, created_at: link.at })
        .where('feed_link.user_id', '=', scope.userId ?? ''),
    )
    .returning(['id', 'created_at as createdAt', 'read_on as readOn'])
    .compile()

/** Once a day at most: enough to see whether anybody still uses it. */
export const markReadQuery = (scope: Scope, id: string) =>
  qb
    .updateTable('feed_link')
    .set({ read_on: scope.today })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('read_on', 'is', null), eb('read_on', '<', scope.today)]))
    .compile()
