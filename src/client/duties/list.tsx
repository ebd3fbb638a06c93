import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, type ReactNode } from 'react'
import { hasDay } from '#shared/access/policy.ts'
import type { MyDay, MyDayItem } from '#shared/day/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Section } from '#client/ui/card.tsx'
import { Few } from '#client/ui/few.tsx'
import { Page, PageHeaderSkeleton } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { AskedBanner } from './parts/asked-banner.tsx'
import { CardList } from './parts/card-list.tsx'
import { AskCover, Covers } from './parts/covers.tsx'
import { DayTabs } from './parts/day-tabs.tsx'
import { DayHeader } from './parts/day-header.tsx'
import { DutyRow } from './parts/duty-card.tsx'
import { Fold } from './parts/fold.tsx'
import { childrenIn, groupDay, isCovered, leadersFirst } from './parts/group.ts'
import { NoChildren, Nothing } from './parts/nothing.tsx'
import { UrgentCards } from './parts/urgent-cards.tsx'
import { type DutyHandlers, useSheets } from './parts/use-sheets.tsx'
import { WorkSection } from './parts/work-section.tsx'
import { myDayQuery } from './queries.ts'

const UnpairedLine = lazyPart(async () => (await import('#client/lib/unpaired-line.tsx')).UnpairedLine)
const RenewalsLine = lazyPart(async () => (await import('#client/lib/renewals-line.tsx')).RenewalsLine)
const TransfersLine = lazyPart(async () => (await import('#client/lib/transfers-line.tsx')).TransfersLine)
// Only for leaders and the counsellor; nobody else's first list gets heavier.
const UrgentCare = lazyPart(async () => (await import('./parts/urgent-care.tsx')).UrgentCare)

/** Rows of a group shown before one asks for more. */
const few = 8

/** Full cards shown at least, where there is that much to do. */
const atHand = 3

function Rows({ items, onCall }: Pick<DutyHandlers, 'onCall'> & { items: readonly MyDayItem[] }) {
  return (
    <Few items={items} most={few}>
      {(shown) => (
        <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-white">
          {shown.map((item) => (
            <DutyRow key={item.dutyId} item={item} onCall={onCall} />
          ))}
        </ul>
      )}
    </Few>
  )
}

function Groups({ day }: { day: MyDay }) {
  const { t } = useLingui()
  const owes = useHasRole('classTeacher', 'helpingTeacher')
  // Who leads looks after what is stuck; the calm rest opens on demand.
  const Calm = owes ? Section : Fold
  const { onAsked, onExcuseOther, sheets, ...actions } = useSheets()
  const { onCall } = actions
  const groups = groupDay(day)
  const { first, villages, later } = groups
  // Never fewer than a few things to begin with at once.
  const near = groups.soon.slice(0, Math.max(0, atHand - first.length))
  const soon = groups.soon.slice(near.length)
  const hidden = day.open - day.shown
  const [pressing, rest] = leadersFirst(first, atHand)
  // A slow phone first draws what fits on its screen, then the rest.
  const opening = useDeferredValue(false, true)
  const cards = (items: readonly MyDayItem[]): ReactNode => (
    <div className="mb-2.5">
      <CardList items={opening ? items.slice(0, atHand) : items} {...actions} />
    </div>
  )
  return (
    <>
      <DayHeader day={day} toSee={childrenIn(first)} />
      <AskedBanner day={day} onOpen={onAsked} />
      <Covers day={day} />
      {day.open === 0 && !isCovered(day) && <Nothing day={day} />}
      {first.length > 0 && (
        <Section title={<Trans>先做这些</Trans>} aside={first.length > 3 ? t`${first.length} 件` : undefined}>
          {cards(owes ? first : pressing)}
          {!owes && !opening && rest.length > 0 && <Rows items={rest} onCall={onCall} />}
        </Section>
      )}
      {groups.soon.length > 0 && (
        <Calm title={<Trans>这几天</Trans>} aside={t`${groups.soon.length} 件`}>
          {near.length > 0 && cards(near)}
          {soon.length > 0 && !opening && <Rows items={soon} onCall={onCall} />}
        </Calm>
      )}
      {!opening && (
        <>
          {villages.map(({ village, items }) => (
            <Calm
              key={village}
              title={<Trans>顺路一起</Trans>}
              aside={`${village} · ${plural(childrenIn(items), { one: '# 个孩子', other: '# 个孩子' })}`}
            >
              <Rows items={items} onCall={onCall} />
            </Calm>
          ))}
          {later.length > 0 && (
            <Calm title={<Trans>本学期</Trans>} aside={t`${later.length} 件`}>
              <Rows items={later} onCall={onCall} />
            </Calm>
          )}
          <WorkSection items={day.work} onExcuse={onExcuseOther} folded={!owes} />
          {hidden > 0 && (
            <div className="my-5">
              <Banner>
                {plural(hidden, {
                  one: '还有 # 件不急的没有列出来，做完这些就会出现。',
                  other: '还有 # 件不急的没有列出来，做完这些就会出现。',
                })}
              </Banner>
            </div>
          )}
          {!isCovered(day) && <AskCover />}
          {owes && (
            <p className="mt-2 text-center">
              <Link to="/load" className={buttonClass({ tone: 'plain' })}>
                <Trans>我的担子：每周要花多少时间</Trans>
              </Link>
            </p>
          )}
        </>
      )}
      {sheets}
    </>
  )
}

/** My day: whom to see today, and nothing else. */
export function TodayPage() {
  const cares = hasDay(useSession())
  const toldOfUrgent = useHasRole('principal', 'counsellor')
  const leads = useHasRole('principal')
  const keepsFiles = useHasRole('archiveKeeper')
  const day = useQuery({ ...myDayQuery, enabled: cares })
  return (
    <Page>
      {cares && <DayTabs />}
      {toldOfUrgent && <UrgentCards />}
      {toldOfUrgent && <UrgentCare />}
      {!cares ? (
        <NoChildren />
      ) : day.data !== undefined ? (
        <Groups day={day.data} />
      ) : day.isError ? (
        <QueryError error={day.error} onRetry={() => void day.refetch()} busy={day.isFetching} />
      ) : (
        <>
          <PageHeaderSkeleton name={<Trans>今日</Trans>} above ring />
          <Skeleton rows={4} />
        </>
      )}
      {(leads || keepsFiles) && !day.isPending && <TransfersLine />}
      {keepsFiles && day.data !== undefined && <RenewalsLine />}
      {leads && day.data !== undefined && <UnpairedLine />}
    </Page>
  )
}
