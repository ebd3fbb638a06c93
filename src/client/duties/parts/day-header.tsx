import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { MyDay } from '#shared/day/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { PageHeader } from '#client/ui/page.tsx'
import { Ring } from '#client/ui/ring.tsx'
import { wholePercent } from '#client/ui/whole-percent.ts'
import { isCovered, undoneBefore, wasAsked } from './group.ts'

const RingSheet = lazyPart(async () => (await import('./ring-sheet.tsx')).RingSheet)

interface DayHeaderProps {
  day: MyDay
  /** Children to see before the day is over. */
  toSee: number
}

function useTitle(day: MyDay, toSee: number): string {
  const { t } = useLingui()
  const { name } = useSession().user
  const leads = useHasRole('principal', 'administrator')
  const owes = useHasRole('classTeacher', 'helpingTeacher', 'principal', 'administrator')
  if (isCovered(day) && day.open === 0) return t`${name}，这几天有人替您看望`
  if (!owes && day.open === 0) return t`${name}，您好`
  if (day.open === 0 && !wasAsked(day)) return t`${name}，现在没有要看望的`
  if (day.open === 0) return t`${name}，眼前的都看望到了`
  const earlier = undoneBefore(day)
  // Each line stands for the newest window; what was left out before it must not read as nothing.
  if (toSee === 0 && earlier > 0)
    return plural(earlier, {
      one: `${name}，今天没有到期的，前面还有 # 次没做`,
      other: `${name}，今天没有到期的，前面还有 # 次没做`,
    })
  if (toSee === 0) return t`${name}，今天没有急着要做的`
  return leads
    ? plural(toSee, {
        one: `有 # 个孩子要您过问`,
        other: `有 # 个孩子要您过问`,
      })
    : t`${name}，今天看望 ${toSee} 个孩子就够了`
}

/** The day, the week of the term, how few it takes, and how far the month is. */
export function DayHeader({ day, toSee }: DayHeaderProps) {
  const { t } = useLingui()
  const date = formatDate(day.today, 'weekday')
  const number = day.week?.number
  const { done, total } = day.ring
  // A leader's ring holds what the board of the month holds; a teacher's own duties have a list of their own.
  const leads = useHasRole('principal', 'administrator')
  const [listed, setListed] = useState(false)
  const ring = total > 0 && (
    <Ring
      count={done}
      of={total}
      // Three digits on each side do not fit: the share then.
      text={total < 100 ? `${done}/${total}` : `${wholePercent(done, total)}%`}
      label={t`这个月到期的 ${total} 件，做完了 ${done} 件`}
    />
  )
  return (
    <PageHeader
      above={number === undefined ? t`${date} · 假期` : t`${date} · 第 ${number} 周`}
      title={useTitle(day, toSee)}
      aside={
        ring !== false &&
        (leads ? (
          <Link to="/figures" className="rounded-full">
            {ring}
          </Link>
        ) : (
          <>
            <button type="button" className="rounded-full" onClick={() => setListed(true)}>
              {ring}
            </button>
            {listed && <RingSheet onClose={() => setListed(false)} />}
          </>
        ))
      }
    />
  )
}
