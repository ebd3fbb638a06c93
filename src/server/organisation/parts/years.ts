import { mayManageOrganisation } from '#shared/organisation/policy.ts'
import type { SpanChange, TermInput, YearInput } from '#shared/organisation/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { openDuties } from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'
import {
  firstErrors,
  orInvalid,
  outsideYear,
  spanErrors,
  yearErrors,
} from '#server/organisation/parts/spans.ts'
import {
  deleteSpansQuery,
  insertTermQuery,
  insertYearQuery,
  lockOrganisationQuery,
  spanUsesQuery,
  updateSpanQuery,
} from '#server/organisation/queries.ts'
import { termsQuery, yearsQuery } from '#server/organisation/reads.ts'

type Done = Result<{ done: true }>

const done: Done = { ok: true, value: { done: true } }

async function readSpans(tx: Transaction, scope: Scope) {
  await tx.rows(lockOrganisationQuery(scope))
  const [years, terms] = await tx.run(yearsQuery(scope), termsQuery(scope))
  return { years, terms }
}

async function inScope(
  deps: Deps,
  context: Context,
  work: (tx: Transaction, scope: Scope) => Promise<Done>,
): Promise<Done> {
  const scope = context.scope(mayManageOrganisation(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Done>(scope, (tx) => work(tx, scope))
}

/** Terms decide what is owed: duties follow at once (docs/adr/0008). */
const ofTerms = (
  deps: Deps,
  context: Context,
  work: (tx: Transaction, scope: Scope) => Promise<Done>,
): Promise<Done> =>
  inScope(deps, context, async (tx, scope) => {
    const result = await work(tx, scope)
    if (result.ok) await openDuties(deps, tx, scope, scope.today)
    return result
  })

export function createYear(deps: Deps, context: Context, year: YearInput): Promise<Done> {
  return ofTerms(deps, context, async (tx, scope) => {
    const { years, terms } = await readSpans(tx, scope)
    // Sent twice, created once.
    if (years.some((one) => one.id === year.id)) return done
    const checked = orInvalid([
      ...firstErrors(spanErrors(year, years), yearErrors(year, scope.today)),
      ...year.terms.flatMap((term, at) => {
        const path = `terms.${at}.`
        const others = [...terms, ...year.terms.slice(0, at)]
        if (others.some(({ id }) => id === term.id))
          return [{ path: `${path}id`, code: 'not-unique' as const }]
        return firstErrors(spanErrors(term, others, path), outsideYear(year, term, path))
      }),
    ])
    if (!checked.ok) return checked
    await tx.run(
      insertYearQuery(scope, year),
      ...year.terms.map((term) => insertTermQuery(scope, year.id, term)),
    )
    tx.audit({
      action: 'create',
      entity: 'schoolYear',
      entityId: year.id,
      detail: { terms: year.terms.map(({ id }) => id) },
    })
    return ok({ done: true })
  })
}

export function changeYear(deps: Deps, context: Context, id: string, change: SpanChange): Promise<Done> {
  return ofTerms(deps, context, async (tx, scope) => {
    const { years, terms } = await readSpans(tx, scope)
    const year = years.find((one) => one.id === id)
    if (!year) return fail('not-found')
    const next = { ...year, ...change }
    const own = terms.filter((term) => term.yearId === id)
    const strayed = own.some((term) => outsideYear(next, term).length > 0)
    const moved = next.startsOn !== year.startsOn || next.endsOn !== year.endsOn
    const checked = orInvalid([
      ...firstErrors(spanErrors(next, years), moved ? yearErrors(next, scope.today) : []),
      ...(strayed ? [{ path: 'endsOn', code: 'outside-school-year' as const }] : []),
    ])
    if (!checked.ok) return checked
    const [updated] = await tx.rows(updateSpanQuery(scope, 'school_year', next))
    if (!updated) return fail('version-conflict')
    tx.audit({ action: 'change', entity: 'schoolYear', entityId: id })
    return done
  })
}

export function createTerm(deps: Deps, context: Context, yearId: string, term: TermInput): Promise<Done> {
  return ofTerms(deps, context, async (tx, scope) => {
    const { years, terms } = await readSpans(tx, scope)
    const year = years.find((one) => one.id === yearId)
    if (!year) return fail('not-found')
    if (terms.some((one) => one.id === term.id)) return done
    const checked = orInvalid(firstErrors(spanErrors(term, terms), outsideYear(year, term)))
    if (!checked.ok) return checked
    await tx.run(insertTermQuery(scope, yearId, term))
    tx.audit({ action: 'create', entity: 'term', entityId: term.id })
    return done
  })
}

export function changeTerm(deps: Deps, context: Context, id: string, change: SpanChange): Promise<Done> {
  return ofTerms(deps, context, async (tx, scope) => {
    const { years, terms } = await readSpans(tx, scope)
    const term = terms.find((one) => one.id === id)
    const year = years.find((one) => one.id === term?.yearId)
    if (!term || !year) return fail('not-found')
    const next = { ...term, ...change }
    const checked = orInvalid(firstErrors(spanErrors(next, terms), outsideYear(year, next)))
    if (!checked.ok) return checked
    const [updated] = await tx.rows(updateSpanQuery(scope, 'term', next))
    if (!updated) return fail('version-conflict')
    tx.audit({ action: 'change', entity: 'term', entityId: id })
    return done
  })
}

/** Made by mistake, taken away again: as long as no class and no duty hangs on it. Its terms go with it. */
export function removeYear(deps: Deps, context: Context, id: string): Promise<Done> {
  return ofTerms(deps, context, async (tx, scope) => {
    const { years, terms } = await readSpans(tx, scope)
    const year = years.find((one) => one.id === id)
    if (!year) return fail('not-found')
    const [uses] = await tx.rows(spanUsesQuery(scope, year))
    if (uses?.classes) return fail('still-in-use', { by: 'classes' })
    if (uses?.duties) return fail('still-in-use', { by: 'duties' })
    if (uses?.tasks) return fail('still-in-use', { by: 'tasks' })
    const own = terms.filter((term) => term.yearId === id).map((term) => term.id)
    await tx.run(deleteSpansQuery(scope, 'term', own), deleteSpansQuery(scope, 'school_year', [id]))
    tx.audit({ action: 'remove', entity: 'schoolYear', entityId: id, detail: { terms: own } })
    return done
  })
}

export function removeTerm(deps: Deps, context: Context, id: string): Promise<Done> {
  return ofTerms(deps, context, async (tx, scope) => {
    const { terms } = await readSpans(tx, scope)
    const term = terms.find((one) => one.id === id)
    if (!term) return fail('not-found')
    const [uses] = await tx.rows(spanUsesQuery(scope, term))
    if (uses?.duties) return fail('still-in-use', { by: 'duties' })
    await tx.run(deleteSpansQuery(scope, 'term', [id]))
    tx.audit({ action: 'remove', entity: 'term', entityId: id })
    return done
  })
}
