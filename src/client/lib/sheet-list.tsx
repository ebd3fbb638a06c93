import { Plural, Trans } from '@lingui/react/macro'
import type { ReactElement, ReactNode } from 'react'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { LoadMore } from '#client/ui/pagination.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'

/** A list as it was asked for: whole, or page by page. */
interface Asked {
  readonly isError: boolean
  readonly error: Error | null
  readonly isFetching: boolean
  readonly refetch: () => unknown
  readonly hasNextPage?: boolean
  readonly isFetchingNextPage?: boolean
  readonly fetchNextPage?: () => unknown
}

/** A list that was asked for whole. */
export const onePage = <Item,>(items: readonly Item[] | undefined) =>
  items && [{ count: items.length, items }]

interface SheetListProps<Item> {
  list: Asked
  /** What has come so far. */
  pages: readonly { readonly count: number; readonly items: readonly Item[] }[] | undefined
  /** With its key. */
  renderRow: (item: Item) => ReactElement
  /** Where it counts something else than pieces of work. */
  renderCount?: (count: number) => ReactNode
  empty?: ReactNode
}

/** What stands behind a number: how many, each on a line, and the way to the rest. What has come stays when more does not. */
export function SheetList<Item>({ list, pages, renderRow, renderCount, empty }: SheetListProps<Item>) {
  const failed = list.isError && (
    <QueryError error={list.error} onRetry={() => void list.refetch()} busy={list.isFetching} />
  )
  if (pages === undefined) return failed === false ? <Skeleton rows={4} /> : failed
  const items = pages.flatMap((page) => page.items)
  if (items.length === 0) return empty ?? <EmptyState icon="search" title={<Trans>没有</Trans>} />
  const count = pages[0]?.count ?? items.length
  return (
    <>
      <p className="text-sm text-soft">
        {renderCount?.(count) ?? <Plural value={count} one="共 # 件" other="共 # 件" />}
      </p>
      <ul className="divide-y divide-line">{items.map(renderRow)}</ul>
      {failed === false
        ? list.hasNextPage === true && (
            <LoadMore onPress={() => void list.fetchNextPage?.()} busy={list.isFetchingNextPage === true} />
          )
        : failed}
    </>
  )
}
