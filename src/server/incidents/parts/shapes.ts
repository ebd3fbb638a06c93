import type { Actor } from '#shared/access/schema.ts'
import type { ContactPerson } from '#shared/contacts/schema.ts'
import { incidentLevel, isOfficer, type IncidentLevel } from '#shared/incidents/policy.ts'
import { clockOf } from '#shared/incidents/rules/clocks.ts'
import { isSamePerson, mayBeSamePerson } from '#shared/incidents/rules/people.ts'
import {
  EmergencyLimits,
  type Incident,
  type IncidentContact,
  type IncidentLine,
  type IncidentNotice,
  type IncidentStep,
} from '#shared/incidents/schema.ts'
import { open, openWords } from '#server/incidents/parts/sealed.ts'
import type { IncidentRow, NoticeRow, StepRow } from '#server/incidents/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

/** Whom one may ring, by child. */
export type PeopleByChild = ReadonlyMap<string, readonly ContactPerson[]>

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

export const personOf = (notice: NoticeRow, people: PeopleByChild): ContactPerson | undefined =>
  people.get(notice.pupilId ?? '')?.find(({ id }) => id === notice.personId)

export interface Withheld {
  readonly pupilId: string | null
  readonly relation: string | null
  /** Undefined: the file has the person no more, or another entry in its place. */
  readonly person: ContactPerson | undefined
}

/** Those of whom notice is withheld, as the files know them. */
export const withheldPeople = (notices: readonly NoticeRow[], people: PeopleByChild): Withheld[] =>
  notices.flatMap((one) =>
    one.withheldAt === null
      ? []
      : [{ pupilId: one.pupilId, relation: one.relation, person: personOf(one, people) }],
  )

/** Is it somebody withheld, under whatever entry (H-04)? */
export const isWithheld = (one: ContactPerson, pupilId: string, withheld: readonly Withheld[]): boolean =>
  withheld.some(({ person, relation, pupilId: of }) => {
    if (of !== pupilId) return person !== undefined && isSamePerson(one, person)
    return person === undefined ? one.relation === relation : mayBeSamePerson(one, person)
  })

/** Who may be rung for a notice: nobody to be kept away, nobody withheld under any entry (H-04); the one to be told first. */
function contactsOf(notice: NoticeRow, people: PeopleByChild, withheld: readonly Withheld[]) {
  const { pupilId, personId } = notice
  if (pupilId === null || notice.withheldAt !== null) return []
  return (people.get(pupilId) ?? [])
    .filter((one) => one.mayRing && !isWithheld(one, pupilId, withheld))
    .toSorted((a, b) => Number(b.id === personId) - Number(a.id === personId))
    .map(contactOf)
}

interface Told {
  readonly people: PeopleByChild
  readonly steps: readonly StepRow[]
  readonly officer: boolean
  readonly closed: boolean
}

const isTakenBack = (step: StepRow, steps: readonly StepRow[]): boolean =>
  steps.some(({ kind, ofStepId }) => kind === 'takenBack' && ofStepId === step.id)

const party = (notice: NoticeRow): IncidentNotice['party'] => notice.party as IncidentNotice['party']

function noticeOf(
  notice: NoticeRow,
  withheld: readonly Withheld[],
  { people, steps, officer, closed }: Told,
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
    contacts: closed ? [] : contactsOf(notice, people, withheld),
    mayWithhold: officer && !closed && state === 'open' && notice.personId !== null,
  }
}

const stepOf = (
  vault: Vault,
  step: StepRow,
  steps: readonly StepRow[],
  level: IncidentLevel,
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
    (level === 'whole' ? open(vault, 'step', step.id, step.sealed) : null),
  takenBack: isTakenBack(step, steps),
})

const lineOf = (row: IncidentRow) => ({
  id: row.id,
  kind: row.kind as Incident['kind'],
  children: row.children.map(({ id, name, className }) => ({ id, name, className })),
  knownAt: row.knownAt,
  occurredAt: row.occurredAt,
  atSchool: row.atSchool,
  recordedByName: row.recordedByName,
  closedAt: row.closedAt,
})

interface Parts {
  readonly actor: Actor
  readonly level: IncidentLevel
  readonly notices: readonly NoticeRow[]
  readonly steps: readonly StepRow[]
  readonly people: PeopleByChild
  /** Withheld in what else goes on with its children. */
  readonly elsewhere: readonly NoticeRow[]
  readonly now: string
}

export function incidentOf(vault: Vault, row: IncidentRow, parts: Parts): Incident {
  const { actor, level, notices, steps, people, elsewhere, now } = parts
  const officer = isOfficer(actor)
  const closed = row.closedAt !== null
  const withheld = withheldPeople([...notices, ...elsewhere], people)
  return {
    ...lineOf(row),
    now,
    recordedAt: row.recordedAt,
    actedAt: row.actedAt,
    limits: EmergencyLimits.parse(row.limits),
    runs: row.startsAt !== null,
    words: level === 'whole' ? openWords(vault, row.id, row.sealed) : null,
    notices: notices.map((one) => noticeOf(one, withheld, { people, steps, officer, closed })),
    steps: steps.map((step) => stepOf(vault, step, steps, level)),
    may: { add: !closed, close: officer && !closed },
  }
}

/** At once before what has a limit, the earlier limit first, without one last. */
const urgency = ({ atOnce, dueAt }: Pick<NoticeRow, 'atOnce' | 'dueAt'>): string =>
  atOnce ? '' : (dueAt ?? '~')

export function boardLine(row: IncidentRow, notices: readonly NoticeRow[], now: string): IncidentLine {
  const own = notices.filter(({ incidentId }) => incidentId === row.id)
  const clocked = own.map((one) => ({ ...one, state: stateOf(one), party: party(one) }))
  const waiting = row.closedAt === null ? clocked.filter(({ state }) => state === 'open') : []
  return {
    ...lineOf(row),
    open: waiting.toSorted((a, b) => urgency(a).localeCompare(urgency(b))),
    told: clocked.filter((one) => clockOf(one, now).kind === 'told').length,
  }
}

/** What is to be done first stands first. */
export const byUrgency = (a: IncidentLine, b: IncidentLine): number => {
  const first = ({ open: [one] }: IncidentLine): string => (one ? urgency(one) : '~~')
  return first(a).localeCompare(first(b)) || b.knownAt.localeCompare(a.knownAt)
}
