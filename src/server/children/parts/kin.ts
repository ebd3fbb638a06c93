import { z } from 'zod'
import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import { unsaidKind } from '#shared/children/rules/unsaid.ts'
import type { Carer, Member } from '#shared/children/schema.ts'
import { awayOn } from '#shared/family/rules/care-on.ts'
import { CarerBar, type HomeOften, NoContactReason } from '#shared/kin/schema.ts'
import type { absencesQuery, carersQuery, membersQuery } from '#server/db/kin.ts'
import { maskedAddress, sealingContext } from '#server/children/parts/sealed.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Vault } from '#server/vault/vault.ts'

type MemberRow = RowOf<ReturnType<typeof membersQuery>>
type AbsenceRow = RowOf<ReturnType<typeof absencesQuery>>
type CarerRow = RowOf<ReturnType<typeof carersQuery>>

const open = (vault: Vault, value: Buffer | null, context: string): string | null =>
  value === null ? null : vault.open(value, context)

interface Shown {
  readonly today: LocalDate
  /** Whether the reader may know why somebody is away or kept away. */
  readonly why: boolean
}

/** One of the family as the file shows it: numbers and addresses masked, the legal note only with the reasons. */
export function memberOf(
  vault: Vault,
  row: MemberRow,
  all: readonly AbsenceRow[],
  { today, why }: Shown,
): Member {
  const { id } = row
  const absences = all.filter(({ memberId }) => memberId === id).map((one) => absenceOf(vault, one, why))
  return {
    ...row,
    state: row.state as Member['state'],
    addressMasked: maskedAddress(vault, row.addressSealed, sealingContext.memberAddress(id)),
    workAddressMasked: maskedAddress(vault, row.workAddressSealed, sealingContext.memberWorkAddress(id)),
    noContact:
      row.noContactReason === null
        ? null
        : {
            reason: NoContactReason.parse(row.noContactReason),
            note: why ? open(vault, row.noContactSealed, sealingContext.memberNoContact(id)) : null,
          },
    health: open(vault, row.healthSealed, sealingContext.memberHealth(id)),
    awayNow: row.state === 'present' && awayOn(absences, today) !== undefined,
    absences,
  }
}

/** Why somebody is away and the words about it only with the reasons. */
function absenceOf(vault: Vault, row: AbsenceRow, why: boolean): Member['absences'][number] {
  const { noteSealed, ...absence } = row
  const kind = row.kind as Member['absences'][number]['kind']
  return {
    ...absence,
    kind: why ? kind : unsaidKind(kind),
    homeOften: absence.homeOften as HomeOften | null,
    callsOften: absence.callsOften as HomeOften | null,
    note: why ? open(vault, noteSealed, sealingContext.absenceNote(row.id)) : null,
  }
}

const Bars = z.array(CarerBar)

/** A carer as the file shows it; why the law bars somebody only for those who decide about it (H-06). */
export function carerOf(vault: Vault, row: CarerRow, seesBars: boolean): Carer {
  const bars = open(vault, row.barsSealed, sealingContext.carerBars(row.id))
  return {
    ...row,
    kind: row.kind as Carer['kind'],
    legalBasis: row.legalBasis as Carer['legalBasis'],
    health: open(vault, row.healthSealed, sealingContext.carerHealth(row.id)),
    reason: open(vault, row.reasonSealed, sealingContext.carerReason(row.id)),
    addressMasked: maskedAddress(vault, row.addressSealed, sealingContext.carerAddress(row.id)),
    barred: bars !== null,
    bars: seesBars ? Bars.parse(bars === null ? [] : JSON.parse(bars)) : null,
  }
}
