import { textOf, type Row, type RowsOf } from '#shared/duplicates/rules/merge.ts'
import type { Knit, KnitPlan, Pair } from '#shared/duplicates/rules/knit-tables.ts'
import { planNamed } from '#shared/duplicates/rules/knit-named.ts'
import { planMarks } from '#shared/duplicates/rules/knit-marks.ts'
import { planPairings } from '#shared/duplicates/rules/knit-pairings.ts'

const union = (a: unknown, b: unknown): string[] => [
  ...new Set([...((a ?? []) as string[]), ...((b ?? []) as string[])]),
]

/** Both wishes of one child: bars of both hold, the kept one's word goes before the other's. */
function oneNeed(kept: Row, gone: Row): Row {
  return {
    ...kept,
    helper_sex: kept['helper_sex'] === 'any' ? gone['helper_sex'] : kept['helper_sex'],
    language: kept['language'] ?? gone['language'],
    same_village: kept['same_village'] === true || gone['same_village'] === true,
    key_target: kept['key_target'] === true || gone['key_target'] === true,
    relatives: union(kept['relatives'], gone['relatives']),
    conflicts: union(kept['conflicts'], gone['conflicts']),
    version: Number(kept['version']) + 1,
  }
}

/** Of two checks in one round the answered one stays, else the kept entry's; its numbers go with it. */
function planChecks(pair: Pair, rows: RowsOf<Knit>): KnitPlan {
  const { keptId, goneId, kin, lost } = pair
  const of = (table: Knit, id: string): Row[] => rows[table].filter((row) => row['pupil_id'] === id)
  const mine = (row: Row): Row => ({
    ...row,
    pupil_id: keptId,
    member_id: kin.get(textOf(row, 'member_id')) ?? row['member_id'] ?? null,
  })
  const puts: Row[] = []
  const drops: string[] = []
  const instead = new Map<string, string>()
  for (const row of of('contact_check', goneId)) {
    const twin = of('contact_check', keptId).find((one) => one['round_id'] === row['round_id'])
    const wins = twin === undefined || (twin['answered_at'] === null && row['answered_at'] !== null)
    if (wins) puts.push(mine(row))
    if (!twin) continue
    instead.set(wins ? twin.id : row.id, wins ? row.id : twin.id)
    drops.push(wins ? twin.id : row.id)
  }
  const under = (row: Row): Row => ({
    ...row,
    check_id: instead.get(textOf(row, 'check_id')) ?? row['check_id'],
  })
  const given = of('contact_proposal', goneId)
  const isVain = (row: Row): boolean => row['state'] === 'open' && lost.has(textOf(row, 'record_id'))
  const theirs = given.filter((row) => !isVain(row)).map((row) => ({ ...under(row), ...ofKin(pair, row) }))
  const own = of('contact_proposal', keptId).filter((row) => instead.has(textOf(row, 'check_id')))
  return {
    puts: { contact_check: puts, contact_proposal: [...theirs, ...own.map(under)] },
    drops: { contact_check: drops, contact_proposal: given.filter(isVain).map(({ id }) => id) },
  }
}

const ofKin = ({ keptId, kin }: Pair, row: Row): { pupil_id: string; record_id: unknown } => ({
  pupil_id: keptId,
  record_id: kin.get(textOf(row, 'record_id')) ?? row['record_id'],
})

/**
 * Everything beside family, file and duties: what there may be one of only is decided the same way each time, everything
 * else goes to the kept entry as it is. `rows` holds both entries' rows.
 */
export function planKnit(pair: Pair, rows: RowsOf<Knit>): KnitPlan {
  const { keptId, goneId, kin } = pair
  const of = (table: Knit, id: string): readonly Row[] => rows[table].filter((row) => row['pupil_id'] === id)
  const mine = (row: Row): Row => ({ ...row, pupil_id: keptId })
  const sort = (table: Knit, isThere: (row: Row, kept: Row) => boolean) => {
    const there = (row: Row): boolean => of(table, keptId).some((one) => isThere(row, one))
    const gone = of(table, goneId)
    return {
      puts: gone.filter((row) => !there(row)).map(mine),
      drops: gone.filter(there).map(({ id }) => id),
    }
  }
  const renewals = sort('file_renewal', (a, b) =>
    ['section', 'confirmed_on'].every((column) => a[column] === b[column]),
  )
  const places = sort('household_place', (a, b) => a['to_on'] === null && b['to_on'] === null)
  const [keptNeed] = of('pairing_need', keptId)
  const [goneNeed] = of('pairing_need', goneId)
  const need = goneNeed && (keptNeed ? { ...oneNeed(keptNeed, goneNeed), pupil_id: keptId } : mine(goneNeed))
  const isOfKin = (row: Row): boolean => kin.has(textOf(row, 'member_id')) || kin.has(textOf(row, 'carer_id'))
  const checks = planChecks(pair, rows)
  const pairings = planPairings(pair, rows)
  const marks = planMarks(pair, rows.care_mark)
  return {
    puts: {
      ...checks.puts,
      ...pairings.puts,
      file_renewal: renewals.puts,
      household_place: places.puts,
      care_mark: marks.puts,
      attachment: of('attachment', goneId).map((row) => ({
        ...mine(row),
        owner_id: row['owner_kind'] === 'child' ? keptId : row['owner_id'],
      })),
      agreement: of('agreement', goneId).map(mine),
      agreement_party: rows.agreement_party.filter(isOfKin).map((row) => ({
        ...row,
        member_id: kin.get(textOf(row, 'member_id')) ?? row['member_id'],
        carer_id: kin.get(textOf(row, 'carer_id')) ?? row['carer_id'],
      })),
      contact_named: planNamed(pair, rows.contact_named),
      contact_change: of('contact_change', goneId).map((row) => ({ ...row, ...ofKin(pair, row) })),
      pairing_need: need ? [need] : [],
    },
    drops: {
      ...checks.drops,
      ...pairings.drops,
      file_renewal: renewals.drops,
      household_place: places.drops,
      care_mark: marks.drops,
      pairing_need: keptNeed && goneNeed ? [goneNeed.id] : [],
    },
  }
}
