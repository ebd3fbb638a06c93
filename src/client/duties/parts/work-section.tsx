import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { WorkItem } from '#shared/duties/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { Button } from '#client/ui/button.tsx'
import { Section } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { DueChip } from '#client/ui/due-chip.tsx'
import type { Excusable } from './excuse-sheet.tsx'

/** Rows shown before one asks for more. */
const few = 5

/** One duty of a class, a person or the school; pressing it begins the record. */
function WorkRow({ item, onExcuse }: { item: WorkItem; onExcuse: (item: Excusable) => void }) {
  const { t } = useLingui()
  const excuses = useHasRole('classTeacher', 'helpingTeacher', 'counsellor', 'principal')
  const { today } = useSession().school
  const { alsoOpen, dutyId, key } = item
  const name = item.subjectName ?? t`全校`
  const detail = [
    name,
    alsoOpen > 0 ? plural(alsoOpen, { one: '另外 # 次也没做', other: '另外 # 次也没做' }) : '',
  ]
  return (
    <li className="flex items-center">
      <Link
        to="/work/$id"
        params={{ id: item.dutyId }}
        className="flex min-h-[52px] min-w-0 flex-1 items-center gap-3 px-3.5 py-2.5 -outline-offset-2 hover:bg-paper"
      >
        <span className="min-w-0 flex-1">
          <span className="block font-semibold">{dutyText(item.key)}</span>
          <span className="block text-sm text-soft">{detail.filter((part) => part !== '').join(' · ')}</span>
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
          onClick={() => onExcuse({ dutyId, key, name, kinds: ['holiday', 'other'] })}
        >
          <Trans context="verb">说明</Trans>
          <span className="visually-hidden">{t`：${name}这次为什么不做`}</span>
        </Button>
      )}
    </li>
  )
}

interface WorkSectionProps {
  items: readonly WorkItem[]
  onExcuse: (item: Excusable) => void
}

/** What is to do for classes and school: kept apart from the children, who come first. */
export function WorkSection({ items, onExcuse }: WorkSectionProps) {
  const { t } = useLingui()
  const [all, setAll] = useState(false)
  const shown = all ? items : items.slice(0, few)
  const hidden = items.length - shown.length
  if (items.length === 0) return null
  return (
    <Section title={<Trans>班级和学校的事</Trans>} aside={t`${items.length} 件`}>
      <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-white">
        {shown.map((item) => (
          <WorkRow key={item.dutyId} item={item} onExcuse={onExcuse} />
        ))}
      </ul>
      {hidden > 0 && (
        <div className="mt-2">
          <Button wide tone="plain" onClick={() => setAll(true)}>
            <Trans>再看 {hidden} 件</Trans>
          </Button>
        </div>
      )}
    </Section>
  )
}
