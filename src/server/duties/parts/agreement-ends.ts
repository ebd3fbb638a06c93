import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { Transaction } from '#server/db/database.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { openDuties } from '#server/duties/parts/opening.ts'

interface Settled {
  readonly pupilId: string
  /** The agreement that was renewed or ended: the evidence. */
  readonly agreementId: string
  readonly on: LocalDate
}

/** Begun duties of a child before the last day of agreements of which none is left to renew or to end. */
const settleEndsQuery = (scope: Scope, { pupilId, agreementId, on }: Settled) =>
  raw(
    `update duty d set done_on = greatest($4::date, d.window_from), done_card_id = $3::uuid
     where d.school_id = $1::uuid and d.subject_kind = 'child' and d.pupil_id = $2::uuid and d.key = 'agreementEnd'
       and d.done_on is null and d.window_from <= app_today()
       and not exists (select from agreement_expiry e
         where e.school_id = d.school_id and e.pupil_id = d.pupil_id and e.to_on = d.window_to)`,
    [scope.schoolId, pupilId, agreementId, on],
  )

/** An agreement of a child was signed by all or ended: what was owed before its end is done, and what follows is opened. */
export async function followAgreement(
  deps: Deps,
  tx: Transaction,
  scope: Scope,
  settled: Settled,
): Promise<void> {
  await tx.run(settleEndsQuery(scope, settled))
  await openDuties(deps, tx, scope, scope.today, [settled.pupilId])
}
