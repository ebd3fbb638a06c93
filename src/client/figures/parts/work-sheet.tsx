import { t } from '@lingui/core/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { WorkBoardItem } from '#shared/figures/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { SheetList } from '#client/lib/sheet-list.tsx'
import { cx } from '#client/ui/cx.ts'
import { Dialog } from '#client/ui/dialog.tsx'
import { workDrillQuery, type WorkDrill } from '../queries.ts'
import { stateText } from './state-words.ts'

export interface OpenWorkDrill {
  drill: WorkDrill
  title: string
}

/** A duty behind a number: whose it is, how it stands, who should do it; pressing it opens its record. */
function Row({ item, today }: { item: WorkBoardItem; today: string }) {
  const open = item.state === 'due' || item.state === 'missed'
  const nobody = item.performers.length === 0 && open
  const names = joinWords(item.performers.map(({ name }) => name))
  return (
    <li>
      <Link
        to="/work/$id"
        params={{ id: item.dutyId }}
        className="flex min-h-[52px] items-center gap-3 py-2 -outline-offset-2 hover:bg-paper"
      >
        <span className="min-w-0 flex-1">
          <b className="font-semibold">{item.subjectName ?? t`全校`}</b>
          <span className="block text-sm text-soft">{dutyText(item.key)}</span>
        </span>
        <span className="shrink-0 text-end">
          <span className={cx('block', item.daysLeft < 0 && open && 'text-amber')}>
            {stateText(item, today)}
          </span>
          <span className={cx('block text-sm', nobody ? 'font-semibold text-danger' : 'text-soft')}>
            {nobody ? t`无人负责` : item.group !== 'person' && names}
          </span>
        </span>
      </Link>
    </li>
  )
}

interface WorkSheetProps extends OpenWorkDrill {
  today: string
  onClose: () => void
}

/** What stands behind a number of classes, staff and school. */
export function WorkSheet({ drill, title, today, onClose }: WorkSheetProps) {
  const list = useInfiniteQuery(workDrillQuery(drill))
  return (
    <Dialog open wide onOpenChange={(open) => !open && onClose()} title={title}>
      <SheetList
        list={list}
        pages={list.data?.pages}
        renderRow={(item) => <Row key={item.dutyId} item={item} today={today} />}
      />
    </Dialog>
  )
}
