import {
  absencesQuery,
  carerOf,
  carersQuery,
  memberOf,
  membersQuery,
  namedQuery,
} from '#server/children/service.ts'
import { entriesOf, withheldEntries, withPerson } from '#shared/incidents/rules/people.ts'
import { contactPeople } from '#server/contacts/parts/people.ts'
import type { Transaction } from '#server/db/database.ts'
import { settingsOf, settingsQuery } from '#server/db/school-settings.ts'
import type { Scope } from '#server/db/scope.ts'
import { withheldNowQuery } from '#server/db/withheld.ts'
import type { Vault } from '#server/vault/vault.ts'

/** The people of a child's card, numbers masked; `why`: with the reasons why one is away or kept away. */
export async function peopleOf(tx: Transaction, scope: Scope, vault: Vault, pupilId: string, why = false) {
  const [members, absences, carers, named, [unit], held] = await tx.run(
    membersQuery(scope, pupilId),
    absencesQuery(scope, pupilId),
    carersQuery(scope, pupilId),
    namedQuery(scope, pupilId),
    settingsQuery(scope),
    withheldNowQuery(scope, [pupilId]),
  )
  const staleMonths = settingsOf(unit).contactMonths
  const file = { members, carers, named }
  const entries = entriesOf(file)
  const people = contactPeople({
    members: members.map((row) => memberOf(vault, row, absences, { today: scope.today, why })),
    carers: carers.map((row) => carerOf(vault, row, false)),
    named,
    withheld: withheldEntries(file, held),
    today: scope.today,
    staleMonths,
  })
  return { people, staleMonths, members, carers, named, entries, withheld: withPerson(held, entries) }
}
