import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { TermChild, TermDuty, TermGroup, TermNumber } from '#shared/handbook/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDate } from '#client/lib/format.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { termChildrenQuery, termDutiesQuery } from '../queries.ts'

/** Which number of which kind of duty. */
interface OpenNumber {
  duty: string
  number: TermNumber
  /** What stands above the number. */
  label: string
}
/** Which number of children. */
interface OpenGroup {
  group: TermGroup
  label: string
}
export type Opened = OpenNumber | OpenGroup

const row = 'flex min-h-[52px] items-center justify-between gap-3 py-2'

/** The child of a line, linked as long as its page may be opened. */
function ChildRow({ child, children }: { child: NonNullable<TermDuty['child']>; children: ReactNode }) {
  if (!child.mayOpen)
    return (
      <li className={row}>
        <span>
          <b className="me-2 font-semibold">{child.name}</b>
          <span className="inline-block text-sm text-soft">
            <Trans>现在不归您管</Trans>
          </span>
        </span>
        {children}
      </li>
    )
  return (
    <li>
      <Link
        to="/children/$id"
        params={{ id: child.id }}
        className={`${row} -outline-offset-2 hover:bg-paper`}
      >
        <b className="font-semibold">{child.name}</b>
        {children}
      </Link>
    </li>
  )
}

function DutyLine({ duty }: { duty: TermDuty }) {
  const { t } = useLingui()
  const due = formatDate(duty.dueOn)
  const done = duty.doneOn === null ? '' : formatDate(duty.doneOn)
  const days = (
    <span className="shrink-0 text-end">
      <span className="block text-sm text-soft">{t`${due}到期`}</span>
      {done !== '' && <span className="block">{t`${done} 做完`}</span>}
    </span>
  )
  if (duty.child === null)
    return (
      <li className={row}>
        <Trans>全班</Trans>
        {days}
      </li>
    )
  return <ChildRow child={duty.child}>{days}</ChildRow>
}

function ChildLine({ child }: { child: TermChild }) {
  const times = child.times ?? 0
  return (
    <ChildRow child={child}>
      {times > 0 && (
        <span className="shrink-0 text-soft">
          <Plural value={times} one="# 次" other="# 次" />
        </span>
      )}
    </ChildRow>
  )
}

interface Place {
  classId: string
  termId: string
}

function Duties({ classId, termId, duty, number }: Place & OpenNumber) {
  const list = useQuery(termDutiesQuery(classId, termId, { key: duty, number }))
  return (
    <Loaded list={list}>
      {(duties) => (
        <>
          <p className="text-sm text-soft">
            <Plural value={duties.length} one="共 # 件" other="共 # 件" />
          </p>
          <ul className="divide-y divide-line">
            {duties.map((one) => (
              <DutyLine key={one.dutyId} duty={one} />
            ))}
          </ul>
        </>
      )}
    </Loaded>
  )
}

function Children({ classId, termId, group }: Place & OpenGroup) {
  const list = useQuery(termChildrenQuery(classId, termId, group))
  return (
    <Loaded list={list}>
      {(children) => (
        <>
          <p className="text-sm text-soft">
            <Plural value={children.length} one="# 个孩子" other="# 个孩子" />
          </p>
          <ul className="divide-y divide-line">
            {children.map((one) => (
              <ChildLine key={one.id} child={one} />
            ))}
          </ul>
        </>
      )}
    </Loaded>
  )
}

function Loaded<Data>({
  list,
  children,
}: {
  list: UseQueryResult<Data>
  children: (data: Data) => ReactNode
}) {
  if (list.data !== undefined) return children(list.data)
  if (list.isError)
    return <QueryError error={list.error} onRetry={() => void list.refetch()} busy={list.isFetching} />
  return <Skeleton rows={4} />
}

/** The duties, or the children, behind one number of the term. */
export function TermSheet({ onClose, opened, ...place }: Place & { opened: Opened; onClose: () => void }) {
  const title = 'group' in opened ? opened.label : `${dutyText(opened.duty)} · ${opened.label}`
  return (
    <Dialog open wide onOpenChange={(open) => !open && onClose()} title={title}>
      {'group' in opened ? <Children {...place} {...opened} /> : <Duties {...place} {...opened} />}
    </Dialog>
  )
}
