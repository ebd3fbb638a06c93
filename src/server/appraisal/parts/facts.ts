import { z } from 'zod'
import { markedOf, rankedOf, type LedgerChild, type Paid } from '#shared/appraisal/rules/ledger.ts'
import { termsAt } from '#shared/appraisal/rules/ranks.ts'
import { AppraisalSettings, type RankAt } from '#shared/appraisal/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import { openEntry, type EntryValue } from '#server/appraisal/parts/sealed.ts'
import {
  childrenQuery,
  entriesQuery,
  paidQuery,
  schemeQuery,
  yearsQuery,
  type ChildRow,
  type EntryRow,
  type PaidRow,
  type SchemeRow,
  type YearRow,
} from '#server/appraisal/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

export interface YearFacts {
  readonly year: YearRow
  readonly at: ReturnType<typeof termsAt>
  readonly asOf: string
}

/** A year with the terms that count, and the day as of which is asked: today, or its last one. */
export function yearFacts(scope: Scope, years: readonly YearRow[], yearId: string): YearFacts | undefined {
  const place = years.findIndex(({ id }) => id === yearId)
  const year = years[place]
  if (!year) return undefined
  const asOf = year.endsOn < scope.today ? year.endsOn : scope.today
  return { year, at: termsAt(year.terms, years[place - 1]?.terms ?? []), asOf }
}

/** What is kept of a scheme: its settings, and by which definition the list was made when it was asked for. */
const Stored = AppraisalSettings.extend({ listKey: z.string().nullable().default(null) })

export interface Running extends YearFacts {
  readonly scheme: SchemeRow
  readonly settings: AppraisalSettings
  /** The list that two people agreed to: another one chosen since changes no points. */
  readonly listKey: string | null
}

export function withSettings(scheme: SchemeRow, facts: YearFacts): Running {
  const { listKey, ...settings } = Stored.parse(scheme.settings)
  return { ...facts, scheme, settings, listKey }
}

/**
 * The scheme of an id, while it is on: asked for only, or turned off, nothing is entered and nothing computed (H-07). One
 * of another school does not exist.
 */
export async function runningScheme(
  tx: Pick<Transaction, 'run'>,
  scope: Scope,
  id: string,
): Promise<Result<Running>> {
  const [[scheme], years] = await tx.run(schemeQuery(scope, id), yearsQuery(scope))
  const facts = scheme && yearFacts(scope, years, scheme.yearId)
  if (!scheme || !facts) return fail('not-found')
  if (scheme.ended || scheme.approvedAt === null) return fail('not-allowed-now')
  return ok(withSettings(scheme, facts))
}

/** Whether somebody is paid for anything in the year. */
export const isPaid = (paid: readonly PaidRow[], userId: string): boolean =>
  paid.some(({ personId }) => personId === userId)

/** Whether conduct is this person's to confirm: named for it, and paid for nothing (K-61, H-07). */
export const isNamed = (scheme: SchemeRow, paid: readonly PaidRow[], userId: string): boolean =>
  scheme.conductBy === userId && !isPaid(paid, userId)

export const readPaid = (scope: Scope, { year, asOf }: Pick<YearFacts, 'year' | 'asOf'>) =>
  paidQuery(scope, year.id, { from: year.startsOn, asOf })

export const readChildren = (scope: Scope, { year, asOf, listKey }: Running) =>
  childrenQuery(scope, { yearId: year.id, asOf, listKey })

/**
 * Of the children within reach those who are asked about: whose rank is entered, and whose conduct and title are told. Lists,
 * what may be entered, and what a person is shown to enter come from here.
 */
export function askedOf<Child extends ChildRow>(
  { reach }: Pick<Scope, 'reach'>,
  children: readonly Child[],
  paid: readonly PaidRow[],
  settings: AppraisalSettings,
): { readonly ranked: readonly Child[]; readonly marked: readonly Child[] } {
  const own = children.filter(({ classId }) => reach.kind === 'school' || reach.classIds.includes(classId))
  return { ranked: rankedOf(own, paid, settings), marked: markedOf(own, paid) }
}

export interface Ledger {
  readonly children: readonly (LedgerChild & ChildRow)[]
  readonly paid: readonly (Paid & PaidRow)[]
}

/** All that the rules reckon with. It stays on the server: what goes out of it are sums and awards. */
export async function readLedger(
  tx: Pick<Transaction, 'run'>,
  scope: Scope,
  vault: Vault,
  running: Running,
): Promise<Ledger> {
  const { year, at, scheme } = running
  const spans = [year.id, ...Object.values(at).flatMap((term) => term?.id ?? [])]
  const [children, paid, entries] = await tx.run(
    readChildren(scope, running),
    readPaid(scope, running),
    entriesQuery(scope, spans),
  )
  const byKey = new Map(entries.map((entry) => [keyOf(entry), entry]))
  const valueOf = (pupilId: string, kind: EntryRow['kind'], spanId: string | undefined): EntryValue => {
    const entry = spanId === undefined ? undefined : byKey.get(keyOf({ pupilId, kind, spanId }))
    // Conduct counts on the word of the person named now, and never on that of somebody who is paid (K-61, H-07).
    const counts = entry && (kind !== 'conduct' || (entry.enteredBy === scheme.conductBy && says))
    return counts ? openEntry(vault, entry.id, entry.sealed) : null
  }
  const says = isNamed(scheme, paid, scheme.conductBy)
  const rankOf = (pupilId: string, when: RankAt): number | null => {
    const value = valueOf(pupilId, 'rank', at[when]?.id)
    return typeof value === 'number' ? value : null
  }
  return {
    paid,
    children: children.map((child) => ({
      ...child,
      ranks: {
        yearBefore: rankOf(child.id, 'yearBefore'),
        first: rankOf(child.id, 'first'),
        last: rankOf(child.id, 'last'),
      },
      conduct: valueOf(child.id, 'conduct', year.id) === true,
      title: valueOf(child.id, 'title', year.id) === true,
    })),
  }
}

export const keyOf = ({ pupilId, kind, spanId }: Pick<EntryRow, 'pupilId' | 'kind' | 'spanId'>): string =>
  `${kind} ${spanId} ${pupilId}`
