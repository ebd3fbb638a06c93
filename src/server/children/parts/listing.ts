import { ageOn, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { ChildrenSummary } from '#shared/children/api.ts'
import { mayMark, maySeeChildren } from '#shared/children/policy.ts'
import {
  archiveComplete,
  archiveRate,
  type ArchiveState,
  type FileFacts,
} from '#shared/children/rules/file.ts'
import type { CarerKind, ChildRow, ChildrenPage, ChildrenQuery, FileState } from '#shared/children/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { percent } from '#shared/percent/rules.ts'
import { fieldsByChild, idsByOwn } from '#server/children/parts/own-values.ts'
import { searchTokens } from '#server/children/parts/search-keys.ts'
import { currentDefinitionsQuery } from '#server/children/queries.ts'
import {
  countQuery,
  factsQuery,
  idsQuery,
  PAGE_SIZE,
  pageQuery,
  type ListFilter,
} from '#server/children/reads.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

type FactsRow = RowOf<ReturnType<typeof factsQuery>>
type PageRow = RowOf<ReturnType<typeof pageQuery>>

export async function listChildren(
  deps: Deps,
  context: Context,
  query: ChildrenQuery,
): Promise<Result<ChildrenPage>> {
  // Who carries a mark is asked within the reach of those who may know it.
  const decide = query.mark === undefined ? maySeeChildren : mayMark
  const scope = context.scope(decide(context.actor))
  if (!scope) return fail('forbidden')
  const { page } = query
  const within = await filterOf(deps, scope, query)
  if (!within) return ok({ rows: [], page, size: PAGE_SIZE, total: 0 })
  // Not of which: the log is read by people who are told no category.
  const trace = query.mark === undefined ? [] : [{ action: 'read', entity: 'care_mark' }]
  const [rows] = await deps.db.read(scope, [pageQuery(scope, within, page)], { audit: trace })
  const contacts = scope.tiers.includes('contact')
  return ok({
    rows: rows.map((row) => rowOf(row, scope.today, contacts)),
    page,
    size: PAGE_SIZE,
    total: rows[0]?.total ?? (page > 1 ? await countAll(deps, scope, within) : 0),
  })
}

/** What the wish means for the database; undefined = nothing can match. */
async function filterOf(
  deps: Deps,
  scope: Scope,
  { q, only, view, definition, classId, mark, own, ...wish }: Omit<ChildrenQuery, 'page'>,
): Promise<ListFilter | undefined> {
  const tokens = q === undefined || q === '' ? undefined : searchTokens(q)
  if (q && !tokens) return undefined
  const filter: ListFilter = {
    view,
    definition,
    classId,
    mark,
    tokens,
    only: only === 'incomplete' ? undefined : only,
  }
  const found =
    own === undefined ? filter : { ...filter, ids: await idsByOwn(deps, scope, filter, { ...wish, own }) }
  return only === 'incomplete' ? { ...found, ids: await incompleteIds(deps, scope, found) } : found
}

export interface ListedPage {
  readonly rows: readonly ChildRow[]
  /** Values of each child's file, as far as the scope's tiers open it. */
  readonly fields: ReadonlyMap<string, Readonly<Record<string, string>>>
}

/** Everybody who matches, page by page: never all at once in memory. */
export async function* listedPages(
  deps: Deps,
  scope: Scope,
  query: Omit<ChildrenQuery, 'page'>,
): AsyncGenerator<ListedPage> {
  const filter = await filterOf(deps, scope, query)
  if (!filter) return
  for (let page = 1; ; page += 1) {
    const [rows] = await deps.db.read(scope, [pageQuery(scope, filter, page)])
    const contacts = scope.tiers.includes('contact')
    const fields = await fieldsByChild(deps, scope, { view: 'all', ids: rows.map(({ id }) => id) })
    yield { rows: rows.map((row) => rowOf(row, scope.today, contacts)), fields }
    if (rows.length < PAGE_SIZE) return
  }
}

/** Beyond the last page no row says how many there are. */
async function countAll({ db }: Deps, scope: Scope, filter: ListFilter): Promise<number> {
  const [[count]] = await db.read(scope, [countQuery(scope, filter)])
  return count?.total ?? 0
}

async function incompleteIds({ db }: Deps, scope: Scope, filter: ListFilter): Promise<string[]> {
  const [rows] = await db.read(scope, [factsQuery(scope, filter)])
  return rows.filter((row) => !archiveOf(row).complete).map(({ id }) => id)
}

function rowOf(row: PageRow, today: LocalDate, contacts: boolean): ChildRow {
  const { id, name, classId, className, birthDate, boarding, statusTags, toVerify, carer } = row
  const archive = archiveOf(row)
  return {
    id,
    name,
    classId,
    className,
    sex: row.sex as ChildRow['sex'],
    age: ageOn(birthDate, today),
    boarding,
    statusTags,
    toVerify,
    carerNow: carer && { kind: carer.kind as CarerKind, relation: carer.relation, name: carer.name },
    fileState: fileStateOf(row, archive),
    phoneMasked: contacts ? (row.phoneMasked ?? carer?.phone ?? null) : null,
    missing: archive.missing.length,
  }
}

function fileStateOf({ file }: FactsRow, { complete }: ArchiveState): FileState {
  if (!file) return 'none'
  if (file.closedOn !== null) return 'closed'
  return complete ? 'complete' : 'open'
}

/** The one rule of completeness over the few facts a list has (K-52). */
export function archiveOf(row: FactsRow): ArchiveState {
  const open = row.file?.closedOn === null ? row.file : null
  const facts: FileFacts = {
    openedOn: open?.openedOn ?? null,
    name: row.name,
    sex: row.sex as FileFacts['sex'],
    birthDate: row.birthDate,
    classId: row.classId,
    address: row.hasAddress ? 'sealed' : null,
    character: null,
    interests: null,
    health: null,
    keeperId: open?.keeperId ?? null,
    carer: (row.carer?.kind ?? null) as FileFacts['carer'],
    parents: [],
    contacts: row.hasContact ? [{ who: 'other', reachable: true }] : [],
  }
  return archiveComplete(facts)
}

export async function getSummary({ db }: Deps, context: Context): Promise<Result<ChildrenSummary>> {
  const scope = context.scope(maySeeChildren(context.actor))
  if (!scope) return fail('forbidden')
  const all = { view: 'all' } as const
  const [definitions, [count], listed, toVerify, noLonger] = await db.read(scope, [
    currentDefinitionsQuery(scope),
    countQuery(scope, all),
    factsQuery(scope, { view: 'list' }),
    idsQuery(scope, { ...all, only: 'toVerify' }),
    idsQuery(scope, { ...all, only: 'noLongerCounted' }),
  ])
  const primary = definitions.find(({ isPrimary }) => isPrimary)
  const pupils = count?.total ?? 0
  const complete = listed.filter((row) => archiveOf(row).complete).length
  const urgent = listed.filter(({ carer }) => carer?.kind === 'nobody' || carer?.kind === 'uncertain')
  const rate = archiveRate(complete, listed.length)
  const cases = (rows: readonly { id: string }[]) => ({ count: rows.length, ids: rows.map(({ id }) => id) })
  return ok({
    definition: primary ? { key: primary.key, version: primary.version } : null,
    pupils,
    listed: listed.length,
    sharePercent: percent(listed.length, pupils),
    toVerify: cases(toVerify),
    files: { complete, listed: listed.length, percent: rate.percent, gap: rate.gap },
    urgent: cases(urgent),
    noLongerCounted: cases(primary ? noLonger : []),
  })
}
