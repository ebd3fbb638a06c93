import { isOfFamily, isSamePerson, sexOfRelation, type Known } from '#shared/pairing/rules/same-person.ts'
import { maskPhone, sealingContext } from '#server/children/service.ts'
import { staffContext } from '#server/contacts/service.ts'
import { householdMarks } from '#server/db/household.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Vault } from '#server/vault/vault.ts'

/** The ids of those who must not help a child. */
export interface Bars {
  readonly relatives: readonly string[]
  readonly conflicts: readonly string[]
}

interface SealedPhone {
  readonly sealed: Buffer | null
  readonly masked: string | null
}

interface KinRow extends SealedPhone {
  /** Whose number it is: a carer of the family has the number of its entry there. */
  readonly ownerId: string
  readonly pupilId: string
  readonly record: 'member' | 'carer'
  readonly relation: string
  readonly name: string | null
  /** Something that the law bars is on record (未成年人保护法 22); what it is stays sealed. */
  readonly barred: boolean
}

/** The family and the carers of some children, and of the whole school those the law bars. Who has died helps nobody. */
const kinQuery = (scope: Scope, childIds: readonly string[]) =>
  raw<KinRow>(
    `select id as "ownerId", pupil_id as "pupilId", 'member' as record, relation, name, phone_sealed as sealed, phone_masked as masked, false as barred
     from family_member where school_id = $1::uuid and pupil_id = any ($2::uuid[]) and state <> 'dead'
     union all
     select case when k.phone_sealed is null and m.phone_sealed is not null then m.id else k.id end, k.pupil_id,
       case when k.phone_sealed is null and m.phone_sealed is not null then 'member' else 'carer' end, k.relation, coalesce(k.name, m.name),
       coalesce(k.phone_sealed, m.phone_sealed), case when k.phone_sealed is null then m.phone_masked else k.phone_masked end, k.bars_sealed is not null
     from carer k left join family_member m on m.school_id = k.school_id and m.id = k.member_id
     where k.school_id = $1::uuid and (k.pupil_id = any ($2::uuid[]) or k.bars_sealed is not null)`,
    [scope.schoolId, childIds],
  )

interface HelperRow extends SealedPhone {
  readonly id: string
  /** The account of somebody who is on record as a helper under another id. */
  readonly userId: string | null
  readonly helperId: string | null
  readonly name: string | null
  readonly sex: string
  /** Of staff the own mobile; the office's number says nothing about a person. */
  readonly mobile: Buffer | null
}

/** Everybody grown up who helps or could, by what they could be recognised. */
const knownHelpersQuery = (scope: Scope) =>
  raw<HelperRow>(
    `select coalesce(case when h.kind = 'staff' then h.user_id else h.id end, w.id) as id, h.id as "helperId",
       coalesce(h.user_id, w.id) as "userId", coalesce(h.name, u.name) as name, coalesce(h.sex, 'unknown') as sex,
       h.phone_sealed as sealed, h.phone_masked as masked, n.mobile_sealed as mobile
     from (select * from helper where school_id = $1::uuid) h
     full join (select distinct user_id as id from role_assignment where school_id = $1::uuid) w on w.id = h.user_id and h.kind = 'staff'
     left join auth_user u on u.id = coalesce(h.user_id, w.id)
     left join staff_number n on n.school_id = $1::uuid and n.user_id = coalesce(h.user_id, w.id)`,
    [scope.schoolId],
  )

/** Which of some pupils live with which of the children: brothers and sisters, confirmed by a person or guessed. */
const matesQuery = (scope: Scope, childIds: readonly string[], pupilIds: readonly string[]) =>
  raw<{ pupilId: string; mateId: string }>(
    `with ${householdMarks('$2', 'pupil_id = any ($4::uuid[])')}
     select distinct a.pupil_id as "pupilId", b.pupil_id as "mateId" from mark a join mark b on b.mark = a.mark and b.pupil_id <> a.pupil_id
     where a.pupil_id = any ($3::uuid[])`,
    [scope.schoolId, scope.today, childIds, [...childIds, ...pupilIds]],
  )

