import { addDays, monthEnd, monthStart, schoolYearOf } from '#shared/calendar/rules/local-date.ts'
import { teachingWeeks } from '#shared/calendar/rules/school-days.ts'
import type { Role } from '#shared/access/schema.ts'
import { leadsWork, mayDecideExcuses, maySeeMyDay, ownChildren } from '#shared/duties/policy.ts'
import { evidenceOf } from '#shared/duties/rules/catalogue.ts'
import type {
  CardKind,
  EvidenceKind,
  MyDay,
  MyDayItem,
  MyDaySection,
  SubjectKind,
  WorkItem,
} from '#shared/duties/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import {
  myCoversQuery,
  myDayQuery,
  type MyDayRow,
  myWorkQuery,
  ringQuery,
  type WorkRow,
} from '#server/duties/parts/my-day-reads.ts'
import { askedCountQuery, currentTermQuery, planExistsQuery } from '#server/duties/reads.ts'
import type { Context } from '#server/http/context.ts'

/** A class has fewer; a leader's list is cut, the board has the rest. */
const MOST_LINES = { own: 200, school: 100, work: 60 }
const SOON_DAYS = 7
const narrow: ReadonlySet<Role> = new Set<Role>(['classTeacher', 'helpingTeacher'])

/** The open duties of the person, the most urgent first; one line for each child and kind of duty. */
export async function myDay({ db }: Deps, context: Context): Promise<Result<MyDay>> {
  const scope = context.scope(maySeeMyDay(context.actor))
  if (!scope) return fail('forbidden')
  const { today } = scope
  const decision = ownChildren(context.actor)
  const own =
    decision.allowed && decision.reach.kind === 'some'
      ? decision.reach
      : { kind: 'some' as const, classIds: [], pupilIds: [] }
  // A role for the whole school may owe something anywhere in it.
  const near = context.actor.grants.some(({ role }) => !narrow.has(role)) ? { kind: 'school' as const } : own
  const decides = mayDecideExcuses(context.actor).allowed
  const [rows, [ring], work, [term], [plan], covers, [asked]] = await db.read(scope, [
    myDayQuery(
      scope,
      near,
      schoolYearOf(today).from,
      scope.reach.kind === 'school' ? MOST_LINES.school : MOST_LINES.own,
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
  const isOwn = (row: MyDayRow): boolean =>
    (row.classId !== null && own.classIds.includes(row.classId)) || own.pupilIds.includes(row.pupilId)
  const items = rows.map((row) => itemOf(row, isOwn(row)))
  const keys: readonly MyDaySection[] = ['urgent', 'dueToday', 'dueSoon', 'thisTerm']
  return ok({
    today,
    week: weekOf(term, today),
    ring: { done, open, total: done + open },
    sections: keys.map((key) => ({ key, items: items.filter((item) => sectionOf(item) === key) })),
    open: rows[0]?.open ?? 0,
    shown: items.length,
    work: work.map(workOf),
    planMissing: plan?.any !== true,
    covers,
    excusesAsked: decides ? (asked?.count ?? 0) : 0,
  })
}

function sectionOf(item: MyDayItem): MyDaySection {
  if (item.daysLeft < 0 || item.noCarer) return 'urgent'
  if (item.daysLeft === 0) return 'dueToday'
  return item.daysLeft <= SOON_DAYS ? 'dueSoon' : 'thisTerm'
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

const workOf = (row: WorkRow): WorkItem => ({
  ...row,
  evidence: firstEvidence(row.key),
  subjectKind: row.subjectKind as SubjectKind,
  state: row.daysLeft < 0 ? 'missed' : 'due',
  performerRole: row.performerRole as Role,
})

/** Topics only for the child's own teachers: a leader sees that a card was filed (H-12). */
function itemOf(row: MyDayRow, own: boolean): MyDayItem {
  const { cardKind, cardHeldOn, contactWho } = row
  return {
    dutyId: row.dutyId,
    key: row.key,
    evidence: firstEvidence(row.key),
    pupilId: row.pupilId,
    pupilName: row.pupilName,
    className: row.className,
    village: row.village,
    state: row.daysLeft < 0 ? 'missed' : 'due',
    daysLeft: row.daysLeft,
    from: row.from,
    to: row.to,
    dueOn: row.dueOn,
    attempts: row.attempts,
    lastAttemptOn: row.lastAttemptOn,
    noCarer: row.noCarer,
    performerRole: row.performerRole as Role,
    alsoOpen: row.alsoOpen,
    unassigned: row.unassigned,
    excuseAsked: row.excuseAsked,
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
