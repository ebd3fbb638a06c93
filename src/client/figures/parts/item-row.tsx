import { t } from '@lingui/core/macro'
import { Link } from '@tanstack/react-router'
import type { BoardItem } from '#shared/figures/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { cx } from '#client/ui/cx.ts'
import { stateText } from './state-words.ts'

/** A duty behind a number: whose it is, how it stands, who should do it. Nobody in charge is the one red thing. */
export function ItemRow({ item, today }: { item: BoardItem; today: string }) {
  const names = joinWords(item.performers.map(({ name }) => name))
  const open = item.state === 'due' || item.state === 'missed'
  const nobody = item.performers.length === 0 && open
  return (
    <li>
      <Link
        to="/children/$id"
        params={{ id: item.pupilId }}
        className="flex min-h-[52px] items-center gap-3 py-2 -outline-offset-2 hover:bg-paper"
      >
        <span className="min-w-0 flex-1">
          <b className="me-2 font-semibold">{item.pupilName}</b>
          <span className="inline-block text-sm text-soft">{item.className}</span>
          <span className="block text-sm text-soft">{dutyText(item.key)}</span>
        </span>
        <span className="shrink-0 text-end">
          <span className={cx('block', item.daysLeft < 0 && open && 'text-amber')}>
            {stateText(item, today)}
          </span>
          <span
            className={cx(
              'ms-auto block max-w-28 text-sm sm:max-w-48',
              nobody ? 'font-semibold text-danger' : 'text-soft',
            )}
          >
            {nobody ? t`无人负责` : names}
          </span>
        </span>
      </Link>
    </li>
  )
}