/** `pupilIds`: the pupils who may help. */
export const recordedQueries = (scope: Scope, childIds: readonly string[], pupilIds: readonly string[]) =>
  [kinQuery(scope, childIds), knownHelpersQuery(scope), matesQuery(scope, childIds, pupilIds)] as const

type Rows = readonly [
  readonly KinRow[],
  readonly HelperRow[],
  readonly { readonly pupilId: string; readonly mateId: string }[],
]

/** Numbers are opened only where the masks are alike. */
function kinOf(vault: Vault, row: KinRow, masks: ReadonlySet<string>): Known {
  const { ownerId, record, relation, name, sealed, masked } = row
  const known = { name, sex: sexOfRelation(relation) }
  if (sealed === null || masked === null) return { ...known, phones: [] }
  if (!masks.has(masked)) return { ...known, phones: [masked] }
  const context =
    record === 'member' ? sealingContext.memberPhone(ownerId) : sealingContext.carerPhone(ownerId)
  return { ...known, phones: [vault.open(sealed, context)] }
}

function helperOf(vault: Vault, row: HelperRow): Known {
  const { helperId, userId, name, sex, sealed, mobile } = row
  const own = sealed !== null && helperId !== null ? [vault.open(sealed, `helper.phone:${helperId}`)] : []
  const staff = mobile !== null && userId !== null ? [vault.open(mobile, staffContext(userId))] : []
  return { name, sex, phones: [...own, ...staff] }
}

/** A teacher may be on record as a caring parent as well: who is named once is meant under each id. */
function everyIdOf(helpers: readonly HelperRow[]): (ids: readonly string[]) => string[] {
  const alike = new Map<string, string[]>()
  for (const { id, helperId, userId } of helpers) {
    const own = [id, helperId, userId].filter((one) => one !== null)
    for (const one of own) alike.set(one, [...(alike.get(one) ?? []), ...own])
  }
  return (ids) => [...new Set(ids.flatMap((id) => [id, ...(alike.get(id) ?? [])]))]
}

/**
 * Who must not help a child by what is on record, beside whom somebody named: its family and those who care for it, its
 * brothers and sisters; and for every child whoever the law bars from caring (H-09, H-21). Somebody named under one id is
 * the same person under another.
 */
export function recordedBars(
  vault: Vault,
  [kin, helpers, mates]: Rows,
): (child: Bars & { readonly id: string }) => Bars {
  const people = helpers.map((row) => ({ row, known: helperOf(vault, row) }))
  const byKey = new Map<string, typeof people>()
  const keysOf = ({ name, phones }: Known): string[] => [...(name === null ? [] : [name]), ...phones]
  for (const person of people)
    for (const key of keysOf(person.known)) byKey.set(key, [...(byKey.get(key) ?? []), person])
  const masks = new Set(people.flatMap(({ known }) => known.phones.map(maskPhone)))
  const [relatives, barred] = [new Map<string, Set<string>>(), new Set<string>()]
  const add = (pupilId: string, id: string): void =>
    void relatives.set(pupilId, (relatives.get(pupilId) ?? new Set<string>()).add(id))
  for (const row of kin) {
    const known = kinOf(vault, row, masks)
    for (const person of new Set(keysOf(known).flatMap((key) => byKey.get(key) ?? []))) {
      if (isOfFamily(person.known, known)) add(row.pupilId, person.row.id)
      if (row.barred && isSamePerson(person.known, known)) barred.add(person.row.id)
    }
  }
  for (const { pupilId, mateId } of mates) add(pupilId, mateId)
  const everyId = everyIdOf(helpers)
  return (child) => ({
    relatives: [...everyId(child.relatives), ...(relatives.get(child.id) ?? [])],
    conflicts: [...everyId(child.conflicts), ...barred],
  })
}
