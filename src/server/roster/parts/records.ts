/** Rows as the import reads and writes them: the column names of the tables. */
export interface PupilRecord {
  readonly id: string
  readonly name: string
  readonly name_grams: readonly string[]
  readonly pinyin: string
  readonly initials: string
  readonly sex: string
  readonly birth_on: string
  readonly ethnic: string | null
  readonly residence: string
  readonly boarding: boolean | null
  readonly class_id: string | null
  readonly student_no: string | null
  readonly id_kind: string
  readonly id_sealed: Buffer | null
  readonly id_index: Buffer | null
  readonly id_masked: string | null
  readonly phone_sealed: Buffer | null
  readonly phone_masked: string | null
  readonly address_sealed: Buffer | null
  readonly registered_mark: string | null
  readonly extra_sealed: Buffer | null
  readonly joined_on: string
  readonly left_on: string | null
  readonly left_reason: string | null
  readonly version: number
  readonly field_versions: Readonly<Record<string, number>>
}

export interface MembershipRecord {
  readonly id: string
  readonly pupil_id: string
  readonly class_id: string
  readonly from_on: string
  readonly to_on: string | null
  readonly reason: string | null
}

export interface MemberRecord {
  readonly id: string
  readonly pupil_id: string
  readonly relation: string
  readonly name: string | null
  readonly state: string
  readonly incapable: boolean
  readonly is_guardian: boolean | null
  readonly born_on: string | null
  readonly id_sealed: Buffer | null
  readonly id_masked: string | null
  readonly phone_sealed: Buffer | null
  readonly phone_masked: string | null
  readonly phone_verified_on: string | null
  readonly phone_dead_on: string | null
  readonly address_sealed: Buffer | null
  readonly work_unit: string | null
  readonly version: number
}

export interface AbsenceRecord {
  readonly id: string
  readonly pupil_id: string
  readonly member_id: string
  readonly from_on: string | null
  readonly to_on: string | null
  readonly kind: string
  readonly place: string | null
  readonly work_unit: string | null
  readonly note_sealed: Buffer | null
  readonly version: number
}

export interface CarerRecord {
  readonly id: string
  readonly pupil_id: string
  readonly member_id: string | null
  readonly kind: string
  readonly relation: string
  readonly name: string | null
  readonly phone_sealed: Buffer | null
  readonly phone_masked: string | null
  readonly phone_verified_on: string | null
  readonly phone_dead_on: string | null
  readonly legal_basis: string
  readonly from_on: string | null
  readonly to_on: string | null
  readonly reason_sealed: Buffer | null
  readonly version: number
}

export interface Records {
  readonly pupil: PupilRecord
  readonly class_membership: MembershipRecord
  readonly family_member: MemberRecord
  readonly absence: AbsenceRecord
  readonly carer: CarerRecord
}

/** The tables an import writes, in an order in which every row finds what it refers to. */
export const ENTITIES = ['pupil', 'class_membership', 'family_member', 'absence', 'carer'] as const
export type Entity = (typeof ENTITIES)[number]

/** A row to be written, with the row it replaces. */
export interface Write<E extends Entity = Entity> {
  readonly entity: E
  readonly record: Records[E]
  readonly before: Records[E] | null
}
