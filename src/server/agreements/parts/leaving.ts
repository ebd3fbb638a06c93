import { seal } from '#server/agreements/parts/sealed.ts'
import { endQuery } from '#server/agreements/queries.ts'
import type { Transaction } from '#server/db/database.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Vault } from '#server/vault/vault.ts'

const REASON = '转学'

/** What is agreed for a child and has not ended; of `staff` only what somebody of the school is a party of. */
const runningQuery = (scope: Scope, pupilId: string, which: 'all' | 'staff') =>
  raw<{ id: string; version: number }>(
    `select a.id, a.version from agreement_state a where a.school_id = $1::uuid and a.pupil_id = $2::uuid and a.state <> 'ended'
       and ($3 = 'all' or a.staff_id is not null or exists (select from agreement_party s where s.school_id = a.school_id
         and s.agreement_id = a.id and s.user_id is not null))
     order by a.id`,
    [scope.schoolId, pupilId, which],
  )

/** The child goes from the school: what staff agreed with the family ends today, to another school `staff`, else `all`. */
export async function endAgreementsOfChild(
  vault: Vault,
  tx: Transaction,
  scope: Scope,
  { pupilId, which }: { readonly pupilId: string; readonly which: 'all' | 'staff' },
): Promise<void> {
  for (const { id, version } of await tx.rows(runningQuery(scope, pupilId, which))) {
    await tx.run(endQuery(scope, id, version, scope.today, seal(vault, 'end', id, REASON)))
    tx.audit({ action: 'end', entity: 'agreement', entityId: id, pupilId, detail: { moved: true } })
  }
}

/** Before an agreement goes to another school: the words and the school it was signed with go along. */
export const keepSignedWords = (tx: Transaction, scope: Scope, pupilId: string): Promise<unknown> =>
  tx.rows(
    raw(
      `update agreement a set signed_school = coalesce(a.signed_school, n.name),
         signed_title = coalesce(a.signed_title, (select t.title from agreement_text t where t.school_id = a.school_id
           and t.kind = a.kind and t.version = a.text_version)),
         signed_body = coalesce(a.signed_body, (select t.body from agreement_text t where t.school_id = a.school_id
           and t.kind = a.kind and t.version = a.text_version))
       from unit n where n.id = a.school_id and a.school_id = $1::uuid and a.pupil_id = $2::uuid`,
      [scope.schoolId, pupilId],
    ),
  )
