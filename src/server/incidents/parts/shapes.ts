import type { Actor } from '#shared/access/schema.ts'
import type { ContactPerson } from '#shared/contacts/schema.ts'
import { incidentLevel, isOfficer, type IncidentLevel } from '#shared/incidents/policy.ts'
import { clockOf } from '#shared/incidents/rules/clocks.ts'
import { canWithhold, takesMore } from '#shared/incidents/rules/acts.ts'
import {
  entriesOf,
  withheldEntries,
  type PersonEntry,
  type Withheld,
} from '#shared/incidents/rules/people.ts'
import {
  EmergencyLimits,
  type Incident,
  type IncidentContact,
  type IncidentLine,
  type IncidentNotice,
  type IncidentStep,
} from '#shared/incidents/schema.ts'
import type { peopleOf } from '#server/contacts/service.ts'
import { open, openWords } from '#server/incidents/parts/sealed.ts'
import type { IncidentRow, NoticeRow, StepRow } from '#server/incidents/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

/** By child: whom one may ring, the file, and who is withheld in whatever goes on. */
export type PeopleByChild = ReadonlyMap<string, Awaited<ReturnType<typeof peopleOf>>>

export const levelOf = (actor: Actor, { recordedBy, children }: IncidentRow): IncidentLevel | null =>
  incidentLevel(actor, {
    recordedBy,
    children: children.map(({ id, classId }) => ({ pupilId: id, classId })),
  })

export const stateOf = ({ toldAt, withheldAt }: NoticeRow): IncidentNotice['state'] =>
  withheldAt !== null ? 'withheld' : toldAt !== null ? 'told' : 'open'

const contactOf = ({ id, record, relation, name, phoneMasked }: ContactPerson): IncidentContact => ({
  id,
  record,
  relation,
  name,
  phoneMasked,
})

type OfPerson = Pick<NoticeRow, 'pupilId' | 'personId' | 'relation'>

const personOf = ({ pupilId, personId }: OfPerson, people: PeopleByChild): PersonEntry | undefined => {
  const found = people.get(pupilId ?? '')
  return found && entriesOf(found.file).find(({ id }) => id === personId)
}

/** Entries in the file of a child that are of somebody withheld, in this child's file or in another's. */
export const heldIn = (people: PeopleByChild, pupilId: string, withheld: readonly Withheld[]) => {
  const found = people.get(pupilId)
  return found ? withheldEntries(found.file, pupilId, withheld) : new Set<string>()
}

/** Who is withheld in whatever goes on with the children. */
export const withheldAmong = (people: PeopleByChild) =>
  [...people.values()].flatMap(({ withheld }) => withheld)

/** Whom some notices are for, as the files know them. */
export const peopleBehind = (notices: readonly OfPerson[], people: PeopleByChild): Withheld[] =>
  notices.flatMap((one) =>
    one.pupilId === null
      ? []
      : [{ pupilId: one.pupilId, relation: one.relation, person: personOf(one, people) }],
  )

/** Is a notice for somebody withheld? Whose entry the file has no more is known by what the person is to the child. */
export const isForWithheld = (
  notice: OfPerson,
  people: PeopleByChild,
  withheld: readonly Withheld[],
): boolean => {
  const { pupilId, personId, relation } = notice
  if (pupilId === null || personId === null) return false
  const person = personOf(notice, people)
  return person === undefined
    ? withheld.some((one) => one.pupilId === pupilId && one.relation === relation)
    : heldIn(people, pupilId, withheld).has(personId)
}

/** Who may be rung for a notice: nobody to be kept away, nobody withheld under any entry (H-04); the one to be told first. */
function contactsOf(notice: NoticeRow, people: PeopleByChild, withheld: readonly Withheld[]) {
  const { pupilId, personId } = notice
  if (pupilId === null || notice.withheldAt !== null) return []
  const held = heldIn(people, pupilId, withheld)
  return (people.get(pupilId)?.people ?? [])
    .filter((one) => one.mayRing && !held.has(one.id))
    .toSorted((a, b) => Number(b.id === personId) - Number(a.id === personId))
    .map(contactOf)
}

interface Told {
  readonly row: IncidentRow
  readonly people: PeopleByChild
  readonly steps: readonly StepRow[]
  readonly officer: boolean
}

export const isTakenBack = (step: StepRow, steps: readonly StepRow[]): boolean =>
  steps.some(({ kind, ofStepId }) => kind === 'takenBack' && ofStepId === step.id)

const party = (notice: NoticeRow): IncidentNotice['party'] => notice.party as IncidentNotice['party']

