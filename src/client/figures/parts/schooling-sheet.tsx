import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SchoolingItem } from '#shared/figures/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { useHasRole } from '#client/lib/session.ts'
import { SheetList } from '#client/lib/sheet-list.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { EmptyState } from '#client/ui/states.tsx'
import { schoolingDrillQuery, type SchoolingDrill } from '../queries.ts'

export interface OpenSchoolingDrill {
  drill: SchoolingDrill
  title: string
}

/** Why there is no place for the child here, or that another school has it. */
function whereText({ reason, leftOn, movedTo, confirmedOn }: SchoolingItem): string | null {
  const left = leftOn === null ? '' : formatDate(leftOn, 'full')
  const to = movedTo ?? ''
  const confirmed = confirmedOn === null ? '' : formatDate(confirmedOn, 'full')
  if (reason === 'kindergarten') return t`还在幼儿园`
  if (reason === 'noClass') return t`在名册上，没有班级`
  if (reason === 'left') return t`${left}离校，去向没有登记`
  if (reason !== 'notConfirmed') return null
  return confirmed === ''
    ? t`${left}离校，说是到${to}，对方还没有确认`
    : t`${left}离校到${to}，对方${confirmed}确认`
}

function Row({ item }: { item: SchoolingItem }) {
  const where = whereText(item)
  const body = (
    <span className="min-w-0 flex-1">
      <b className="me-2 font-semibold">{item.name}</b>
      <span className="inline-block text-sm text-soft">{item.className}</span>
      {where !== null && <span className="block text-sm text-soft">{where}</span>}
    </span>
  )
  const line = 'flex min-h-[52px] items-center gap-3 py-2'
  return (
    <li>
      {item.here ? (
        <Link
          to="/children/$id"
          params={{ id: item.pupilId }}
          className={`${line} -outline-offset-2 hover:bg-paper`}
        >
          {body}
        </Link>
      ) : (
        <div className={line}>{body}</div>
      )}
    </li>
  )
}

/** The children behind a number; from those whom no school has confirmed the way leads to where that is noted. */
export function SchoolingSheet({ drill, title, onClose }: OpenSchoolingDrill & { onClose: () => void }) {
  const list = useInfiniteQuery(schoolingDrillQuery(drill))
  const confirms = useHasRole('principal', 'archiveKeeper')
  const waiting = drill.part === 'out' || drill.part === 'lost'
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={title}
      {...(confirms &&
        waiting && {
          actions: (
            <Link to="/transfers" onClick={onClose} className={buttonClass({ size: 'lg' })}>
              <Trans>记下新学校的确认</Trans>
            </Link>
          ),
        })}
    >
      <SheetList
        list={list}
        pages={list.data?.pages}
        renderRow={(item) => <Row key={item.pupilId} item={item} />}
        renderCount={(count) => <Plural value={count} one="共 # 个孩子" other="共 # 个孩子" />}
        empty={<EmptyState icon="check" title={<Trans>没有孩子</Trans>} />}
      />
    </Dialog>
  )
}
