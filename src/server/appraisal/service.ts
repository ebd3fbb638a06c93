import {
  CONDUCT_ROLES,
  mayApproveAppraisal,
  mayEnterRanks,
  mayLookAtAppraisal,
  mayMark,
  mayRunAppraisal,
} from '#shared/appraisal/policy.ts'
import { awardsOf, budgetsOf, missingOf, sumsOf, withheld } from '#shared/appraisal/rules/ledger.ts'
import type {
  AppraisalResults,
  AppraisalScheme,
  AppraisalView,
  AwardLetter,
} from '#shared/appraisal/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import {
  askedOf,
  isNamed,
  isPaid,
  readLedger,
  readPaid,
  runningScheme,
  withSettings,
  yearFacts,
  type Ledger,
  type Running,
  type YearFacts,
} from '#server/appraisal/parts/facts.ts'
import { openYearsQuery, schemeOfYearQuery, yearsQuery, type YearRow } from '#server/appraisal/reads.ts'
import { byPinyin } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import { holdersQuery } from '#server/db/works-here.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

export { giveMark, listMarks } from '#server/appraisal/parts/marks.ts'
export { enterRanks, listRanks } from '#server/appraisal/parts/ranks.ts'
export { approve, end, turnOn } from '#server/appraisal/parts/running.ts'

const nameOf = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, name })

const schemeOf = ({ scheme: row, settings, listKey }: Running): AppraisalScheme => ({
  settings,
  listKey,
  conductBy: { id: row.conductBy, name: row.conductName },
  turnedOnBy: row.turnedOnName,
  turnedOnAt: row.turnedOnAt,
  approvedBy: row.approvedName,
  approvedAt: row.approvedAt,
})

const OFF = {
  state: 'off',
  id: null,
  version: null,
  scheme: null,
  may: { turnOn: false, approve: false, end: false, results: false },
  classes: [],
  marks: false,
  own: null,
  ownWithheld: null,
  candidates: [],
} as const satisfies Omit<AppraisalView, 'year' | 'years'>

/**
 * The year asked for; else of the last two that have begun the newer in which there is something of it, for the last ranks are
 * entered when the next year has begun; else the newest.
 */
function yearOf(
  begun: readonly YearRow[],
  wanted: string | undefined,
  open: readonly { readonly yearId: string }[],
): YearRow | undefined {
  if (wanted !== undefined) return begun.find(({ id }) => id === wanted)
  return begun.slice(-2).findLast(({ id }) => open.some(({ yearId }) => yearId === id)) ?? begun.at(-1)
}