function noticeOf(
  notice: NoticeRow,
  withheld: readonly Withheld[],
  { row, people, steps, officer }: Told,
): IncidentNotice {
  const state = stateOf(notice)
  return {
    id: notice.id,
    party: party(notice),
    pupilId: notice.pupilId,
    personId: notice.personId,
    relation: notice.relation,
    name: personOf(notice, people)?.name ?? null,
    state,
    dueAt: notice.dueAt,
    atOnce: notice.atOnce,
    createdAt: notice.createdAt,
    toldAt: state === 'told' ? notice.toldAt : null,
    tried: steps.filter(
      (step) => step.noticeId === notice.id && step.kind === 'tried' && !isTakenBack(step, steps),
    ).length,
    contacts: takesMore(row) ? contactsOf(notice, people, withheld) : [],
    mayWithhold: officer && canWithhold(row, { state, personId: notice.personId }),
  }
}

/** One's own words are read by oneself, too. */
const stepOf = (
  vault: Vault,
  step: StepRow,
  steps: readonly StepRow[],
  { level, actor }: Pick<Parts, 'level' | 'actor'>,
): IncidentStep => ({
  id: step.id,
  kind: step.kind as IncidentStep['kind'],
  noticeId: step.noticeId,
  ofStepId: step.ofStepId,
  channel: step.channel as IncidentStep['channel'],
  at: step.at,
  recordedAt: step.recordedAt,
  byName: step.byName,
  text:
    open(vault, 'reason', step.id, step.reasonSealed) ??
    (level === 'whole' || step.recordedBy === actor.userId
      ? open(vault, 'step', step.id, step.sealed)
      : null),
  takenBack: isTakenBack(step, steps),
})

const lineOf = (row: IncidentRow, withheld: readonly { readonly pupilId: string }[]) => ({
  id: row.id,
  kind: row.kind as Incident['kind'],
  children: row.children.map(({ id, name, className, leftOn }) => ({ id, name, className, leftOn })),
  knownAt: row.knownAt,
  occurredAt: row.occurredAt,
  atSchool: row.atSchool,
  recordedByName: row.recordedByName,
  closedAt: row.closedAt,
  withheld: withheld.filter(({ pupilId }) => row.children.some(({ id }) => id === pupilId)).length,
})

interface Parts {
  readonly actor: Actor
  readonly level: IncidentLevel
  readonly notices: readonly NoticeRow[]
  readonly steps: readonly StepRow[]
  readonly people: PeopleByChild
  readonly now: string
}

export function incidentOf(vault: Vault, row: IncidentRow, parts: Parts): Incident {
  const { actor, level, notices, steps, people, now } = parts
  const officer = isOfficer(actor)
  const withheld = withheldAmong(people)
  const shown = notices.map((one) => noticeOf(one, withheld, { row, people, steps, officer }))
  return {
    ...lineOf(row, withheld),
    now,
    recordedAt: row.recordedAt,
    actedAt: row.actedAt,
    limits: EmergencyLimits.parse(row.limits),
    runs: row.startsAt !== null,
    words: level === 'whole' ? openWords(vault, row.id, row.sealed) : null,
    notices: shown,
    steps: steps.map((step) => stepOf(vault, step, steps, parts)),
    may: { add: takesMore(row), close: officer && takesMore(row) },
  }
}

/** At once before what has a limit, the earlier limit first, without one last. */
const urgency = ({ atOnce, dueAt }: Pick<NoticeRow, 'atOnce' | 'dueAt'>): string =>
  atOnce ? '' : (dueAt ?? '~')

interface OfBoard {
  readonly notices: readonly NoticeRow[]
  readonly withheld: readonly { readonly pupilId: string }[]
  readonly now: string
}

export function boardLine(row: IncidentRow, { notices, withheld, now }: OfBoard): IncidentLine {
  const own = notices.filter(({ incidentId }) => incidentId === row.id)
  const clocked = own.map((one) => ({ ...one, state: stateOf(one), party: party(one) }))
  const waiting = row.closedAt === null ? clocked.filter(({ state }) => state === 'open') : []
  return {
    ...lineOf(row, withheld),
    open: waiting.toSorted((a, b) => urgency(a).localeCompare(urgency(b))),
    told: clocked.filter((one) => clockOf(one, now).kind === 'told').length,
  }
}

/** What is to be done first stands first. */
export const byUrgency = (a: IncidentLine, b: IncidentLine): number => {
  const first = ({ open: [one] }: IncidentLine): string => (one ? urgency(one) : '~~')
  return first(a).localeCompare(first(b)) || b.knownAt.localeCompare(a.knownAt)
}
