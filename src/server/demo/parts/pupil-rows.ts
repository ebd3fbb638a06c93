import { addDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { isParentRelation } from '#shared/children/rules/relations.ts'
import { evaluate } from '#shared/children/rules/evaluate.ts'
import { RENEWAL_SECTIONS } from '#shared/files/rules/renewal.ts'
import type { Outcome } from '#shared/children/schema.ts'
import type { Frame, FrameClass } from './frame.ts'
import { inventBasics, inventGoals, inventHealth, inventHome } from './file-values.ts'
import { factsOf, type InventedPupil } from './pupil.ts'
import type { Random } from './random.ts'
import { CHARACTERS, GOALS, HEALTH, INTERESTS } from './sentences.ts'
import type { Rows } from './tables.ts'
import type { Sealing } from './sealing.ts'

export interface StoredPupil {
  readonly id: string
  readonly pupil: InventedPupil
  readonly classId: string
  /** First day on the school's list; null = not on it. */
  readonly listedFrom: LocalDate | null
  /** Class at a day; the current one before the years that are kept. */
  classAt(day: LocalDate): string
}

interface Tools {
  readonly rows: Rows
  readonly ids: () => string
  readonly random: Random
  readonly frame: Frame
  readonly sealing: Sealing
  readonly today: LocalDate
  readonly keeperId: string | null
}

const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b)

function classesOf(frame: Frame, { grade, classNumber, joinedOn }: InventedPupil): FrameClass[] {
  const last = frame.years.at(-1)?.from ?? ''
  return frame.classes.filter(
    (one) =>
      one.number === classNumber &&
      one.grade === grade - (Number(last.slice(0, 4)) - Number(one.yearFrom.slice(0, 4))) &&
      one.yearTo >= joinedOn,
  )
}

function addFamily(
  { rows, ids, frame, sealing, random, today }: Tools,
  pupilId: string,
  pupil: InventedPupil,
): void {
  const school_id = frame.schoolId
  const memberIds = pupil.members.map((member) => {
    const id = ids()
    rows.add('family_member', {
      school_id, id, pupil_id: pupilId, relation: member.relation, name: member.name, state: member.state,
      incapable: member.incapable, is_guardian: member.state === 'present' && isParentRelation(member.relation) ? !member.incapable : null, born_on: member.bornOn,
      ...sealing.memberPhone(id, member.phone), phone_verified_on: member.phone && random.chance(0.7) ? addDays(today, -random.int(5, 90)) : null,
      best_time: member.absences.length > 0 ? random.pick(['晚上八点后', '周日下午', '中午', null]) : null,
      work_unit: member.absences.at(-1)?.workUnit ?? null,
    }) // prettier-ignore
    for (const absence of member.absences)
      rows.add('absence', {
        school_id, id: ids(), pupil_id: pupilId, member_id: id, from_on: absence.from, to_on: absence.to, kind: 'work',
        place: absence.place, work_unit: absence.workUnit,
      }) // prettier-ignore
    return id
  })
  const { carer } = pupil
  const id = ids()
  const memberId = carer.member === null ? null : (memberIds[carer.member] ?? null)
  rows.add('carer', {
    school_id, id, pupil_id: pupilId, member_id: memberId, kind: carer.kind, relation: carer.relation, name: carer.name,
    born_on: carer.bornOn, ...sealing.carerPhone(id, carer.phone), legal_basis: LEGAL_BASIS[carer.kind] ?? 'helper',
    from_on: carer.from,
  }) // prettier-ignore
}

/** A relative was asked in writing; a grandparent helps without it. */
const LEGAL_BASIS: Readonly<Partial<Record<string, string>>> = { parent: 'parent', relative: 'entrusted' }

/** One decision for each definition under which the child counts or should be looked at. */
function addStatuses(
  { rows, ids, frame, today }: Tools,
  pupilId: string,
  pupil: InventedPupil,
): LocalDate | null {
  let listedFrom: LocalDate | null = null
  for (const definition of frame.definitions) {
    const outcome: Outcome = evaluate(definition, factsOf(pupil), today)
    if (outcome.result === 'not') continue
    const from = later(outcome.since ?? today, pupil.joinedOn)
    if (definition.key === frame.definition.key && outcome.result === 'counted') listedFrom = from
    rows.add('child_status', {
      school_id: frame.schoolId, id: ids(), pupil_id: pupilId, definition_id: definition.id, result: outcome.result,
      kind: outcome.kind, from_on: from, as_of: today, reasons: outcome.reasons,
    }) // prettier-ignore
  }
  return listedFrom
}

