import {
  absencesQuery,
  carerOf,
  carersQuery,
  memberOf,
  membersQuery,
  namedQuery,
  pupilQuery,
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
  const [members, absences, carers, named, [unit], held, [pupil]] = await tx.run(
    membersQuery(scope, pupilId),
    absencesQuery(scope, pupilId),
    carersQuery(scope, pupilId),
    namedQuery(scope, pupilId),
    settingsQuery(scope),
    withheldNowQuery(scope, [pupilId]),
    pupilQuery(scope, pupilId),
  )
  const staleMonths = settingsOf(unit).contactMonths
  const file = { members, carers, named, pupil }
  const withheld = withPerson(held, entriesOf(file))
  const askFirst = withheldEntries(file, pupilId, withheld)
  const people = contactPeople({
    members: members.map((row) => memberOf(vault, row, absences, { today: scope.today, why })),
    carers: carers.map((row) => carerOf(vault, row, false)),
    named,
    withheld: askFirst,
    today: scope.today,
    staleMonths,
  })
  return { people, staleMonths, file, withheld, askFirst }
}
