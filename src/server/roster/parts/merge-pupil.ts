import { addDays, schoolYearOf } from '#shared/calendar/rules/local-date.ts'
import type { PupilFields } from '#shared/roster/rules/normalise-row.ts'
import type { ChangedField } from '#shared/roster/schema.ts'
import {
  idNumberIndex,
  maskAddress,
  maskIdNumber,
  maskPhone,
  RETURNED,
  sealingContext,
  sealPupilAddress,
  sealPupilId,
  sealPupilPhone,
  searchKeys,
} from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import { mergeFamily } from '#server/roster/parts/merge-family.ts'
import {
  differs,
  isNew,
  type MergeContext,
  type Merged,
  shown,
  type StoredPupil,
} from '#server/roster/parts/merging.ts'
import type { PupilRecord } from '#server/roster/parts/records.ts'
import { extraOf, familyOf, registeredMarkOf } from '#server/roster/parts/telling.ts'

/** Fields a person edits with a version of their own (children): the import counts as such an edit. */
const VERSIONED: readonly string[] = ['phone', 'address', 'boarding', 'residence', 'ethnic', 'studentNo']

const emptyPupil = (id: string, joinedOn: string): PupilRecord => ({
  id, name: '', name_grams: [], pinyin: '', initials: '', sex: 'unknown', birth_on: '', ethnic: null, residence: 'unknown',
  boarding: null, class_id: null, student_no: null, id_kind: 'none', id_sealed: null, id_index: null, id_masked: null,
  phone_sealed: null, phone_masked: null, address_sealed: null, registered_mark: null, extra_sealed: null, joined_on: joinedOn,
  left_on: null, left_reason: null, version: 0, field_versions: {},
}) // prettier-ignore

interface Setting {
  readonly set: Partial<Record<keyof PupilRecord, unknown>>
  readonly fields: ChangedField[]
  readonly note: (field: ChangedField, from: string | null, to: string | null) => void
}

function setPlain(fields: PupilFields, base: PupilRecord, { set, note }: Setting): void {
  if (isNew(fields.name, base.name || null)) {
    const keys = searchKeys(fields.name)
    Object.assign(set, {
      name: fields.name,
      name_grams: keys.grams,
      pinyin: keys.pinyin,
      initials: keys.initials,
    })
    if (base.version > 0) note('name', base.name, fields.name)
  }
  const plain = [
    ['sex', 'sex', fields.sex],
    ['birthOn', 'birth_on', fields.birthDate],
    ['ethnic', 'ethnic', fields.ethnic],
    ['residence', 'residence', fields.residence],
    ['boarding', 'boarding', fields.boarding],
    ['studentNo', 'student_no', fields.studentNumber],
    ['registeredMark', 'registered_mark', registeredMarkOf(fields)],
  ] as const
  for (const [field, column, told] of plain) {
    const known = base[column]
    if (!isNew<string | boolean>(told, known)) continue
    set[column] = told
    note(field, base.version > 0 ? shown(known) : null, shown(told))
  }
}

function setSealed(
  { vault }: MergeContext,
  fields: PupilFields,
  base: PupilRecord,
  { set, note }: Setting,
): void {
  const { id } = base
  const { idNumber, phone, address } = fields
  if (idNumber !== null && !base.id_index?.equals(idNumberIndex(vault, idNumber))) {
    note('idNumber', base.id_masked, maskIdNumber(idNumber))
    Object.assign(set, sealPupilId(vault, id, idNumber), { id_kind: fields.idKind })
  }
  if (differs(vault, base.phone_sealed, sealingContext.pupilPhone(id), phone)) {
    note('phone', base.phone_masked, phone && maskPhone(phone))
    Object.assign(set, sealPupilPhone(vault, id, phone))
  }
  if (differs(vault, base.address_sealed, sealingContext.pupilAddress(id), address)) {
    const known =
      base.address_sealed && maskAddress(vault.open(base.address_sealed, sealingContext.pupilAddress(id)))
    note('address', known, address && maskAddress(address))
    Object.assign(set, sealPupilAddress(vault, id, address))
  }
  const told = extraOf(fields)
  const known = base.extra_sealed
    ? (JSON.parse(vault.open(base.extra_sealed, sealingContext.pupilExtra(id))) as Record<string, string>)
    : {}
  const news = Object.keys(told).filter((key) => told[key] !== known[key])
  if (news.length === 0) return
  set.extra_sealed = vault.seal(JSON.stringify({ ...known, ...told }), sealingContext.pupilExtra(id))
  if (base.version > 0) note('extra', null, news.join(' '))
}

