import type { Knit, KnitPlan, Pair } from '#shared/duplicates/rules/knit-tables.ts'
import { textOf, type Row, type RowsOf } from '#shared/duplicates/rules/merge.ts'

const ENDED_REASON = '结对结束'

const isRunning = (row: Row): boolean => row['ended_on'] === null
/** Confirmed before on trial before proposed, then the one that began first. */
const standing = (row: Row): number => (row['confirmed_on'] !== null ? 2 : row['started_on'] !== null ? 1 : 0)
const goesBefore = (a: Row, b: Row): boolean =>
  standing(a) === standing(b)
    ? textOf(a, 'proposed_on') < textOf(b, 'proposed_on')
    : standing(a) > standing(b)

/**
 * Pairings of both entries go on under the kept one. Of two running ones of the same kind with the same helpers one goes on
 * and the other, with the roles it gave, ends; a child is in no pairing twice and helps not itself.
 */
export function planPairings({ keptId, goneId, kin, today, yesterday }: Pair, rows: RowsOf<Knit>): KnitPlan {
  const membersOf = (pairingId: string): Row[] =>
    rows.pairing_member.filter((row) => row['pairing_id'] === pairingId)
  const childrenOf = (pairingId: string): string[] =>
    membersOf(pairingId).flatMap((row) => (row['part'] === 'child' ? [textOf(row, 'pupil_id')] : []))
  const helpersOf = (pairing: Row): string =>
    membersOf(pairing.id)
      .filter((row) => row['part'] !== 'child')
      .map((row) => ['user_id', 'helper_id', 'class_id', 'pupil_id'].map((column) => textOf(row, column)))
      .map((ids) => ids.join('').replace(goneId, keptId))
      .toSorted()
      .join()
  const mine = rows.pairing_member.filter((row) => row['pupil_id'] === goneId)
  const twinOf = (row: Row): Row | undefined =>
    membersOf(textOf(row, 'pairing_id')).find((one) => one['pupil_id'] === keptId)
  const ended = new Set(
    mine.flatMap((row) => {
      const twin = twinOf(row)
      return twin && twin['part'] !== row['part'] ? [textOf(row, 'pairing_id')] : []
    }),
  )
  const running = rows.pairing.filter((row) => isRunning(row) && !ended.has(row.id))
  const alone = (pairing: Row): boolean => childrenOf(pairing.id).length === 1
  for (const gone of running.filter(({ id }) => childrenOf(id).includes(goneId))) {
    const kept = running.find(
      (one) =>
        !ended.has(one.id) &&
        one.id !== gone.id &&
        one['kind'] === gone['kind'] &&
        childrenOf(one.id).includes(keptId) &&
        helpersOf(one) === helpersOf(gone),
    )
    if (!kept) continue
    const loser = goesBefore(gone, kept) ? kept : gone
    const other = loser === gone ? kept : gone
    if (alone(loser)) ended.add(loser.id)
    else if (alone(other)) ended.add(other.id)
  }
  const twins = mine.filter((row) => twinOf(row) !== undefined).map(({ id }) => id)
  const isTwin = (row: Row): boolean => twins.includes(textOf(row, 'member_id'))
  const isCurrent = (row: Row): boolean => row['to_on'] === null || textOf(row, 'to_on') >= today
  const least = (a: string, b: string): string => (a < b ? a : b)
  const roles = rows.role_assignment.filter(
    (row) => row['pupil_id'] === goneId || ended.has(textOf(row, 'pairing_id')),
  )
  return {
    puts: {
      pairing: rows.pairing
        .filter((row) => isRunning(row) && ended.has(row.id))
        .map((row) => ({
          ...row,
          ended_on: today,
          end_kind: 'handedOver',
          version: Number(row['version']) + 1,
        })),
      pairing_member: mine
        .filter(({ id }) => !twins.includes(id))
        .map((row) => ({ ...row, pupil_id: keptId })),
      pairing_consent: rows.pairing_consent
        .filter((row) => kin.has(textOf(row, 'guardian_id')) && !isTwin(row))
        .map((row) => ({ ...row, guardian_id: kin.get(textOf(row, 'guardian_id')) })),
      role_assignment: roles.map((row) => ({
        ...row,
        pupil_id: row['pupil_id'] === goneId ? keptId : row['pupil_id'],
        ...(ended.has(textOf(row, 'pairing_id')) && isCurrent(row)
          ? {
              from_on: least(textOf(row, 'from_on'), yesterday),
              to_on: yesterday,
              ended_reason: ENDED_REASON,
            }
          : {}),
      })),
    },
    drops: {
      pairing_member: twins,
      pairing_consent: rows.pairing_consent.filter(isTwin).map(({ id }) => id),
    },
  }
}