function addFile(
  { rows, ids, frame, random, sealing, today, keeperId }: Tools,
  pupilId: string,
  pupil: InventedPupil,
  listedFrom: LocalDate,
): void {
  const school_id = frame.schoolId
  const begun = later(addDays(listedFrom, random.int(1, 12)), frame.years[0]?.from ?? listedFrom)
  const opened = begun < today ? begun : today
  rows.add('child_file', {
    school_id, id: ids(), pupil_id: pupilId, opened_on: opened, open_kind: 'counted',
    // A few are not finished yet: the archive rate is not always 100 %.
    keeper_id: random.chance(0.96) ? keeperId : null,
  }) // prettier-ignore
  addRecord({ rows, ids, frame, random, sealing, today, keeperId }, pupilId, opened)
  const basic = {
    character: random.chance(0.94) ? random.pick(CHARACTERS) : null,
    interests: random.chance(0.94)
      ? [...new Set([random.pick(INTERESTS), random.pick(INTERESTS)])].join('、')
      : null,
    goals: random.chance(0.7) ? random.pick(GOALS) : null,
    ...inventBasics(random, today),
  }
  const health = { health: pupil.health ?? random.pick(HEALTH), ...inventHealth(random) }
  const inner = inventHome(random)
  for (const [tier, values] of [
    ['basic', basic],
    ['contact', health],
    ['fileCase', inner],
  ] as const)
    rows.add('child_file_part', {
      school_id,
      id: ids(),
      pupil_id: pupilId,
      ...sealing.filePart(pupilId, tier, values, later(opened, addDays(today, -60))),
    })
}

/** Most files were gone through last September, and of some the goals are stated. */
function addRecord(
  { rows, ids, frame, random, sealing, keeperId }: Tools,
  pupilId: string,
  opened: LocalDate,
): void {
  const year = frame.years.at(-1)?.from
  if (keeperId === null || year === undefined) return
  const school_id = frame.schoolId
  const confirmed = later(addDays(year, random.int(2, 25)), opened)
  const done = random.chance(0.75) ? RENEWAL_SECTIONS : RENEWAL_SECTIONS.slice(0, random.int(0, 3))
  for (const section of done)
    rows.add('file_renewal', {
      school_id,
      id: ids(),
      pupil_id: pupilId,
      section,
      confirmed_on: confirmed,
      confirmed_by: keeperId,
    })
  if (!random.chance(0.3)) return
  for (const { goal, state, evidence } of inventGoals(random)) {
    const id = ids()
    rows.add('child_goal', {
      school_id, id, pupil_id: pupilId, goal, state, told_by: 'teacher', stated_on: confirmed,
      evidence_sealed: sealing.goalEvidence(id, evidence), author_id: keeperId,
    }) // prettier-ignore
  }
}

/** A pupil with family, classes, decisions and, when on the list, a care file. */
export function addPupil(tools: Tools, pupil: InventedPupil): StoredPupil {
  const { rows, ids, frame, sealing, random } = tools
  const id = ids()
  const school_id = frame.schoolId
  const classes = classesOf(frame, pupil)
  const current = classes.at(-1)
  if (!current) throw new Error('a pupil without a class')
  rows.add('pupil', {
    school_id, id, name: pupil.name, ...sealing.searchColumns(pupil.name), sex: pupil.sex, birth_on: pupil.birthOn, ethnic: pupil.ethnic,
    residence: pupil.residence, boarding: pupil.boarding, class_id: current.id,
    id_kind: pupil.idNumber ? 'resident' : 'none',
    ...sealing.pupilId(id, pupil.idNumber), ...sealing.pupilPhone(id, pupil.phone),
    ...sealing.pupilAddress(id, pupil.listed && random.chance(0.02) ? null : pupil.address), village: pupil.village, joined_on: pupil.joinedOn,
  }) // prettier-ignore
  for (const one of classes)
    rows.add('class_membership', {
      school_id, id: ids(), pupil_id: id, class_id: one.id, from_on: later(one.yearFrom, pupil.joinedOn),
      to_on: one === current ? null : one.yearTo, reason: one === current ? null : 'promoted',
    }) // prettier-ignore
  addFamily(tools, id, pupil)
  const listedFrom = addStatuses(tools, id, pupil)
  if (listedFrom !== null) addFile(tools, id, pupil, listedFrom)
  return {
    id,
    pupil,
    classId: current.id,
    listedFrom,
    classAt: (day) => classes.find((one) => one.yearFrom <= day && day <= one.yearTo)?.id ?? current.id,
  }
}
