import { fail, ok } from '#shared/errors.ts'
import { isOfficer } from '#shared/incidents/policy.ts'
import { canWithhold } from '#shared/incidents/rules/acts.ts'
import { toWithhold, type Withheld } from '#shared/incidents/rules/people.ts'
import type { WithholdInput } from '#shared/incidents/schema.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { aboutIncident, peopleOfAll, type Answer, type Found } from '#server/incidents/parts/about.ts'
import { addedBefore } from '#server/incidents/parts/once.ts'
import { seal } from '#server/incidents/parts/sealed.ts'
import {
  heldIn,
  isForWithheld,
  peopleBehind,
  stateOf,
  withheldAmong,
  type PeopleByChild,
} from '#server/incidents/parts/shapes.ts'
import {
  insertNoticesQuery,
  insertReasonsQuery,
  insertStepsQuery,
  lockIncidentQuery,
  type NewNotice,
  type NewStep,
} from '#server/incidents/queries.ts'
import { noticesQuery, openElsewhereQuery, type NoticeRow } from '#server/incidents/reads.ts'
import { tellIncident } from '#server/notices/service.ts'

const withheldStep = (noticeId: string, by: string, at: string, id = newId()): NewStep => ({
  id, noticeId, kind: 'withheld', ofStepId: null, channel: null, at, sealed: null, recordedBy: by, recordedAt: at,
}) // prettier-ignore

interface Reach {
  /** The incident that is left out. */
  readonly id: string
  /** Its children. */
  readonly people: PeopleByChild
  readonly withheld: readonly Withheld[]
}

/** In what else goes on with the children, the notices still open to somebody withheld: nobody works on them meanwhile. */
async function openElsewhere(
  tx: Transaction,
  scope: Scope,
  deps: Deps,
  { id, people, withheld }: Reach,
): Promise<{ elsewhere: Map<string, readonly NoticeRow[]>; all: PeopleByChild }> {
  const query = openElsewhereQuery(scope, id, [...people.keys()])
  const ids = [...new Set((await tx.rows(query)).map(({ incidentId }) => incidentId))]
  for (const other of ids) await tx.run(lockIncidentQuery(scope, other))
  const open = await tx.rows(query)
  const unknown = open.flatMap(({ pupilId }) => (pupilId === null || people.has(pupilId) ? [] : [pupilId]))
  const others = await peopleOfAll(tx, scope, deps, [...new Set(unknown)])
  const all = new Map([...people, ...others])
  const theirs = open.filter((one) => isForWithheld(one, all, withheld))
  return { elsewhere: Map.groupBy(theirs, ({ incidentId }) => incidentId), all }
}

/** Withheld notices to be made for children of an incident whose files have somebody withheld, and none yet that says so. */
const withheldNotices = (
  people: PeopleByChild,
  withheld: readonly Withheld[],
  isSaid: (pupilId: string) => boolean,
): NewNotice[] =>
  [...people].flatMap(([pupilId, { people: contacts, file }]) =>
    isSaid(pupilId)
      ? []
      : toWithhold(contacts, file, heldIn(people, pupilId, withheld)).map(({ id, relation, party }) => ({
          id: newId(),
          party,
          pupilId,
          personId: id,
          relation,
          dueAt: null,
          atOnce: false,
        })),
  )

const REPORTS = ['police', 'civilAffairs', 'education'] as const

/** The reports are due at once, and principal and counsellor learn of it, whoever of them decided (H-04). */
async function makeReports(
  tx: Transaction,
  scope: Scope,
  { row, notices }: Found,
  at: string,
): Promise<void> {
  const missing = REPORTS.filter((party) => !notices.some((one) => one.party === party))
  if (missing.length > 0) {
    const office = { pupilId: null, personId: null, relation: null, dueAt: null, atOnce: true }
    const reports = missing.map((party) => ({ id: newId(), party, ...office }))
    await tx.run(insertNoticesQuery(scope, row.id, reports, at))
  }
  await tellIncident(tx, scope, row.id, at)
}

/**
 * The protection branch (H-04, K-42): somebody under suspicion is neither told nor late, for a reason that principal and
 * counsellor alone can read, in this incident and in whatever else goes on with its children; police, civil affairs and education
 * are to be told at once. All other clocks run on.
 */
