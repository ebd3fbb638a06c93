import { carryRowsQuery, dropRowsQuery } from '#server/db/moving.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { End } from '#server/transfers/parts/spanning.ts'

interface Pairing {
  readonly id: string
  readonly running: boolean
  /** Other children are in it: it stays with them. */
  readonly shared: boolean
  /** The receiving school has a pairing of this id: the child was there before. */
  readonly known: boolean
}

const pairingsOfQuery = (from: Scope, pupilId: string) =>
  raw<Pairing>(
    `select distinct p.id, p.ended_on is null as running,
       exists (select from pairing_member o where o.school_id = p.school_id and o.pairing_id = p.id and o.part = 'child'
         and o.pupil_id <> $2::uuid) as shared,
       exists (select from pairing k where k.school_id = $3::uuid and k.id = p.id) as known
     from pairing p join pairing_member m on m.school_id = p.school_id and m.pairing_id = p.id
     where p.school_id = $1::uuid and m.pupil_id = $2::uuid and m.part = 'child' order by p.id`,
    [from.schoolId, pupilId, from.otherSchoolId],
  )

const membersQuery = (from: Scope, pupilId: string, pairingIds: readonly string[]) =>
  raw<{ id: string }>(
    `select id from pairing_member where school_id = $1::uuid and pairing_id = any ($3::uuid[])
       and (pupil_id = $2::uuid and part = 'child' or part = 'teacher') order by id`,
    [from.schoolId, pupilId, pairingIds],
  )

/** A role keeps its days when the pairing by which it was given is history of another school. */
const releaseQueries = (from: Scope, pairingIds: readonly string[]) => [
  raw(
    'update role_assignment set pairing_id = null where school_id = $1::uuid and pairing_id = any ($2::uuid[])',
    [from.schoolId, pairingIds],
  ),
  raw('update pairing set follows = null where school_id = $1::uuid and follows = any ($2::uuid[])', [
    from.schoolId,
    pairingIds,
  ]),
]

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id)

/**
 * Who helped the child goes along as history: the child's own place, its teachers and its consents. Other children, classes
 * and people from outside are not named elsewhere; what was noted of several children together stays with them. Here a
 * pairing that was the child's alone is gone; from others only its place.
 */
export async function carryPairings(own: End, other: End, pupilId: string): Promise<void> {
  const all = await own.tx.rows(pairingsOfQuery(other.scope, pupilId))
  const fresh = all.filter(({ known }) => !known)
  const alone = idsOf(fresh.filter(({ shared }) => !shared))
  const among = fresh.filter(({ shared }) => shared)
  const ended = { ended_on: own.scope.today, end_kind: 'moved' }
  const carry = (ids: readonly string[], patch: Readonly<Record<string, unknown>>) =>
    carryRowsQuery(own.scope, 'pairing', { key: 'id', ids, patch: { follows: null, ...patch } })
  const members = idsOf(await other.tx.rows(membersQuery(other.scope, pupilId, idsOf(fresh))))
  await own.tx.run(
    carry(alone, {}),
    carry(idsOf(among.filter(({ running }) => !running)), { end_note_sealed: null }),
    carry(idsOf(among.filter(({ running }) => running)), { ...ended, end_note_sealed: null }),
    carryRowsQuery(own.scope, 'pairing_member', { key: 'id', ids: members, patch: {} }),
    carryRowsQuery(own.scope, 'pairing_consent', { key: 'member_id', ids: members, patch: {} }),
    carryRowsQuery(own.scope, 'pairing_review', { key: 'pairing_id', ids: alone, patch: {} }),
  )
  const gone = idsOf(all.filter(({ shared }) => !shared))
  await other.tx.run(...releaseQueries(other.scope, gone), dropRowsQuery(other.scope, 'pairing', 'id', gone))
}
