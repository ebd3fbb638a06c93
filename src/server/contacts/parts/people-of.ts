import {
  absencesQuery,
  carerOf,
  carersQuery,
  memberOf,
  membersQuery,
  namedQuery,
} from '#server/children/service.ts'
import { contactPeople } from '#server/contacts/parts/people.ts'
import { staleMonthsQuery } from '#server/contacts/reads.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Vault } from '#server/vault/vault.ts'

/** The people of a child's card, numbers masked; `why`: with the reasons why one is away or kept away. */
export async function peopleOf(tx: Transaction, scope: Scope, vault: Vault, pupilId: string, why = false) {
  const [members, absences, carers, named, [stale]] = await tx.run(
    membersQuery(scope, pupilId),
    absencesQuery(scope, pupilId),
    carersQuery(scope, pupilId),
    namedQuery(scope, pupilId),
    staleMonthsQuery(scope),
  )
  const staleMonths = stale?.months ?? 0
  const people = contactPeople({
    members: members.map((row) => memberOf(vault, row, absences, { today: scope.today, why })),
    carers: carers.map((row) => carerOf(vault, row, false)),
    named,
    today: scope.today,
    staleMonths,
  })
  return { people, staleMonths, members, carers, named }
}