/** A new class begins on the as-of date; what began on that day or later is put right instead. */
function moveClass(context: MergeContext, into: Merged, classId: string, stored: StoredPupil | null): void {
  const { asOf } = context
  const add = (): void =>
    void into.writes.push({
      entity: 'class_membership',
      record: {
        id: newId(),
        pupil_id: into.pupilId,
        class_id: classId,
        from_on: asOf,
        to_on: null,
        reason: stored !== null && stored.pupil.left_on !== null ? RETURNED : null,
      },
      before: null,
    })
  const open = stored?.memberships.filter((one) => one.to_on === null) ?? []
  if (open.length === 0) return add()
  const [latest] = open.toSorted((a, b) => (a.from_on < b.from_on ? 1 : -1))
  for (const before of open) {
    const again = before === latest && before.from_on >= asOf
    const to_on = again ? null : before.from_on >= asOf ? before.from_on : addDays(asOf, -1)
    into.writes.push({
      entity: 'class_membership',
      record: { ...before, to_on, class_id: again ? classId : before.class_id },
      before,
    })
  }
  if (latest && latest.from_on < asOf) add()
}

/**
 * What one row comes to for the pupil it was matched with (null = a new one): rows to write and the changes to show.
 * A blank in the file says nothing and changes nothing; what the file says replaces what is stored, with its image
 * before kept for undoing. Running the same row again gives no writes.
 */
export function mergePupil(context: MergeContext, fields: PupilFields, stored: StoredPupil | null): Merged {
  const classId = context.classIds.get(fields.className)
  const joins = classId !== undefined && context.knownClassIds.has(classId)
  const base = stored?.pupil ?? emptyPupil(newId(), joins ? context.asOf : schoolYearOf(context.asOf).from)
  const into: Merged = { pupilId: base.id, writes: [], changes: [], warnings: [] }
  const returns = base.left_on !== null
  if (returns) {
    const isOlder = context.asOf < base.left_on
    into.warnings.push({ field: '姓名', reason: isOlder ? 'left-since' : 'left-returns', raw: base.left_on })
    // A list from before the leaving knows nothing of it.
    if (isOlder) return into
  }
  const setting: Setting = {
    set: {},
    fields: [],
    note: (field, from, to) => {
      setting.fields.push(field)
      into.changes.push({ who: null, field, from, to })
    },
  }
  setPlain(fields, base, setting)
  setSealed(context, fields, base, setting)
  const known = base.class_id === null ? null : (context.classNames.get(base.class_id) ?? null)
  if (classId !== undefined && (classId !== base.class_id || returns)) {
    setting.set.class_id = classId
    if (stored) setting.note('class', returns ? null : known, fields.className)
    moveClass(context, into, classId, stored)
  }
  if (returns) Object.assign(setting.set, { left_on: null, left_reason: null })
  if (Object.keys(setting.set).length > 0) {
    const version = base.version + 1
    const field_versions: Record<string, number> = { ...base.field_versions }
    for (const field of setting.fields)
      if (stored && VERSIONED.includes(field)) field_versions[field] = version
    const record = { ...base, ...setting.set, version, field_versions } as PupilRecord
    into.writes.unshift({ entity: 'pupil', record, before: stored?.pupil ?? null })
  }
  mergeFamily(context, into, familyOf(fields), stored)
  return into
}
