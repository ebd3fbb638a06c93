import { fail, ok, type Result } from '#shared/errors.ts'
import { mayReadWhy, maySeeBars } from '#shared/children/policy.ts'
import { mayCheckContacts, maySeeContacts } from '#shared/contacts/policy.ts'
import { keptAwayAs } from '#shared/family/rules/ring.ts'
import { mayTurnTo } from '#shared/contacts/rules/reach.ts'
import type { CheckState, CheckWay, ContactCard, PrintedCard, StaffContact } from '#shared/contacts/schema.ts'
import { aboutChild, fileChildQuery, maskedAddress, sealingContext } from '#server/children/service.ts'
import { peopleOf } from '#server/contacts/parts/people-of.ts'
import {
  changesQuery,
  checkNowQuery,
  currentRoundQuery,
  proposalsQuery,
  staffQuery,
  type StaffRow,
} from '#server/contacts/reads.ts'
import { staffContext } from '#server/contacts/service.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import type { Vault } from '#server/vault/vault.ts'

/** That a bar was entered, or taken back, is for those who decide about it, like the bar itself (H-06). */
const historyOf = (
  rows: readonly RowOf<ReturnType<typeof changesQuery>>[],
  seesBars: boolean,
): ContactCard['history'] =>
  rows
    .map((one) => ({
      ...one,
      source: one.source as 'school',
      fields: one.fields.filter((field) => seesBars || field !== 'bars'),
    }))
    .filter(({ fields }) => fields.length > 0)

export const staffOf = (vault: Vault, rows: readonly StaffRow[]): StaffContact[] =>
  rows.map(({ sealed, ...row }) => ({
    ...row,
    role: row.role as StaffContact['role'],
    phone: vault.open(sealed, staffContext(row.userId)),
  }))

export function getContactCard(deps: Deps, context: Context, id: string): Promise<Result<ContactCard>> {
  const { vault, now } = deps
  return aboutChild<ContactCard>(
    deps,
    context,
    { decision: maySeeContacts(context.actor), id },
    async (tx, scope) => {
      const [child] = await tx.rows(fileChildQuery(scope, id))
      if (!child) return fail('not-found')
      const why = mayReadWhy(context.actor, child)
      const { people, staleMonths, file } = await peopleOf(tx, scope, vault, id, why)
      const { pupil } = file
      const [staff, [round], [check], proposals, history] = await tx.run(
        staffQuery(scope, id),
        currentRoundQuery(scope),
        checkNowQuery(scope, id, new Date(now()).toISOString()),
        proposalsQuery(scope, id),
        changesQuery(scope, id),
      )
      if (!pupil) return fail('not-found')
      tx.audit({ action: 'read', entity: 'contactCard', entityId: id, pupilId: id })
      return ok({
        child: {
          ...pupil,
          addressMasked: maskedAddress(vault, pupil.addressSealed, sealingContext.pupilAddress(id)),
        },
        people,
        staff: staffOf(vault, staff),
        staleMonths,
        round: (round as ContactCard['round'] | undefined) ?? null,
        check: check
          ? { ...check, state: check.state as CheckState, way: check.way as CheckWay | null }
          : null,
        proposals: proposals.map((one) => ({ ...one, record: one.record as 'member' | 'carer' })),
        history: historyOf(history, maySeeBars(context.actor)),
        may: { change: mayCheckContacts(context.actor).allowed },
      })
    },
  )
}

/** Full numbers of those who may be called, for paper: one entry on record for the whole card. */
export function printContactCard(deps: Deps, context: Context, id: string): Promise<Result<PrintedCard>> {
  const { vault } = deps
  const open = (value: Buffer | null | undefined, of: string): string | null =>
    value ? vault.open(value, of) : null
  return aboutChild<PrintedCard>(
    deps,
    context,
    { decision: maySeeContacts(context.actor), id },
    async (tx, scope) => {
      if (!scope.tiers.includes('contact')) return fail('forbidden')
      const { people, askFirst, file } = await peopleOf(tx, scope, vault, id)
      const { members, carers, named, pupil } = file
      // The number kept with the child may be of somebody to be kept away.
      const isOwn =
        !askFirst.has(id) && !(pupil && keptAwayAs({ name: null, phoneMasked: pupil.phoneMasked }, people))
      tx.audit({ action: 'print', entity: 'contactCard', entityId: id, pupilId: id })
      return ok({
        phone: isOwn ? open(pupil?.phoneSealed, sealingContext.pupilPhone(id)) : null,
        address: open(pupil?.addressSealed, sealingContext.pupilAddress(id)),
        people: people.filter(mayTurnTo).map(({ id: personId, mayRing }) => {
          const member = members.find((one) => one.id === personId)
          const carer = carers.find((one) => one.id === personId)
          const other = named.find((one) => one.id === personId)
          const phone = member
            ? open(member.phoneSealed, sealingContext.memberPhone(personId))
            : other
              ? open(other.phoneSealed, sealingContext.namedPhone(personId))
              : open(carer?.phoneSealed, sealingContext.carerPhone(personId))
          return {
            id: personId,
            // A number that does not work is not printed; a carer may be somebody to be kept away.
            phone: mayRing ? phone : null,
            workPhone: open(member?.workPhoneSealed, sealingContext.memberWorkPhone(personId)),
            workAddress: open(member?.workAddressSealed, sealingContext.memberWorkAddress(personId)),
            address: member
              ? open(member.addressSealed, sealingContext.memberAddress(personId))
              : open(carer?.addressSealed, sealingContext.carerAddress(personId)),
          }
        }),
      })
    },
  )
}
