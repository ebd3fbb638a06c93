import { addDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { Agreed } from '#shared/pairing/schema.ts'
import { sealAgreed, sealNote } from '#server/pairing/service.ts'
import type { Vault } from '#server/vault/vault.ts'
import { createIds } from './ids.ts'
import { inventAdultName } from './names.ts'
import { createRandom, type Random } from './random.ts'
import type { InventedSchool } from './school.ts'
import { addPerson, grant } from './staff.ts'

interface Wanted {
  readonly vault: Vault
  readonly today: LocalDate
  readonly passwordHash: string | null
  readonly seed: number
}

interface Tools extends Wanted {
  readonly school: InventedSchool
  readonly ids: () => string
  readonly random: Random
}

interface Member {
  readonly part: 'child' | 'teacher' | 'pupil' | 'outside'
  readonly personId: string
}

const AGREED: readonly Agreed[] = [
  { activity: '一起读课外书，每周换一本', time: '周二、周四课后', place: '图书角', call: '' },
  { activity: '一起做手工和画画', time: '周三下午', place: '活动室', call: '值班电话 0999-1000000' },
  { activity: '每周聊聊天，看看作业本', time: '周一午后', place: '办公室', call: '' },
]
const NOTES = [
  '愿意主动打招呼了，作业也按时交。',
  '还比较拘束，先从一起打扫图书角开始。',
  '两个人约好一起练字。',
]

/** A pairing as rows: proposed, on trial or for good, with its answers; a teacher gets the dated role from its first day on. */
function addPairing(
  tools: Tools,
  kind: string,
  state: 'proposed' | 'trial' | 'active',
  members: readonly Member[],
  over: { readonly agreed?: number; readonly supervisorId?: string } = {},
): void {
  const { school, ids, random, vault, today } = tools
  const { rows, frame } = school
  const school_id = frame.schoolId
  const id = ids()
  const proposed = addDays(today, state === 'active' ? -random.int(70, 120) : -random.int(5, 12))
  const started = state === 'proposed' ? null : addDays(proposed, 4)
  const confirmed = state === 'active' && started !== null ? addDays(started, 30) : null
  rows.add('pairing', {
    school_id, id, kind, agreed_sealed: sealAgreed(vault, id, AGREED[over.agreed ?? 2] ?? { activity: '', time: '', place: '', call: '' }),
    supervisor_id: over.supervisorId ?? null, proposed_on: proposed, started_on: started,
    trial_to: started === null ? null : addDays(started, 30), confirmed_on: confirmed,
    next_review_on: confirmed === null ? null : addDays(today, random.int(-6, 60)),
  }) // prettier-ignore
  for (const { part, personId } of members) {
    const memberId = ids()
    const isPupil = part === 'child' || part === 'pupil'
    rows.add('pairing_member', {
      school_id, id: memberId, pairing_id: id, part, pupil_id: isPupil ? personId : null,
      user_id: part === 'teacher' ? personId : null, helper_id: part === 'outside' ? personId : null,
    }) // prettier-ignore
    if (started === null) continue
    addConsents(tools, id, memberId, isPupil ? personId : null, proposed)
  }
  const teacher = members.find(({ part }) => part === 'teacher')
  const person = school.staff.teachers.find(({ userId }) => userId === teacher?.personId)
  if (started !== null && person)
    for (const child of members.filter(({ part }) => part === 'child'))
      grant({ rows, ids, frame }, person, {
        role: 'helpingTeacher',
        pupilId: child.personId,
        pairingId: id,
        from: started,
      })
  if (confirmed === null || !person) return
  const reviewId = ids()
  rows.add('pairing_review', {
    school_id, id: reviewId, pairing_id: id, held_on: confirmed, result: random.pick(['well', 'partly']), goes_on: true,
    note_sealed: sealNote(vault, reviewId, random.pick(NOTES)), author_id: person.userId,
  }) // prettier-ignore
}

function addConsents(
  { school, ids }: Tools,
  pairingId: string,
  memberId: string,
  pupilId: string | null,
  on: LocalDate,
): void {
  const { rows, frame } = school
  const guardian = rows.byTable.family_member.find(
    (row) =>
      row['pupil_id'] === pupilId &&
      row['is_guardian'] === true &&
      (row['relation'] === 'father' || row['relation'] === 'mother'),
  )
  for (const party of pupilId === null ? ['self'] : ['self', 'guardian'])
    rows.add('pairing_consent', {
      school_id: frame.schoolId, id: ids(), pairing_id: pairingId, member_id: memberId, party,
      agreed: party === 'self' || guardian !== undefined, given_on: on,
      guardian_id: party === 'guardian' ? ((guardian?.['id'] as string | undefined) ?? null) : null,
    }) // prettier-ignore
}

interface Outside {
  readonly kind: 'volunteer' | 'parent'
  readonly userId?: string
  readonly name?: string
  /** Days from today on which identity, record and training run out; left out = not checked yet. */
  readonly checks: readonly (number | null)[]
}

function addOutside(
  { school, ids, random, today, vault }: Tools,
  { kind, userId, name, checks }: Outside,
): string {
  const { rows, frame } = school
  const id = ids()
  const sex = random.chance(0.5) ? 'female' : 'male'
  const phone = `1990000${String(random.int(0, 9999)).padStart(4, '0')}`
  rows.add('helper', {
    school_id: frame.schoolId, id, kind, name: name ?? inventAdultName(random, sex), user_id: userId ?? null, sex,
    village: school.pupils[random.int(0, school.pupils.length - 1)]?.pupil.village ?? null, languages: [],
    phone_sealed: vault.seal(phone, `helper.phone:${id}`), phone_masked: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
  }) // prettier-ignore
  for (const [at, days] of checks.entries())
    if (days !== null)
      rows.add('helper_check', {
        school_id: frame.schoolId, id: ids(), helper_id: id, kind: ['identity', 'record', 'training'][at] ?? 'identity',
        done_on: addDays(today, -200), valid_to: addDays(today, days),
      }) // prettier-ignore
  return id
}

/** Key targets, teachers', pupils' and volunteers' pairings, one group of seven, and helpers whose checks lack something. */
export function addPairings(school: InventedSchool, wanted: Wanted): void {
  const random = createRandom(wanted.seed).fork('pairings')
  const ids = createIds(random.fork('ids'), Date.parse(`${wanted.today}T00:00:00Z`) - 30 * 86_400_000)
  const tools: Tools = { ...wanted, school, ids, random }
  const { rows, frame, staff } = school
  const helped = new Set(rows.byTable.role_assignment.map((row) => row['pupil_id']))
  const free = random.shuffle(school.children.filter(({ id }) => !helped.has(id)))
  const others = random.shuffle(school.pupils.filter(({ listedFrom }) => listedFrom === null))
  const child = (at: number): Member => ({ part: 'child', personId: free[at]?.id ?? '' })
  const peer = (at: number): Member => ({ part: 'pupil', personId: others[at]?.id ?? '' })
  const teacher = (at: number): Member => ({ part: 'teacher', personId: staff.teachers[at]?.userId ?? '' })
  const supervisorId = staff.teachers[0]?.userId ?? ''
  for (const { id } of free.slice(0, 26))
    rows.add('pairing_need', { school_id: frame.schoolId, id: ids(), pupil_id: id, key_target: true })
  for (let at = 0; at < 9; at += 1)
    addPairing(tools, 'teacher', at < 6 ? 'active' : at < 8 ? 'trial' : 'proposed', [
      child(at),
      teacher(at + 2),
    ])
  for (let at = 0; at < 3; at += 1)
    addPairing(tools, 'pupil', at < 2 ? 'active' : 'proposed', [child(at), peer(at)], {
      agreed: 0,
      supervisorId,
    })
  const person = addPerson({ rows, ids, random }, 'volunteer', wanted.passwordHash)
  grant({ rows, ids, frame }, person, { role: 'volunteer', from: addDays(wanted.today, -90) })
  const first = addOutside(tools, {
    kind: 'volunteer',
    userId: person.userId,
    name: person.name,
    checks: [200, 200, 160],
  })
  addOutside(tools, { kind: 'volunteer', checks: [300, 300, null] })
  const lapsed = addOutside(tools, { kind: 'volunteer', checks: [200, -5, 200] })
  const parent = addOutside(tools, { kind: 'parent', checks: [250, 250, 250] })
  addPairing(tools, 'volunteer', 'active', [child(9), child(10), { part: 'outside', personId: first }], {
    agreed: 1,
    supervisorId,
  })
  addPairing(tools, 'volunteer', 'trial', [child(11), { part: 'outside', personId: lapsed }], {
    agreed: 1,
    supervisorId,
  })
  addPairing(
    tools,
    'group3211',
    'trial',
    [child(12), child(13), peer(4), peer(5), peer(6), { part: 'outside', personId: parent }, teacher(1)],
    { agreed: 0 },
  )
}
