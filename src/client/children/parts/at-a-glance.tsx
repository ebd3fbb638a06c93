import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { CardSummary } from '#shared/cards/schema.ts'
import type { CareFile } from '#shared/children/schema.ts'
import type { Duty } from '#shared/duties/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { daysBetween, formatDate } from '#client/lib/format.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { useSession } from '#client/lib/session.ts'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { DueChip } from '#client/ui/due-chip.tsx'
import { timelineQuery } from '../queries.ts'
import { cardTitle } from './card-line.ts'

function Line({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="flex gap-3 py-2">
      <dt className="w-20 shrink-0 text-soft">{label}</dt>
      <dd className="min-w-0 flex-1">{children}</dd>
    </div>
  )
}

/** Where the child lives and where the parents are. */
function usePlaces({ basics, members }: CareFile): string {
  const { t } = useLingui()
  const away = members.flatMap((member) => {
    const absence = member.awayNow ? member.absences.find(({ to }) => to === null) : undefined
    if (absence === undefined) return []
    const who = kinText(member.relation)
    return [absence.place === null ? t`${who}在外` : t`${who}在${absence.place}`]
  })
  const home = basics.village ?? basics.addressMasked ?? ''
  const lives = home === '' ? '' : t`住${home}`
  return [lives, ...away].filter((part) => part !== '').join(t`，`)
}

function LastContact({ card }: { card: CardSummary | undefined }) {
  const { t } = useLingui()
  const { today } = useSession().school
  if (card === undefined) return <Trans>还没有</Trans>
  const days = daysBetween(card.heldOn, today)
  const when = days === 0 ? t`今天` : plural(days, { one: '# 天前', other: '# 天前' })
  const title = cardTitle(card)
  return (
    <>
      {when} · {title}
    </>
  )
}

/** What somebody has to see to, in chips. */
function useOpenMatters(file: CareFile, duties: readonly Duty[]): string[] {
  const { t } = useLingui()
  const late = duties.filter(({ state }) => state === 'missed').length
  const missing = file.archive.missing.length
  const isOpen = file.file !== null && file.file.closedOn === null
  const check = file.statuses.some(({ isPrimary, outcome }) => isPrimary && outcome.check)
  const outdated = file.file?.outdated.length ?? 0
  return [
    ...(late > 0 ? [t`逾期 ${late} 件`] : []),
    ...(check ? [t`要核实`] : []),
    ...(isOpen && missing > 0 ? [t`档案还缺 ${missing} 项`] : []),
    ...(outdated > 0 ? [t`${outdated} 项写得久了`] : []),
  ]
}

/** One minute for a new teacher: where, what was last, what is next, what is open. */
export function AtAGlance({ file, since }: { file: CareFile; since: string }) {
  const { today } = useSession().school
  const line = useInfiniteQuery(timelineQuery(file.basics.id))
  const items = line.data?.pages.flatMap((page) => page.items)
  const last = items?.flatMap((item) => (item.type === 'card' && item.card.reached ? [item.card] : []))[0]
  const duties = (items ?? []).flatMap((item) =>
    item.type === 'duty' && item.duty.dueOn >= since ? [item.duty] : [],
  )
  const next = duties.filter(({ state }) => state === 'due').sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))[0]
  const matters = useOpenMatters(file, duties)
  const places = usePlaces(file)
  return (
    <Card pad="sides" className="mt-2.5 py-1">
      <dl className="divide-y divide-line">
        {places !== '' && <Line label={<Trans>在哪里</Trans>}>{places}</Line>}
        <Line label={<Trans>上次来往</Trans>}>{items === undefined ? '…' : <LastContact card={last} />}</Line>
        <Line label={<Trans>接下来</Trans>}>
          {next === undefined ? (
            items === undefined ? (
              '…'
            ) : (
              <Trans>没有到期的</Trans>
            )
          ) : (
            <span className="flex flex-wrap items-center gap-2">
              {dutyText(next.key)} <DueChip dueOn={next.dueOn} today={today} />
              <span className="visually-hidden">{formatDate(next.dueOn)}</span>
            </span>
          )}
        </Line>
        {matters.length > 0 && (
          <Line label={<Trans>还要办</Trans>}>
            <span className="flex flex-wrap gap-1.5">
              {matters.map((matter) => (
                <Chip key={matter} tone="due">
                  {matter}
                </Chip>
              ))}
            </span>
          </Line>
        )}
      </dl>
    </Card>
  )
}
