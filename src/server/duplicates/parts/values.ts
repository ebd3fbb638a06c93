import { PARENT_FIELDS } from '#shared/duplicates/rules/fields.ts'
import { textOf } from '#shared/duplicates/rules/merge.ts'
import type { MergeField } from '#shared/duplicates/schema.ts'
import {
  maskAddress,
  maskPhone,
  sealingContext,
  sealMemberAddress,
  sealMemberId,
  sealMemberPhone,
  sealPupilAddress,
  sealPupilId,
  sealPupilPhone,
} from '#server/children/service.ts'
import type { StoredRow } from '#server/db/moving.ts'
import { asJson, toBytes } from '#server/duplicates/parts/stored-bytes.ts'
import { saidIn } from '#server/duplicates/parts/sealed-parts.ts'
import type { Vault } from '#server/vault/vault.ts'

function opened(vault: Vault, row: StoredRow, column: string, context: string): string | null {
  const bytes = toBytes(row[column])
  return bytes === null ? null : vault.open(bytes, context)
}

const PLAIN: Partial<Record<MergeField, readonly string[]>> = {
  name: ['name', 'name_grams', 'pinyin', 'initials'],
  sex: ['sex'],
  birthDate: ['birth_on'],
  studentNo: ['student_no'],
  ethnic: ['ethnic'],
  residence: ['residence'],
  boarding: ['boarding'],
  village: ['village'],
}

/** Columns of the kept pupil with a value from the other one, sealed anew for the kept one. */
function takenOf(vault: Vault, field: MergeField, gone: StoredRow, keptId: string): Record<string, unknown> {
  const open = (column: string, context: string): string | null => opened(vault, gone, column, context)
  if (field === 'phone')
    return asJson(sealPupilPhone(vault, keptId, open('phone_sealed', sealingContext.pupilPhone(gone.id))))
  if (field === 'address')
    return asJson(
      sealPupilAddress(vault, keptId, open('address_sealed', sealingContext.pupilAddress(gone.id))),
    )
  if (field === 'idNumber')
    return {
      id_kind: gone['id_kind'],
      ...asJson(sealPupilId(vault, keptId, open('id_sealed', sealingContext.pupilId(gone.id)))),
    }
  return Object.fromEntries((PLAIN[field] ?? []).map((column) => [column, gone[column]]))
}

/** The kept pupil with what is taken from the other. */
export function takePupil(
  vault: Vault,
  kept: StoredRow,
  gone: StoredRow,
  take: readonly MergeField[],
): StoredRow {
  const taken: Record<string, unknown> = {}
  for (const field of take) Object.assign(taken, takenOf(vault, field, gone, kept.id))
  return { ...kept, ...taken, joined_on: joinedOn(kept, gone), version: Number(kept['version']) + 1 }
}

/** The child has been here since the first of both; since the kept one's, where the other had left before. */
function joinedOn(kept: StoredRow, gone: StoredRow): string {
  const [own, other, left] = [textOf(kept, 'joined_on'), textOf(gone, 'joined_on'), textOf(gone, 'left_on')]
  return other < own && (left === '' || left >= own) ? other : own
}

/** The kept file with the keeper of the other; null when he is not taken. */
export function takeFile(
  kept: StoredRow | undefined,
  gone: StoredRow | undefined,
  take: readonly MergeField[],
): StoredRow | null {
  if (kept === undefined || gone === undefined || !take.includes('keeper')) return null
  return { ...kept, keeper_id: gone['keeper_id'], version: Number(kept['version']) + 1 }
}

/** What the kept member lacks or what was chosen, from the entry of the same person that goes; null when nothing is. */
export function fillMember(
  vault: Vault,
  kept: StoredRow,
  gone: StoredRow,
  take: readonly MergeField[],
): StoredRow | null {
  const chosen = new Set(
    take.flatMap((field) => {
      const parent = field in PARENT_FIELDS ? PARENT_FIELDS[field as keyof typeof PARENT_FIELDS] : undefined
      return parent?.relation === kept['relation'] ? [parent?.of === 'name' ? 'name' : 'phone_sealed'] : []
    }),
  )
  const lacks = (column: string): boolean =>
    gone[column] !== null && (kept[column] === null || chosen.has(column))
  const filled: Record<string, unknown> = {}
  for (const column of ['name', 'is_guardian', 'born_on', 'best_time', 'work_unit'])
    if (lacks(column)) filled[column] = gone[column]
  const open = (column: string, context: string): string | null => opened(vault, gone, column, context)
  if (lacks('phone_sealed')) {
    const phone = open('phone_sealed', sealingContext.memberPhone(gone.id))
    Object.assign(filled, asJson(sealMemberPhone(vault, kept.id, phone)), {
      phone_verified_on: gone['phone_verified_on'],
    })
  }
  if (lacks('id_sealed'))
    Object.assign(
      filled,
      asJson(sealMemberId(vault, kept.id, open('id_sealed', sealingContext.memberId(gone.id)))),
    )
  if (lacks('address_sealed'))
    Object.assign(
      filled,
      asJson(
        sealMemberAddress(vault, kept.id, open('address_sealed', sealingContext.memberAddress(gone.id))),
      ),
    )
  if (Object.keys(filled).length === 0) return null
  return { ...kept, ...filled, version: Number(kept['version']) + 1 }
}

const shown = (value: unknown): string | null => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' ? value : null
}

/** An entry as it is read for comparing. */
export interface Entry {
  readonly pupil: StoredRow
  readonly file: StoredRow | null
  readonly parents: readonly StoredRow[]
  readonly parts: readonly StoredRow[]
  readonly keeperName: string | null
}

/** Every value of an entry twice: as lists show it, and in full, to see whether two are the same. */
export function valuesOf(
  vault: Vault,
  { pupil, file, parents, parts, keeperName }: Entry,
): Record<MergeField, { readonly masked: string | null; readonly full: string | null }> {
  const plain = (value: unknown) => ({ masked: shown(value), full: shown(value) })
  const secret = (column: string, context: string, mask: (text: string) => string) => {
    const full = opened(vault, pupil, column, context)
    return { masked: full === null ? null : mask(full), full }
  }
  const { id } = pupil
  const said = saidIn(vault, id, parts)
  const parent = (field: keyof typeof PARENT_FIELDS) => {
    const { relation, of } = PARENT_FIELDS[field]
    const row = parents.find((one) => one['relation'] === relation)
    if (row === undefined || of === 'name') return plain(row?.['name'])
    const full = opened(vault, row, 'phone_sealed', sealingContext.memberPhone(row.id))
    return { masked: full === null ? null : maskPhone(full), full }
  }
  return {
    name: plain(pupil['name']),
    sex: plain(pupil['sex']),
    birthDate: plain(pupil['birth_on']),
    idNumber: secret('id_sealed', sealingContext.pupilId(id), () => shown(pupil['id_masked']) ?? ''),
    studentNo: plain(pupil['student_no']),
    ethnic: plain(pupil['ethnic']),
    residence: plain(pupil['residence']),
    boarding: plain(pupil['boarding']),
    phone: secret('phone_sealed', sealingContext.pupilPhone(id), maskPhone),
    address: secret('address_sealed', sealingContext.pupilAddress(id), maskAddress),
    village: plain(pupil['village']),
    character: plain(said['character']),
    interests: plain(said['interests']),
    health: plain(said['health']),
    goals: plain(said['goals']),
    keeper: { masked: keeperName, full: shown(file?.['keeper_id']) },
    fatherName: parent('fatherName'),
    fatherPhone: parent('fatherPhone'),
    motherName: parent('motherName'),
    motherPhone: parent('motherPhone'),
  }
}
