import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from './button.tsx'

interface PaginationProps {
  /** Counted from 1. */
  page: number
  pages: number
  onChange: (page: number) => void
  /** 共 122 人 */
  total?: string
}

export function Pagination({ page, pages, onChange, total }: PaginationProps) {
  const { t } = useLingui()
  if (pages <= 1)
    return total === undefined ? null : <p className="py-3 text-center text-sm text-soft">{total}</p>
  return (
    <nav aria-label={t`翻页`} className="flex flex-wrap items-center justify-center gap-3 py-3">
      <Button icon="back" disabled={page <= 1} onClick={() => onChange(page - 1)}>
        <Trans>上一页</Trans>
      </Button>
      <span className="text-sm text-soft">
        {page} / {pages}
        {total !== undefined && ` · ${total}`}
      </span>
      <Button disabled={page >= pages} onClick={() => onChange(page + 1)}>
        <Trans>下一页</Trans>
      </Button>
    </nav>
  )
}

/** For lists that are read on and on by a cursor. */
export function LoadMore({ onPress, busy = false }: { onPress: () => void; busy?: boolean }) {
  return (
    <div className="py-3 text-center">
      <Button busy={busy} onClick={onPress}>
        <Trans>再看一些</Trans>
      </Button>
    </div>
  )
}
