import { addDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { proposalContext, staffContext } from '#server/contacts/service.ts'
import { maskPhone, sealNamedPhone } from '#server/children/service.ts'
import type { Vault } from '#server/vault/vault.ts'
import type { Frame } from './frame.ts'
import { inventAdultName } from './names.ts'
import { inventPhone } from './numbers.ts'
import type { StoredPupil } from './pupil-rows.ts'
import type { Random } from './random.ts'
import type { Staff } from './staff.ts'
import type { Row, Rows, Table } from './tables.ts'

interface Tools {
  readonly rows: Rows
  readonly ids: () => string
  readonly random: Random
  readonly frame: Frame
  readonly staff: Staff
  readonly vault: Vault
  readonly today: LocalDate
  readonly now: string
}

const JOBS = ['普工', '瓦工', '缝纫工', '送货员', '种地', '开小店']
/** Most call weekly, of some nobody has asked, a few call seldom. */
const CALLS = ['weekly', 'weekly', 'weekly', 'weekly', 'weekly', 'weekly', 'weekly', null, null, 'monthly']
const OFTEN = ['monthly', 'quarterly', 'yearly', 'yearly', 'rarely']

/** Gives every row of a table the same further columns: COPY takes the columns of the first. */
function extend(rows: Rows, table: Table, more: (row: Row, at: number) => Row): void {
  const list = rows.byTable[table]
  for (const [at, row] of list.entries()) list[at] = { ...row, ...more(row, at) }
}

function addFacts({ rows, random, today }: Tools): void {
  extend(rows, 'family_member', ({ state, phone_sealed }) => {
    const present = state === 'present'
    const dead = present && phone_sealed !== null && random.chance(0.015)
    return {
      occupation: present && random.chance(0.5) ? random.pick(JOBS) : null,
      phone_dead_on: dead ? addDays(today, -random.int(3, 40)) : null,
      no_contact: present && random.chance(0.003) ? 'court' : null,
    }
  })
  const calls = random.fork('calls')
  extend(rows, 'absence', ({ to_on }) => ({
    home_often: to_on === null ? random.pick(OFTEN) : null,
    calls_often: to_on === null ? calls.pick(CALLS) : null,
  }))
  extend(rows, 'carer', ({ kind }) => ({ ill: kind === 'grandparent' && random.chance(0.05) }))
}

function addNumbers({ rows, ids, random, frame, staff, vault }: Tools): void {
  for (const person of [...staff.teachers, ...staff.leaders.values()].slice(0, 24)) {
    const seal = (phone: string): Buffer => vault.seal(phone, staffContext(person.userId))
    rows.add('staff_number', {
      school_id: frame.schoolId, id: ids(), user_id: person.userId, office_sealed: seal(`0999${random.int(1_000_000, 9_999_999)}`),
      mobile_sealed: seal(inventPhone(random)), published: random.chance(0.7) ? 'office' : 'none',
    }) // prettier-ignore
  }
}

/** What a check dates: every number of the child that rings and may be rung, but the one a guardian gave anew. */
function dateChecked({ rows, today }: Tools, checked: ReadonlyMap<unknown, unknown>): void {
  for (const table of ['family_member', 'carer', 'contact_named'] as const)
    extend(rows, table, (row) => {
      const rings = row['phone_sealed'] != null && row['phone_dead_on'] == null && row['no_contact'] == null
      const isChecked = rings && checked.has(row['pupil_id']) && checked.get(row['pupil_id']) !== row['id']
      return { phone_verified_on: isChecked ? today : (row['phone_verified_on'] ?? null) }
    })
}

/** A round half done: by link, by telephone and on paper, with some numbers that wait for a teacher. */
function addRound(tools: Tools, children: readonly StoredPupil[]): void {
  const { rows, ids, random, frame, staff, vault, today, now } = tools
  const { schoolId: school_id } = frame
  const principal = staff.leaders.get('principal')
  if (!principal) return
  const round_id = ids()
  rows.add('contact_round', {
    school_id, id: round_id, kind: 'termly', from_on: addDays(today, -12), to_on: addDays(today, 30), created_by: principal.userId,
  }) // prettier-ignore
  const checked = new Map<unknown, unknown>()
  const members = Map.groupBy(rows.byTable.family_member, ({ pupil_id }) => pupil_id)
  for (const child of children) {
    if (random.chance(0.45)) continue
    const way = random.pick(['link', 'link', 'phone', 'paper'])
    const parent = (members.get(child.id) ?? []).find((row) => row['phone_sealed'] !== null)
    const other = way === 'link' && parent !== undefined && random.chance(0.25)
    const id = ids()
    checked.set(child.id, other ? parent['id'] : null)
    rows.add('contact_check', {
      school_id, id, round_id, pupil_id: child.id, state: other ? 'corrected' : 'confirmed', way, answered_at: now,
      answered_by: way === 'link' ? null : staff.teacherOf(child.classId).userId,
    }) // prettier-ignore
    if (!other) continue
    const proposal = ids()
    const phone = inventPhone(random)
    rows.add('contact_proposal', {
      school_id, id: proposal, check_id: id, pupil_id: child.id, record: 'member', record_id: parent['id'] ?? null,
      phone_sealed: vault.seal(phone, proposalContext(proposal)), phone_masked: maskPhone(phone), created_at: now,
    }) // prettier-ignore
  }
  dateChecked(tools, checked)
}

const NEIGHBOURS = ['邻居', '表叔', '村医', '小卖部老板']

/** The director of each village, the same for its children, and here and there a second contact. */
function addNamed(tools: Tools, children: readonly StoredPupil[]): void {
  const { rows, ids, frame, vault } = tools
  const random = tools.random.fork('named')
  const villages = new Map(rows.byTable.pupil.map((row) => [row['id'], row['village']]))
  const directors = new Map<unknown, { name: string; phone: string }>()
  const add = (pupil_id: string, kind: string, relation: string, who: { name: string; phone: string }) => {
    const id = ids()
    rows.add('contact_named', {
      school_id: frame.schoolId, id, pupil_id, kind, relation, name: who.name, ...sealNamedPhone(vault, id, who.phone),
      phone_verified_on: random.chance(0.7) ? addDays(tools.today, -random.int(5, 200)) : null,
    }) // prettier-ignore
  }
  const somebody = () => ({
    name: inventAdultName(random, random.pick(['male', 'female'])),
    phone: inventPhone(random),
  })
  for (const { id } of children) {
    const village = villages.get(id)
    const director = directors.get(village) ?? somebody()
    directors.set(village, director)
    if (typeof village === 'string' && random.chance(0.7))
      add(id, 'villageDirector', 'villageDirector', director)
    if (random.chance(0.3)) add(id, 'second', random.pick(NEIGHBOURS), somebody())
  }
}

/** What the contact cards of the demo show besides names and numbers. */
export function addContacts(tools: Tools, children: readonly StoredPupil[]): void {
  addFacts(tools)
  addNumbers(tools)
  addNamed(tools, children)
  addRound(tools, children)
}
