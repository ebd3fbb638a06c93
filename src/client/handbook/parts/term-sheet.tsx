import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { TermChild, TermDuty, TermGroup, TermNumber } from '#shared/handbook/schema.ts'
import { ChildThen } from '#client/lib/child-then.tsx'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDate } from '#client/lib/format.ts'
import { onePage, SheetList } from '#client/lib/sheet-list.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
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
      <li className="flex min-h-[52px] items-center justify-between gap-3 py-2">
        <Trans>全班</Trans>
        {days}
      </li>
    )
  return <ChildThen child={duty.child}>{days}</ChildThen>
}

function ChildLine({ child }: { child: TermChild }) {
  const times = child.times ?? 0
  return (
    <ChildThen child={child}>
      {times > 0 && (
        <span className="shrink-0 text-soft">
          <Plural value={times} one="# 次" other="# 次" />
        </span>
      )}
    </ChildThen>
  )
}

interface Place {
  classId: string
  termId: string
}

function Duties({ classId, termId, duty, number }: Place & OpenNumber) {
  const list = useQuery(termDutiesQuery(classId, termId, { key: duty, number }))
  return (
    <SheetList
      list={list}
      pages={onePage(list.data)}
      renderRow={(one) => <DutyLine key={one.dutyId} duty={one} />}
    />
  )
}

function Children({ classId, termId, group }: Place & OpenGroup) {
  const list = useQuery(termChildrenQuery(classId, termId, group))
  return (
    <SheetList
      list={list}
      pages={onePage(list.data)}
      renderRow={(one) => <ChildLine key={one.id} child={one} />}
      renderCount={(count) => <Plural value={count} one="共 # 个孩子" other="共 # 个孩子" />}
    />
  )
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
