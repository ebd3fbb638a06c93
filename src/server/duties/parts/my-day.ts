import { addDays, monthEnd, monthStart, schoolYearOf } from '#shared/calendar/rules/local-date.ts'
import { teachingWeeks } from '#shared/calendar/rules/school-days.ts'
import type { Role } from '#shared/access/schema.ts'
import { leadsWork, mayDecideExcuses, maySeeMyDay, ownChildren } from '#shared/duties/policy.ts'
import { evidenceOf } from '#shared/duties/rules/catalogue.ts'
import { dutyState } from '#shared/duties/rules/state.ts'
import { SOON_DAYS, sectionOf } from '#shared/day/rules/urgency.ts'
import type { MyDay, MyDayItem, MyDaySection, RingDuty, WorkItem } from '#shared/day/schema.ts'
import type { CardKind, EvidenceKind, SubjectKind } from '#shared/duties/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { childrenOpenTo } from '#server/children/service.ts'
import { planOnceQuery, type RowOf } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import {
  myCoversQuery,
  myDayQuery,
  type MyDayRow,
  myWorkQuery,
  type Near,
  type Own,
  ringListQuery,
  ringQuery,
  type WorkRow,
} from '#server/duties/parts/my-day-reads.ts'
import { askedCountQuery } from '#server/duties/parts/excuse-reads.ts'
import { currentTermQuery, planExistsQuery } from '#server/duties/reads.ts'
import type { Context } from '#server/http/context.ts'
import { openAnswer } from '#server/vault/excuse-answer.ts'
import type { Vault } from '#server/vault/vault.ts'

/** A class has fewer; a leader's list is cut, the board has the rest. */
export const MOST_LINES = { own: 200, school: 100, work: 60 }
const narrow: ReadonlySet<Role> = new Set<Role>(['classTeacher', 'helpingTeacher'])

/** The open duties of the person, the most urgent first; one line for each child and kind of duty. */
export async function myDay({ db, vault }: Deps, context: Context): Promise<Result<MyDay>> {
  const scope = context.scope(maySeeMyDay(context.actor))
  if (!scope) return fail('forbidden')
  const { today } = scope
  const own = ownOf(context)
  const near = nearOf(context)
  const decides = mayDecideExcuses(context.actor).allowed
  const [, rows, [ring], work, [term], [plan], covers, [asked]] = await db.read(scope, [
    planOnceQuery(),
    myDayQuery(
      scope,
      near,
      schoolYearOf(today).from,
      MOST_LINES[scope.reach.kind === 'school' ? 'school' : 'own'],
    ),
    ringQuery(scope, near, monthStart(today), monthEnd(today)),
    myWorkQuery(scope, leadsWork(context.actor), schoolYearOf(today).from, MOST_LINES.work),
    currentTermQuery(scope),
    planExistsQuery(scope),
    myCoversQuery(scope, addDays(today, SOON_DAYS)),
    askedCountQuery(scope),
  ])
  const done = ring?.done ?? 0
  const open = ring?.open ?? 0
  const items = rows.map((row) => itemOf(vault, row, own, today))
  const keys: readonly MyDaySection[] = ['urgent', 'dueToday', 'dueSoon', 'thisTerm']
  return ok({
    today,
    week: weekOf(term, today),
    ring: { done, open, total: done + open },
    sections: keys.map((key) => ({ key, items: items.filter((item) => sectionOf(item, today) === key) })),
    open: rows[0]?.open ?? 0,
    shown: items.length,
    work: work.map((row) => workOf(row, today)),
    planMissing: plan?.any !== true,
    covers,
    excusesAsked: decides ? (asked?.count ?? 0) : 0,
  })
}

/** What the ring counts, row by row; a ring of the whole school is the board's, which lists it in pages. */
export async function myRing(
  { db }: Deps,
  context: Context,
): Promise<Result<{ today: string; duties: RingDuty[] }>> {
  const scope = context.scope(maySeeMyDay(context.actor))
  if (!scope || scope.reach.kind === 'school') return fail('forbidden')
  const { today } = scope
  const days = { from: monthStart(today), to: monthEnd(today) }
  const query = ringListQuery(scope, nearOf(context), childrenOpenTo(context.actor), days)
  const [duties] = await db.read(scope, [query])
  return ok({ today, duties })
}

type TermRow = RowOf<ReturnType<typeof currentTermQuery>>

function weekOf(term: TermRow | undefined, today: string): MyDay['week'] {
  if (!term) return null
  const calendar = { years: [], terms: [term], days: term.days ?? [] }
  const weeks = teachingWeeks(term, calendar)
  const begun = weeks.filter(({ from }) => from <= today).length
  return begun === 0 ? null : { term: term.name, number: begun }
}

/** The kind of record that one begins with. */
const firstEvidence = (key: string): EvidenceKind => evidenceOf(key)[0] ?? 'work'

export const workOf = (row: WorkRow, today: string): WorkItem => ({
  ...row,
  evidence: firstEvidence(row.key),
  subjectKind: row.subjectKind as SubjectKind,
  state: dutyState({ from: row.from, dueOn: row.dueOn, doneOn: null, excused: false }, today),
  performerRole: row.performerRole as Role,
})

/** The person's own classes and children, covered ones among them; nobody for those who only lead. */
export function ownOf({ actor }: Context): Own {
  const decision = ownChildren(actor)
  return decision.allowed && decision.reach.kind === 'some' ? decision.reach : { classIds: [], pupilIds: [] }
}

/** Where the person's duties can be: a role for the whole school may owe something anywhere in it. */
export const nearOf = (context: Context): Near =>
  context.actor.grants.some(({ role }) => !narrow.has(role))
    ? { kind: 'school' }
    : { kind: 'some', ...ownOf(context) }

/** Topics only for the child's own teachers: a leader sees that a card was filed (H-12). */
export function itemOf(vault: Vault, row: MyDayRow, { classIds, pupilIds }: Own, today: string): MyDayItem {
  const { cardKind, cardHeldOn, contactWho } = row
  const own = (row.classId !== null && classIds.includes(row.classId)) || pupilIds.includes(row.pupilId)
  return {
    dutyId: row.dutyId,
    key: row.key,
    evidence: firstEvidence(row.key),
    pupilId: row.pupilId,
    pupilName: row.pupilName,
    className: row.className,
    village: row.village,
    state: dutyState({ from: row.from, dueOn: row.dueOn, doneOn: null, excused: false }, today),
    daysLeft: row.daysLeft,
    from: row.from,
    to: row.to,
    dueOn: row.dueOn,
    oldestDueOn: row.oldestDueOn,
    attempts: row.attempts,
    lastAttemptOn: row.lastAttemptOn,
    noCarer: row.noCarer,
    performerRole: row.performerRole as Role,
    alsoOpen: row.alsoOpen,
    unassigned: row.unassigned,
    excuseAsked: row.excuseAsked,
    excuseRefused:
      row.refusedId === null
        ? null
        : { reason: own ? openAnswer(vault, row.refusedId, row.answerSealed) : null },
    mine: row.mine,
    performers: row.performers,
    coverFor: row.coverFor,
    lastCard:
      cardKind && cardHeldOn
        ? { kind: cardKind as CardKind, heldOn: cardHeldOn, topics: own ? (row.cardTopics ?? []) : [] }
        : null,
    contact: contactWho
      ? { who: contactWho, phoneMasked: row.contactPhone, bestTime: row.contactTime }
      : null,
  }
}