export const withhold = (deps: Deps, context: Context, id: string, input: WithholdInput): Promise<Answer> =>
  aboutIncident(deps, context, {
    id,
    writes: true,
    protects: true,
    work: async (tx, scope, found) => {
      if (!isOfficer(context.actor)) return fail('forbidden')
      const wanted = found.notices.find((one) => one.id === input.noticeId)
      if (!wanted) return fail('not-found')
      const { reason: text } = input
      const sent = { id: input.id, incidentId: id, kind: 'withheld', noticeId: wanted.id, text }
      const before = await addedBefore(tx, scope, deps.vault, sent)
      if (before) return before
      if (!canWithhold(found.row, { state: stateOf(wanted), personId: wanted.personId }))
        return fail('not-allowed-now')
      const { userId } = context.user
      const at = new Date(deps.now()).toISOString()
      const person = peopleBehind([wanted], found.people)
      const others = found.notices.filter(
        (one) => one.id !== wanted.id && stateOf(one) === 'open' && isForWithheld(one, found.people, person),
      )
      const here = [wanted, ...others]
      const withheld = peopleBehind(here, found.people)
      const { elsewhere } = await openElsewhere(tx, scope, deps, { id, people: found.people, withheld })
      const more = withheldNotices(found.people, withheld, (pupilId) =>
        [...here, ...found.notices.filter((one) => stateOf(one) === 'withheld')].some(
          (one) => one.pupilId === pupilId && isForWithheld(one, found.people, withheld),
        ),
      )
      if (more.length > 0) await tx.run(insertNoticesQuery(scope, id, more, at))
      const all = new Map<string, readonly { readonly id: string }[]>([
        ...elsewhere,
        [id, [...here, ...more]],
      ])
      for (const [incidentId, notices] of all) {
        const steps = notices.map((one) =>
          withheldStep(one.id, userId, at, one.id === wanted.id ? input.id : newId()),
        )
        const reasons = steps.map((step) => ({
          id: step.id,
          sealed: seal(deps.vault, 'reason', step.id, input.reason),
        }))
        await tx.run(insertStepsQuery(scope, incidentId, steps), insertReasonsQuery(scope, userId, reasons))
        tx.audit({
          action: 'withhold',
          entity: 'incident',
          entityId: incidentId,
          detail: { noticeIds: notices.map((one) => one.id) },
        })
      }
      await makeReports(tx, scope, found, at)
      return ok(null)
    },
  })

interface Decided {
  readonly incidentId: string
  /** Notices that are made, or open, to somebody withheld already. */
  readonly notices: readonly Pick<NoticeRow, 'id' | 'pupilId' | 'personId' | 'relation'>[]
  readonly people: PeopleByChild
  readonly at: string
}

/** Withholds notices as it was decided in something else that goes on with the child: by whom and when is kept, why is read there. */
async function withholdAlready(
  tx: Transaction,
  scope: Scope,
  { incidentId, notices, people, at }: Decided,
): Promise<void> {
  const decisions = withheldAmong(people)
  const steps = notices.flatMap((notice) => {
    const decided = decisions.find((one) => isForWithheld(notice, people, [one]))
    return decided ? [{ ...withheldStep(notice.id, decided.by, decided.at), recordedAt: at }] : []
  })
  if (steps.length === 0) return
  await tx.run(insertStepsQuery(scope, incidentId, steps))
  tx.audit({
    action: 'withhold',
    entity: 'incident',
    entityId: incidentId,
    detail: {
      noticeIds: steps.map(({ noticeId }) => noticeId),
      decidedBy: [...new Set(steps.map(({ recordedBy }) => recordedBy))],
    },
  })
}

/** What begins with somebody withheld already: notices in it that are withheld at once, and open ones in whatever else goes on. */
export async function withholdFromStart(
  tx: Transaction,
  scope: Scope,
  deps: Deps,
  { id, people, at }: { id: string; people: PeopleByChild; at: string },
): Promise<void> {
  const withheld = withheldAmong(people)
  if (withheld.length === 0) return
  const notices = withheldNotices(people, withheld, () => false)
  if (notices.length > 0) await tx.run(insertNoticesQuery(scope, id, notices, at))
  await withholdAlready(tx, scope, { incidentId: id, notices, people, at })
  const { elsewhere, all } = await openElsewhere(tx, scope, deps, { id, people, withheld })
  for (const [incidentId, open] of elsewhere)
    await withholdAlready(tx, scope, { incidentId, notices: open, people: all, at })
}

/**
 * A notice that is open again, since it was told by mistake: to somebody withheld meanwhile it is withheld, as decided there.
 */
export async function withholdReopened(
  tx: Transaction,
  scope: Scope,
  { row, people }: Found,
  { noticeId, at }: { noticeId: string; at: string },
): Promise<void> {
  const notice = (await tx.rows(noticesQuery(scope, [row.id]))).find((one) => one.id === noticeId)
  if (!notice || stateOf(notice) !== 'open') return
  await withholdAlready(tx, scope, { incidentId: row.id, notices: [notice], people, at })
}
