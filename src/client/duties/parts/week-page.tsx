import { plural } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { MyDayItem, WorkItem } from '#shared/day/schema.ts'
import type { MyWeek, MyWeekItem } from '#shared/week/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { daysBetween, formatDate } from '#client/lib/format.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Section } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { cx } from '#client/ui/cx.ts'
import { Few } from '#client/ui/few.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { myWeekQuery } from '../queries.ts'
import { CardList } from './card-list.tsx'
import { AskCover } from './covers.tsx'
import { DayTabs } from './day-tabs.tsx'
import { NoDay } from './nothing.tsx'
import { useSheets } from './use-sheets.tsx'
import { byDay, byHousehold, byVillage, namesOf, weekItems } from './week-groups.ts'
import { WorkList, workParts } from './work-section.tsx'

const views = ['day', 'child', 'village'] as const
type View = (typeof views)[number]

interface ViewProps {
  week: MyWeek
  cards: (items: readonly MyWeekItem[]) => ReactNode
  work: (items: readonly WorkItem[]) => ReactNode
}

function ByDay({ week, cards, work }: ViewProps) {
  const { t } = useLingui()
  const name = (on: string): string => {
    const date = formatDate(on, 'weekday')
    const days = daysBetween(week.today, on)
    if (days === 0) return t`今天 · ${date}`
    return days === 1 ? t`明天 · ${date}` : date
  }
  const overdue = workParts(week.overdueWork)
  return (
    <>
      {week.urgent.length > 0 && <Section title={<Trans>先做这些</Trans>}>{cards(week.urgent)}</Section>}
      {overdue.child.length > 0 && (
        <Section title={<Trans>为孩子办的事，已经逾期</Trans>}>{work(overdue.child)}</Section>
      )}
      {overdue.other.length > 0 && (
        <Section title={<Trans>班级和学校的事，已经逾期</Trans>}>{work(overdue.other)}</Section>
      )}
      {byDay(week.days).map(({ from, to, day }) =>
        day === null ? (
          <Section
            key={from}
            title={from === to ? name(from) : t`${name(from)}至${formatDate(to, 'weekday')}`}
            aside={<Trans>没有到期的</Trans>}
          >
            {null}
          </Section>
        ) : (
          <Section key={from} title={name(from)} aside={day.schoolDay ? undefined : <Trans>不上课</Trans>}>
            {day.items.length > 0 && cards(day.items)}
            {day.work.length > 0 && (
              <div className={cx(day.items.length > 0 && 'mt-2.5')}>{work(day.work)}</div>
            )}
          </Section>
        ),
      )}
    </>
  )
}

/** Siblings under one title: one visit, one call may settle what all of them need. */
function ByChild({ week, cards }: ViewProps) {
  const { t } = useLingui()
  return (
    <Few items={byHousehold(weekItems(week))}>
      {(shown) =>
        shown.map(({ id, items }) => {
          const names = namesOf(items)
          return (
            <Section
              key={id}
              title={joinWords(names)}
              aside={[items[0]?.village, names.length > 1 && t`一家`].filter(Boolean).join(' · ')}
            >
              {cards(items)}
            </Section>
          )
        })
      }
    </Few>
  )
}

function ByVillage({ week, cards }: ViewProps) {
  const visits = weekItems(week).filter(({ evidence }) => evidence === 'homeVisit')
  if (visits.length === 0)
    return (
      <EmptyState icon="visit" title={<Trans>这几天没有要家访的</Trans>}>
        <Trans>要家访时，同一个村的孩子会排在一起，顺路看望。</Trans>
      </EmptyState>
    )
  return byVillage(visits).map(({ village, items }) => (
    <Section
      key={village ?? ''}
      title={village ?? <Trans>还没有填村子</Trans>}
      aside={<Plural value={namesOf(items).length} one="# 个孩子" other="# 个孩子" />}
    >
      {cards(items)}
    </Section>
  ))
}

function Week({ week }: { week: MyWeek }) {
  const { t } = useLingui()
  const [view, setView] = useState<View>('day')
  const { sheets, onCall, onExcuse, onExcuseOther, onFill } = useSheets()
  const labels: Record<View, string> = { day: t`按天`, child: t`按孩子`, village: t`家访按村` }
  const hidden = week.open - week.shown
  const cards = (items: readonly MyDayItem[]): ReactNode => (
    <CardList items={items} onCall={onCall} onExcuse={onExcuse} onFill={onFill} />
  )
  const work = (items: readonly WorkItem[]): ReactNode => <WorkList items={items} onExcuse={onExcuseOther} />
  const things = week.overdueWork.length + week.days.reduce((sum, one) => sum + one.work.length, 0)
  if (week.planMissing) return <NoDay />
  if (week.open + things === 0)
    return (
      <EmptyState icon="calendar" title={<Trans>这七天没有到期的</Trans>}>
        <Trans>想起谁，随时可以去看看，记一笔。</Trans>
      </EmptyState>
    )
  const View = { day: ByDay, child: ByChild, village: ByVillage }[view]
  return (
    <>
      <Choice
        aria-label={t`怎么排`}
        value={view}
        onChange={setView}
        options={views.map((value) => ({ value, label: labels[value] }))}
      />
      <View week={week} cards={cards} work={work} />
      {hidden > 0 && (
        <div className="mt-5">
          <Banner>
            {plural(hidden, {
              one: '还有 # 件没有列出来，做完这些就会出现。',
              other: '还有 # 件没有列出来，做完这些就会出现。',
            })}
          </Banner>
        </div>
      )}
      <AskCover />
      {sheets}
    </>
  )
}

/** Seven days ahead, by day, by child or by village. */
export function WeekPage() {
  const week = useQuery(myWeekQuery)
  return (
    <Page>
      <DayTabs />
      <PageHeader
        title={<Trans>本周</Trans>}
        below={<Trans>从今天起七天里到期的，孩子的、班级的、自己的和学校的，跟今日是同一张单子。</Trans>}
      />
      {week.data !== undefined ? (
        <Week week={week.data} />
      ) : week.isError ? (
        <QueryError error={week.error} onRetry={() => void week.refetch()} busy={week.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
