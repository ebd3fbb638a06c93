import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { useDebounced } from '#client/lib/debounce.ts'
import { formatNumber } from '#client/lib/format.ts'
import { useHasRole } from '#client/lib/session.ts'
import { useTyped } from '#client/lib/typed.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Pagination } from '#client/ui/pagination.tsx'
import { SearchBox } from '#client/ui/search-box.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { ChildTable } from './parts/child-table.tsx'
import { MarkFilter, MarksLink } from './parts/mark-filter.tsx'
import { CareFilters, ClassFilter, ViewChoice } from './parts/list-filters.tsx'
import { readListSearch, type ListSearch, type Wish } from './parts/list-search.ts'
import { childrenQuery, summaryQuery } from './queries.ts'

const route = getRouteApi('/app/children')
const ListTools = lazyPart(async () => (await import('./parts/list-tools.tsx')).ListTools)

function Nothing({ search, pupils }: { search: ListSearch; pupils: number | undefined }) {
  const imports = useHasRole('administrator', 'archiveKeeper')
  if (pupils === 0)
    return (
      <EmptyState
        icon="roster"
        title={<Trans>还没有名册</Trans>}
        action={
          imports && (
            <Link to="/roster" className={buttonClass({ tone: 'primary' })}>
              <Trans>导入名册</Trans>
            </Link>
          )
        }
      >
        <Trans>导入学校的学生名册，就知道该关心哪些孩子。</Trans>
      </EmptyState>
    )
  if (search.q !== undefined && search.q !== '')
    return (
      <EmptyState icon="search" title={<Trans>没有找到“{search.q}”</Trans>}>
        {search.mark !== undefined ? (
          <Trans>这里只找另外照顾的孩子。去掉“只看”再找，或试试名字里的一个字、拼音首字母。</Trans>
        ) : search.view === 'all' ? (
          <Trans>可以试试名字里的一个字，或拼音首字母。</Trans>
        ) : (
          <Trans>名单上没有。可以换到“全部学生”里再找，或试试拼音首字母。</Trans>
        )}
      </EmptyState>
    )
  return <EmptyState icon="children" title={<Trans>这里没有孩子</Trans>} />
}

/** The words being typed, looked for once they rest. */
function useSearchWords(q: string, find: (part: Wish) => void) {
  const [words, setWords] = useState(q)
  const rested = useDebounced(words.trim())
  useEffect(() => {
    if (rested !== q) find({ q: rested })
    // Only what was typed leads; a changed wish is followed by the list itself.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [rested])
  return { words, setWords }
}

export function ChildrenPage() {
  const { t } = useLingui()
  const { typed, keep } = useTyped<Wish>()
  // The address may hold more than it should: what was typed is taken from nowhere but memory (H-02).
  const search = { ...readListSearch(route.useSearch()), ...typed }
  const navigate = route.useNavigate()
  const change = (part: Record<string, unknown>): void =>
    void navigate({ search: (old) => ({ ...old, page: undefined, ...part }), state: true, replace: true })
  const find = (part: Wish): void =>
    void navigate({
      search: (old) => ({ ...old, page: undefined }),
      state: keep({ ...typed, ...part }),
      replace: true,
    })
  const { words, setWords } = useSearchWords(search.q ?? '', find)
  const list = useQuery(childrenQuery(search))
  const summary = useQuery(summaryQuery).data
  const pupils = summary === undefined ? '' : formatNumber(summary.pupils)
  const listed = summary === undefined ? '' : formatNumber(summary.listed)
  const total = formatNumber(list.data?.total ?? 0)
  return (
    <Page width="wide">
      <PageHeader
        title={<Trans>孩子</Trans>}
        below={
          summary !== undefined && (
            <>
              {t`名单上 ${listed} 人 · 共 ${pupils} 名学生`}{' '}
              <Link
                to="/children/definitions"
                className="inline-flex min-h-11 items-center text-sea underline-offset-4 hover:underline"
              >
                <Trans>怎样才算</Trans>
              </Link>{' '}
              <MarksLink />
            </>
          )
        }
      />
      <div className="mb-4 space-y-2.5">
        <SearchBox value={words} onChange={setWords} label={t`名字、拼音或首字母`} />
        <div className="flex flex-wrap items-center gap-2">
          {search.mark === undefined ? (
            <ViewChoice search={search} onChange={change} />
          ) : (
            <MarkFilter mark={search.mark} onEnd={() => find({ mark: undefined })} />
          )}
          <ClassFilter search={search} onChange={change} />
        </div>
        {search.mark === undefined && <CareFilters search={search} onChange={change} summary={summary} />}
      </div>
      {list.data !== undefined ? (
        <div className={list.isPlaceholderData ? 'opacity-60 transition-opacity' : ''}>
          <ChildTable rows={list.data.rows} empty={<Nothing search={search} pupils={summary?.pupils} />} />
          {list.data.total > 0 && (
            <Pagination
              page={list.data.page}
              pages={Math.ceil(list.data.total / list.data.size)}
              onChange={(page) => change({ page: page === 1 ? undefined : page })}
              total={t`共 ${total} 人`}
            />
          )}
          {(summary?.pupils ?? 0) > 0 && search.mark === undefined && (
            <ListTools search={search} onChange={find} />
          )}
        </div>
      ) : list.isError ? (
        <QueryError error={list.error} onRetry={() => void list.refetch()} busy={list.isFetching} />
      ) : (
        <Skeleton rows={6} />
      )}
    </Page>
  )
}
