import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ChildRow } from '#shared/children/schema.ts'
import { useDebounced } from '#client/lib/debounce.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { PageHeader } from '#client/ui/page.tsx'
import { SearchBox } from '#client/ui/search-box.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { findChildrenQuery } from '../queries.ts'
import type { CardSearch } from './card-search.ts'

/** Shown at once; more come with the next letter. */
const most = 12

function Rows({ rows, search }: { rows: readonly ChildRow[]; search: CardSearch }) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-white">
      {rows.slice(0, most).map((row) => (
        <li key={row.id}>
          <Link
            to="/cards/new"
            search={{ ...search, child: row.id }}
            className="flex min-h-14 items-center gap-3 px-3.5 py-2 -outline-offset-2 hover:bg-paper"
          >
            <span className="min-w-0 flex-1">
              <b className="me-2 font-semibold">{row.name}</b>
              <span className="text-sm whitespace-nowrap text-soft">{row.className}</span>
            </span>
            <Icon name="forward" className="shrink-0 text-soft" />
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** Whom the card is of: a few letters of the name, its pinyin or initials. */
export function PickChild({ search }: { search: CardSearch }) {
  const { t } = useLingui()
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim())
  const listed = useQuery(findChildrenQuery(q, 'list'))
  const none = q !== '' && listed.data?.rows.length === 0
  // Not on the list: any pupil of the school may have said something worth a card.
  const all = useQuery({ ...findChildrenQuery(q, 'all'), enabled: none })
  const found = none ? all : listed
  const hidden = (found.data?.total ?? 0) - most
  return (
    <>
      <PageHeader title={<Trans>记一笔</Trans>} below={<Trans>先找到孩子</Trans>} />
      <div className="mb-3">
        <SearchBox value={words} onChange={setWords} label={t`名字、拼音或首字母`} />
      </div>
      {found.isError ? (
        <QueryError error={found.error} onRetry={() => void found.refetch()} busy={found.isFetching} />
      ) : found.data === undefined ? (
        <Skeleton rows={4} />
      ) : found.data.rows.length === 0 ? (
        <EmptyState
          icon="search"
          title={q === '' ? <Trans>名单上还没有孩子</Trans> : <Trans>没有找到“{q}”</Trans>}
        >
          <Trans>可以试试名字里的一个字，或拼音首字母。</Trans>
        </EmptyState>
      ) : (
        <>
          <Rows rows={found.data.rows} search={search} />
          {hidden > 0 && (
            <p className="mt-3 text-center text-sm text-soft">
              <Trans>还有 {hidden} 个，再写一个字就少了。</Trans>
            </p>
          )}
        </>
      )}
    </>
  )
}
