import { DEFAULT_LIMITS, dueAt } from '#shared/incidents/rules/clocks.ts'
import type { Channel, IncidentKind, IncidentWords, Party } from '#shared/incidents/schema.ts'
import { seal, sealWords } from '#server/incidents/service.ts'
import type { Vault } from '#server/vault/vault.ts'
import { createIds } from './ids.ts'
import type { StoredPupil } from './pupil-rows.ts'
import { createRandom } from './random.ts'
import type { InventedSchool } from './school.ts'
import type { Row } from './tables.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

interface Wanted {
  readonly vault: Vault
  readonly now: number
  readonly seed: number
}

interface Happened {
  readonly kind: IncidentKind
  readonly words: IncidentWords
  /** Instant, in milliseconds. */
  readonly knownAt: number
  /** Minutes after which a party was told, in the order of the notices. */
  readonly told: Readonly<Partial<Record<Party, readonly [minutes: number, channel: Channel]>>>
  /** The closing report, and after how many minutes. */
  readonly closed: readonly [minutes: number, outcome: string] | null
}

const at = (instant: number): string => new Date(instant).toISOString()

/** Children of the class whose teacher one signs in as, with a carer of the family and a parent in the file. */
function childrenOf({ rows, staff, children }: InventedSchool): readonly (readonly [StoredPupil, Row])[] {
  return children.flatMap((child) => {
    if (staff.teacherOf(child.classId).username !== 'teacher5') return []
    const carer = rows.byTable.carer.find(
      (row) => row['pupil_id'] === child.id && row['kind'] === 'grandparent' && row['member_id'] !== null,
    )
    return carer ? [[child, carer] as const] : []
  })
}

interface ToTell {
  readonly party: 'carer' | 'parent' | 'authority' | 'town'
  readonly pupil_id: string | null
  readonly person_id: string | null
  readonly relation: string | null
}

function toTell({ rows }: InventedSchool, child: StoredPupil, carer: Row): ToTell[] {
  const parents = rows.byTable.family_member.filter(
    (row) => row['pupil_id'] === child.id && row['is_guardian'] === true && row['id'] !== carer['member_id'],
  )
  const of = (party: 'carer' | 'parent', row: Row, id: string): ToTell => ({
    party, pupil_id: child.id, person_id: row[id] as string, relation: row['relation'] as string,
  }) // prettier-ignore
  const office = { pupil_id: null, person_id: null, relation: null }
  return [
    of('carer', carer, 'member_id'),
    ...parents.map((row) => of('parent', row, 'id')),
    { party: 'authority', ...office },
    { party: 'town', ...office },
  ]
}

function addIncident(
  school: InventedSchool,
  { vault, ids }: { vault: Vault; ids: () => string },
  [child, carer]: readonly [StoredPupil, Row],
  { kind, words, knownAt, told, closed }: Happened,
): void {
  const { rows, staff, frame } = school
  const school_id = frame.schoolId
  const incident_id = ids()
  const teacher = staff.teacherOf(child.classId).userId
  rows.add('incident', {
    school_id, id: incident_id, kind, occurred_at: null, known_at: at(knownAt), at_school: true, acted_at: at(knownAt + MINUTE),
    sealed: sealWords(vault, incident_id, words), limits: { ...DEFAULT_LIMITS }, starts_at: at(knownAt), recorded_by: teacher,
    recorded_at: at(knownAt + 4 * MINUTE),
  }) // prettier-ignore
  rows.add('incident_child', { school_id, id: ids(), incident_id, pupil_id: child.id })
  const step = (
    id: string,
    kindOfStep: string,
    minutes: number,
    by: string | undefined,
    more: Row,
  ): void =>
    rows.add('incident_step', {
      school_id, id, incident_id, notice_id: null, kind: kindOfStep, of_step_id: null, channel: null, sealed: null, ...more,
      at: at(knownAt + minutes * MINUTE), recorded_by: by ?? teacher, recorded_at: at(knownAt + minutes * MINUTE),
    }) // prettier-ignore
  for (const { party, ...who } of toTell(school, child, carer)) {
    const id = ids()
    rows.add('incident_notice', {
      school_id, id, incident_id, party, ...who, due_at: dueAt(party, at(knownAt), DEFAULT_LIMITS), at_once: false,
      created_at: at(knownAt + 4 * MINUTE),
    }) // prettier-ignore
    const [minutes, channel] = told[party] ?? [0, 'phone']
    if (minutes > 0) step(ids(), 'told', minutes, undefined, { notice_id: id, channel })
  }
  if (closed !== null) {
    const id = ids()
    const by = staff.leaders.get('principal')?.userId
    step(id, 'closed', closed[0], by, { sealed: seal(vault, 'step', id, closed[1]) })
  }
}

/** One incident that is over, with a parent told a few minutes late, and one whose clocks run as the demo is made. */
export function addIncidents(school: InventedSchool, { vault, now, seed }: Wanted): void {
  const [first, second] = childrenOf(school)
  const random = createRandom(seed).fork('incidents')
  const minute = Math.floor(now / MINUTE) * MINUTE
  const tools = { vault, ids: createIds(random, minute - DAY) }
  if (first)
    addIncident(school, tools, first, {
      kind: 'hurt',
      words: {
        place: '操场',
        text: '课间跑步时摔了一跤，膝盖擦破一点皮。',
        action: '扶到医务室，校医清洗、包好了，老师一直陪着',
      },
      knownAt: minute - 21 * DAY,
      told: { carer: [12, 'phone'], parent: [66, 'phone'], authority: [90, 'phone'], town: [95, 'letter'] },
      closed: [180, '休息后回班上课。放学时家里人来接，没有大碍。'],
    })
  if (second)
    addIncident(school, tools, second, {
      kind: 'hurt',
      words: {
        place: '教学楼楼梯',
        text: '下楼时崴了脚，脚踝有点肿，能自己站住。',
        action: '扶着坐下，校医冰敷，班主任陪着',
      },
      knownAt: minute - 18 * MINUTE,
      told: { carer: [9, 'phone'] },
      closed: null,
    })
}
