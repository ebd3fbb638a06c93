import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { WorkItem } from '#shared/day/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { Button } from '#client/ui/button.tsx'
import { Section } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { DueChip } from '#client/ui/due-chip.tsx'
import { Few } from '#client/ui/few.tsx'
import type { Excusable } from './excuse-sheet.tsx'
import { Fold } from './fold.tsx'
import { beforeText } from './item-words.ts'

/** Rows shown before one asks for more. */
const few = 5

/** One duty of a class, a person or the school; pressing it begins the record. */
function WorkRow({ item, onExcuse }: { item: WorkItem; onExcuse: (item: Excusable) => void }) {
  const { t } = useLingui()
  const excuses = useHasRole('classTeacher', 'helpingTeacher', 'counsellor', 'principal')
  const { today } = useSession().school
  const { dutyId, excuseAsked, key, alsoOpen } = item
  const name = item.subjectName ?? t`全校`
  const detail = [name, beforeText(item, today)]
  return (
    <li className="flex flex-wrap items-center justify-end">
      <Link
        to="/work/$id"
        params={{ id: item.dutyId }}
        className="flex min-h-[52px] min-w-0 flex-1 basis-60 items-center gap-3 px-3.5 py-2.5 -outline-offset-2 hover:bg-paper"
      >
        <span className="min-w-0 flex-1">
          <span className="block font-semibold">{dutyText(item.key)}</span>
          <span className="block text-sm text-soft">{detail.filter((part) => part !== '').join(' · ')}</span>
          {excuseAsked && (
            <span className="mt-1 block">
              <Chip tone="plain">
                <Trans>说明等校长同意</Trans>
              </Chip>
            </span>
          )}
          {item.unassigned && (
            <span className="mt-1 block">
              <Chip tone="due">
                <Trans>还没有人负责</Trans>
              </Chip>
            </span>
          )}
        </span>
        <DueChip dueOn={item.dueOn} today={today} />
      </Link>
      {item.daysLeft < 0 && excuses && (
        <Button
          tone="plain"
          className="me-1.5 shrink-0"
          onClick={() => onExcuse({ dutyId, key, name, excuseAsked, alsoOpen, kinds: ['holiday', 'other'] })}
        >
          <Trans context="verb">说明</Trans>
          <span className="visually-hidden">{t`：${name}这次为什么不做`}</span>
        </Button>
      )}
    </li>
  )
}

interface WorkGroupProps {
  items: readonly WorkItem[]
  onExcuse: (item: Excusable) => void
}

interface WorkSectionProps extends WorkGroupProps {
  /** One line that opens, while nothing of it is overdue or without anybody. */
  folded: boolean
}

/** The same thing for many classes stands in one row, which opens. */
const together = 3

/** Kinds in the order in which the first of each falls due. */
function byKey(items: readonly WorkItem[]): WorkItem[][] {
  // Map.groupBy came after Chrome 109.
  const groups = new Map<string, WorkItem[]>()
  for (const item of items) groups.set(item.key, [...(groups.get(item.key) ?? []), item])
  return [...groups.values()].flatMap((group) =>
    group.length > together ? [group] : group.map((item) => [item]),
  )
}

function WorkGroup({ items, onExcuse }: WorkGroupProps) {
  const { today } = useSession().school
  const [open, setOpen] = useState(false)
  const [first] = items
  if (first === undefined) return null
  return (
    <>
      <li>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-[52px] w-full items-center gap-3 px-3.5 py-2.5 text-start -outline-offset-2 hover:bg-paper"
        >
          <span className="min-w-0 flex-1">
            <span className="block font-semibold">{dutyText(first.key)}</span>
            <span className="block truncate text-sm text-soft">
              {plural(items.length, { one: '# 处', other: '# 处' })}
              {' · '}
              {joinWords(items.map(({ subjectName }) => subjectName ?? ''))}
            </span>
          </span>
          <DueChip dueOn={first.dueOn} today={today} />
        </button>
      </li>
      {open && items.map((item) => <WorkRow key={item.dutyId} item={item} onExcuse={onExcuse} />)}
    </>
  )
}

/** The rows, the same thing for many classes in one. */
export function WorkList({ items, onExcuse }: WorkGroupProps) {
  return (
    <Few items={byKey(items)} most={few} renderMore={(hidden) => <Trans>再看 {hidden} 件</Trans>}>
      {(shown) => (
        <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-white">
          {shown.map((group) => {
            const [first] = group
            if (first === undefined) return null
            return group.length === 1 ? (
              <WorkRow key={first.dutyId} item={first} onExcuse={onExcuse} />
            ) : (
              <WorkGroup key={first.key} items={group} onExcuse={onExcuse} />
            )
          })}
        </ul>
      )}
    </Few>
  )
}

/** What a role of the whole school does for a child is said to be that, apart from what is for classes and school. */
export const workParts = (items: readonly WorkItem[]): { child: WorkItem[]; other: WorkItem[] } => ({
  child: items.filter(({ subjectKind }) => subjectKind === 'child'),
  other: items.filter(({ subjectKind }) => subjectKind !== 'child'),
})

function WorkPart({ title, items, onExcuse, folded }: WorkSectionProps & { title: string }) {
  const { t } = useLingui()
  const { today } = useSession().school
  if (items.length === 0) return null
  const Part =
    folded && items.every(({ oldestDueOn, unassigned }) => oldestDueOn >= today && !unassigned)
      ? Fold
      : Section
  return (
    <Part title={title} aside={t`${items.length} 件`}>
      <WorkList items={items} onExcuse={onExcuse} />
    </Part>
  )
}

/** What is to do for classes and school: kept apart from the children, who come first. */
export function WorkSection({ items, ...rest }: WorkSectionProps) {
  const { t } = useLingui()
  const { child, other } = workParts(items)
  return (
    <>
      <WorkPart title={t`为孩子办的事`} items={child} {...rest} />
      <WorkPart title={t`班级和学校的事`} items={other} {...rest} />
    </>
  )
}
