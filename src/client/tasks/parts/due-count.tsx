import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { formatDate } from '#client/lib/format.ts'

interface DueCountProps {
  day: string
  count: number
  onOpen: (day: string) => void
}

/** How much one has to do by a day; pressing it opens the list it counts. */
export function DueCount({ day, count, onOpen }: DueCountProps) {
  const { t } = useLingui()
  if (count === 0) return null
  const date = formatDate(day)
  return (
    <button
      type="button"
      onClick={() => onOpen(day)}
      className="-my-2 inline-flex min-h-11 min-w-0 items-center rounded-control px-1 text-sm text-sea hover:bg-sea-soft"
    >
      <span className="visually-hidden">{t`${date}：`}</span>
      <span className="truncate">{plural(count, { one: '# 件到期', other: '# 件到期' })}</span>
    </button>
  )
}
