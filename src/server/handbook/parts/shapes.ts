import { completion } from '#shared/figures/rules/completion.ts'
import { CardKind, DutyState, RuleKey } from '#shared/duties/schema.ts'
import type { HandbookEntry, HandbookPage, TermDuty, TermRollup, WeekPage } from '#shared/handbook/schema.ts'
import type { RowOf } from '#server/db/query.ts'
import { openEntry, openPlan } from '#server/handbook/parts/sealed.ts'
import type { cardsQuery, DutyRow, EntryRow, pagesQuery } from '#server/handbook/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

type PageRow = RowOf<ReturnType<typeof pagesQuery>>
type CardRow = RowOf<ReturnType<typeof cardsQuery>>
interface Named {
  readonly pupilId: string | null
  readonly pupilName: string | null
  readonly mayOpen: boolean | null
}

export const pageOf = (vault: Vault, row: PageRow): HandbookPage => ({
  id: row.id,
  version: row.version,
  planned: openPlan(vault, row.id, row.planned),
  completedOn: row.completedOn,
  completedByName: row.completedByName,
})

/** Whose words are kept back learns that something was written about a child, not about which. */
export const entryOf = (vault: Vault, userId: string, row: EntryRow): HandbookEntry => ({
  id: row.id,
  on: row.on,
  authorName: row.authorName,
  aboutChild: row.pupilId !== null,
  child: row.pupilId !== null && row.sealed !== null ? { id: row.pupilId, name: row.pupilName ?? '' } : null,
  text: row.sealed === null ? null : openEntry(vault, row.id, row.sealed),
  mine: row.authorId === userId,
  version: row.version,
})

type ChildThen = NonNullable<TermDuty['child']>

/** The child of a row; null where it is the class's. */
export const childThen = ({ pupilId, pupilName, mayOpen }: Named): ChildThen | null =>
  pupilId === null ? null : { id: pupilId, name: pupilName ?? '', mayOpen: mayOpen === true }

/** Each child once, in the order of the rows. */
export const childrenOf = (rows: readonly Named[]): ChildThen[] => [
  ...new Map(
    rows.flatMap((row) => {
      const child = childThen(row)
      return child ? [[child.id, child] as const] : []
    }),
  ).values(),
]

/** What falls due, by kind; excused duties, and those a change ended, are in none of it (H-13, K-27). */
export const weekDuties = (rows: readonly DutyRow[]): WeekPage['duties'] =>
  [
    ...Map.groupBy(
      rows.filter(({ state }) => state !== 'excused' && state !== 'ended'),
      ({ key }) => key,
    ),
  ].map(([key, own]) => {
    const open = own.filter(({ state }) => state !== 'done' && state !== 'late')
    return {
      key: RuleKey.parse(key),
      count: own.length,
      done: own.length - open.length,
      children: childrenOf(open),
    }
  })

export const weekCards = (rows: readonly CardRow[]): WeekPage['cards'] =>
  [...Map.groupBy(rows, ({ kind }) => kind)].map(([kind, own]) => {
    const reached = own.filter((card) => card.reached)
    return {
      kind: CardKind.parse(kind),
      reached: reached.length,
      tried: own.length - reached.length,
      children: childrenOf(reached),
    }
  })

/** The term's figures: states of the one view, completion of the one rule (K-28, K-29). */
export const termFigures = (rows: readonly DutyRow[], today: string): TermRollup['figures'] =>
  [...Map.groupBy(rows, ({ key }) => key)].map(([key, own]) => {
    const { onTime, early, late, missed, excused, open, percent } = completion(
      own.map(({ state, dueOn }) => ({ state: DutyState.parse(state), dueOn })),
      today,
    )
    return { key: RuleKey.parse(key), onTime, early, late, missed, excused, open, percent }
  })