/** Whether it is on, and what of it concerns the person: nobody is told of anybody else. */
export async function getAppraisal(
  deps: Deps,
  context: Context,
  yearId: string | undefined,
): Promise<Result<AppraisalView>> {
  const scope = context.scope(mayLookAtAppraisal(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<AppraisalView>>(scope, async (tx) => {
    const [years, open] = await tx.run(yearsQuery(scope), openYearsQuery(scope))
    const leads = mayApproveAppraisal(context.actor).allowed
    const begun = years.filter(({ startsOn }) => startsOn <= scope.today)
    const shown = open.filter(({ on }) => on || leads)
    const year = yearOf(begun, yearId, shown)
    const facts = year && yearFacts(scope, years, year.id)
    if (!facts) return yearId === undefined ? ok({ year: null, years: [], ...OFF }) : fail('not-found')
    const [scheme] = await tx.rows(schemeOfYearQuery(scope, facts.year.id))
    const frame = { ...OFF, year: nameOf(facts.year), years: begun.slice(-2).map(nameOf) }
    if (!scheme) return ok({ ...frame, ...(await offered(tx, scope, context, facts)) })
    return ok({ ...frame, ...(await shownOf(deps, tx, scope, context, withSettings(scheme, facts))) })
  })
}

/** Where it is off: what the principal needs to turn it on. */
async function offered(tx: Transaction, scope: Scope, { actor }: Context, facts: YearFacts) {
  if (!mayRunAppraisal(actor).allowed) return {}
  const [holders, paid] = await tx.run(holdersQuery(scope, CONDUCT_ROLES), readPaid(scope, facts))
  const people = new Map(holders.map(({ userId, name }) => [userId, name]))
  return {
    may: { ...OFF.may, turnOn: true },
    candidates: byPinyin([...people].flatMap(([id, name]) => (isPaid(paid, id) ? [] : [{ id, name }]))),
  }
}

async function shownOf({ vault }: Deps, tx: Transaction, scope: Scope, { actor }: Context, running: Running) {
  const { scheme, settings } = running
  const leads = mayApproveAppraisal(actor).allowed
  const runs = mayRunAppraisal(actor).allowed
  const on = scheme.approvedAt !== null
  const shown = {
    state: on ? ('on' as const) : ('asked' as const),
    ...(leads && { version: scheme.version, scheme: schemeOf(running) }),
    may: {
      turnOn: false,
      approve: leads && !on && scheme.turnedOnBy !== actor.userId,
      end: runs,
      results: runs && on,
    },
  }
  // Not agreed to: as good as off for everybody who does not lead.
  if (!on) return leads ? { ...shown, id: scheme.id } : {}
  const ledger = await readLedger(tx, scope, vault, running)
  const own = sumsOf(ledger.children, ledger.paid, settings).find(({ personId }) => personId === actor.userId)
  const why = own ? withheld(own) : null
  if (own && !why) tx.audit({ action: 'read', entity: 'ownAward', entityId: scheme.id })
  return {
    ...shown,
    id: scheme.id,
    ...toEnter(actor, ledger, running),
    own: own && !why ? { points: own.points, yuan: own.yuan } : null,
    ownWithheld: why,
  }
}

/** Classes whose ranks are the person's to enter, and whether there are children whose conduct or title is. */
function toEnter(
  actor: Context['actor'],
  { children, paid }: Ledger,
  { scheme, settings }: Running,
): Pick<AppraisalView, 'classes' | 'marks'> {
  const ranks = mayEnterRanks(actor)
  const marks = mayMark(actor, isNamed(scheme, paid, actor.userId))
  const ranked = ranks.allowed ? askedOf(ranks, children, paid, settings).ranked : []
  const marked = marks.allowed ? askedOf(marks, children, paid, settings).marked : []
  const classes = new Map(ranked.map(({ classId, className }) => [classId, className]))
  return { classes: [...classes].map(([id, name]) => ({ id, name })), marks: marked.length > 0 }
}

/** The whole of it for the principal, while it is on. */
async function computed<T>(
  { db, vault }: Deps,
  context: Context,
  id: string,
  work: (of: { tx: Transaction; running: Running; ledger: Ledger }) => Result<T>,
): Promise<Result<T>> {
  const scope = context.scope(mayRunAppraisal(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<T>>(scope, async (tx) => {
    const found = await runningScheme(tx, scope, id)
    if (!found.ok) return found
    return work({ tx, running: found.value, ledger: await readLedger(tx, scope, vault, found.value) })
  })
}

/** Sums per person and awards per child: no rank, no places, no points of a child leave the server (H-07, H-08). */
export function getResults(deps: Deps, context: Context, id: string): Promise<Result<AppraisalResults>> {
  return computed<AppraisalResults>(deps, context, id, ({ tx, running: { year, settings }, ledger }) => {
    const { children, paid } = ledger
    const names = new Map(paid.map(({ personId, name }) => [personId, name]))
    const classNames = new Map(children.map(({ classId, className }) => [classId, className]))
    const byId = new Map(children.map((child) => [child.id, child]))
    tx.audit({ action: 'read', entity: 'awards', entityId: id })
    return ok({
      yearName: year.name,
      people: sumsOf(children, paid, settings).map(({ personId, as, points, yuan, cut }) => ({
        id: personId,
        name: names.get(personId) ?? '',
        as: [...as],
        points,
        yuan,
        cut,
      })),
      classes: budgetsOf(children, settings).map(({ classId, budget, yuan }) => ({
        name: classNames.get(classId) ?? '',
        budget,
        yuan,
      })),
      awards: awardsOf(children, settings).map(({ child, kinds, yuan }) => ({
        pupilId: child.id,
        name: byId.get(child.id)?.name ?? '',
        className: classNames.get(child.classId) ?? '',
        kinds: [...kinds],
        yuan,
      })),
      missing: missingOf(children, paid, settings),
    })
  })
}

/** H-08: one letter for one child and its parents. */
export function printLetter(
  deps: Deps,
  context: Context,
  id: string,
  pupilId: string,
): Promise<Result<AwardLetter>> {
  return computed<AwardLetter>(deps, context, id, ({ tx, running: { year, settings }, ledger }) => {
    const child = ledger.children.find((one) => one.id === pupilId)
    if (!child) return fail('not-found')
    const award = awardsOf(ledger.children, settings).find((one) => one.child.id === pupilId)
    if (!award) return fail('not-allowed-now')
    tx.audit({ action: 'print', entity: 'appraisal', entityId: id, pupilId })
    return ok({ name: child.name, yearName: year.name, kinds: [...award.kinds], yuan: award.yuan })
  })
}
