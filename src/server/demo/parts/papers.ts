import { addDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { AgreementKind, Part } from '#shared/agreements/schema.ts'
import type { Frame } from './frame.ts'
import type { StoredPupil } from './pupil-rows.ts'
import type { Random } from './random.ts'
import type { Sealing } from './sealing.ts'
import type { Staff } from './staff.ts'
import type { Row, Rows } from './tables.ts'

interface Tools {
  readonly rows: Rows
  readonly ids: () => string
  readonly random: Random
  readonly frame: Frame
  readonly staff: Staff
  readonly sealing: Sealing
  readonly today: LocalDate
}

type Signer = Readonly<Record<'user_id' | 'member_id' | 'carer_id', string | null>>

const user = (id: string | undefined): Signer => ({ user_id: id ?? null, member_id: null, carer_id: null })

/** What parents and carer agreed. */
const TERMS = {
  reason: '父母在外地务工',
  duties: '照顾吃住，接送上学，有事打电话',
  cost: '父母每月寄来',
  contact: 'weekly',
} as const

/** Share of letters with both signatures, and of those that end within the next weeks. */
const SIGNED = 0.72
const ENDING = 0.1
const NONE = 0.15

interface Wanted {
  readonly kind: AgreementKind
  readonly pupilId: string | null
  readonly staffId: string | null
  readonly author: string
  readonly parties: readonly (readonly [Part, Signer])[]
}

function addAgreement({ rows, ids, random, frame, sealing, today }: Tools, wanted: Wanted): void {
  const school_id = frame.schoolId
  const id = ids()
  const from = frame.years.at(-1)?.from ?? today
  const isSigned = random.chance(SIGNED)
  rows.add('agreement', {
    school_id, id, kind: wanted.kind, pupil_id: wanted.pupilId, staff_id: wanted.staffId, from_on: from,
    to_on: random.chance(ENDING) ? addDays(today, random.int(3, 25)) : addDays(from, 364), created_by: wanted.author,
    terms_sealed: wanted.kind === 'entrusted' ? sealing.agreementTerms(id, TERMS) : null,
    told_school_on: wanted.kind === 'entrusted' ? from : null, declared_on: wanted.kind === 'entrusted' ? from : null,
  }) // prettier-ignore
  for (const [part, signer] of wanted.parties) {
    const signed = isSigned || random.chance(0.4) ? { signed_on: addDays(from, random.int(0, 20)) } : null
    rows.add('agreement_party', {
      school_id, id: ids(), agreement_id: id, part, ...signer, signed_on: signed?.signed_on ?? null,
      method: signed ? 'paper' : null, recorded_by: signed ? wanted.author : null,
    }) // prettier-ignore
  }
}

const carerOf = (rows: Rows): Map<string, Row> =>
  new Map(rows.byTable.carer.map((row) => [row['pupil_id'] as string, row]))

/** Letters on safety at home of most children on the list, and those of the staff with the school. */
export function addPapers(tools: Tools, children: readonly StoredPupil[]): void {
  const { rows, staff, random } = tools
  const carers = carerOf(rows)
  const principal = staff.leaders.get('principal')?.userId ?? ''
  for (const { id, classId } of children) {
    const carer = carers.get(id)
    if (!carer || carer['kind'] === 'nobody' || carer['kind'] === 'uncertain' || random.chance(NONE)) continue
    const teacher = staff.teacherOf(classId).userId
    const signer: Signer = { ...user(undefined), carer_id: carer['id'] as string }
    addAgreement(tools, {
      kind: 'safetyHome', pupilId: id, staffId: null, author: teacher,
      parties: [['teacher', user(teacher)], ['carer', signer]],
    }) // prettier-ignore
  }
  const parents = new Map(
    rows.byTable.family_member.flatMap((row) =>
      row['state'] === 'present' && ['father', 'mother'].includes(row['relation'] as string)
        ? [[row['pupil_id'] as string, row['id'] as string] as const]
        : [],
    ),
  )
  for (const { id, classId } of children) {
    const [carer, parent] = [carers.get(id), parents.get(id)]
    if (carer?.['legal_basis'] !== 'entrusted' || parent === undefined || random.chance(0.4)) continue
    addAgreement(tools, {
      kind: 'entrusted', pupilId: id, staffId: null, author: staff.teacherOf(classId).userId,
      parties: [
        ['guardian', { ...user(undefined), member_id: parent }],
        ['carer', { ...user(undefined), carer_id: (carer['id'] as string) }],
      ],
    }) // prettier-ignore
  }
  for (const { userId } of staff.helpers)
    addAgreement(tools, {
      kind: 'safetyStaff', pupilId: null, staffId: userId, author: principal,
      parties: [['school', user(principal)], ['staff', user(userId)]],
    }) // prettier-ignore
}
