import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { MyChild, MyChildren } from '#shared/week/schema.ts'
import { cardKindText } from '#client/lib/card-words.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDate } from '#client/lib/format.ts'
import { useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { IconButton, buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { DueChip } from '#client/ui/due-chip.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { myChildrenQuery } from '../queries.ts'
import { AskCover } from './covers.tsx'
import { DayTabs } from './day-tabs.tsx'
import { DutyActions } from './duty-actions.tsx'
import { beforeText } from './item-words.ts'
import { type DutyHandlers, useSheets } from './use-sheets.tsx'
import { byHousehold, byVillage } from './week-groups.ts'

interface RowProps extends DutyHandlers {
  child: MyChild
  today: string
}

/** When somebody was last in touch, and what comes next. */
function Facts({ child }: { child: MyChild }) {
  const { t } = useLingui()
  const { today } = useSession().school
  const { lastContact, next, upcoming, alsoOpen, covered } = child
  const before = next === null ? '' : beforeText(next, today)
  const others = alsoOpen - (next?.alsoOpen ?? 0)
  const last =
    lastContact === null
      ? t`还没有来往`
      : t`上次 ${formatDate(lastContact.heldOn)} ${cardKindText(lastContact.kind)}`
  const coming =
    next !== null
      ? t`接下来 ${dutyText(next.key)}`
      : upcoming === null
        ? covered === null
          ? t`没有安排`
          : t`${covered.byName}代您做到${formatDate(covered.to)}`
        : t`${formatDate(upcoming.from)}起 ${dutyText(upcoming.key)}`
  return (
    <p className="mt-1 text-soft">
      {last} · {coming}
      {before !== '' && ` · ${before}`}
      {others > 0 && (
        <>
          {' · '}
          <Plural value={others} one="另外 # 件没做" other="另外 # 件没做" />
        </>
      )}
    </p>
  )
}

function ChildRow({ child, today, ...actions }: RowProps) {
  const { t } = useLingui()
  const { pupilId, pupilName, next } = child
  return (
    <>
      <div className="flex items-start justify-between gap-2">
        <Link
          to="/children/$id"
          params={{ id: pupilId }}
          className="-my-2 flex min-h-11 min-w-0 flex-1 flex-wrap items-baseline gap-x-2 py-2 hover:text-sea"
        >
          <b className="text-lg font-semibold">{pupilName}</b>
          <span className="text-sm text-soft">
            {[child.className, child.village].filter((part) => part !== null).join(' · ')}
          </span>
        </Link>
        {next !== null && <DueChip dueOn={next.dueOn} today={today} />}
        {next?.evidence !== 'parentContact' && (
          <IconButton
            icon="phone"
            label={t`给${pupilName}家里打电话`}
            onClick={() => actions.onCall(child)}
            className="-my-2 -me-2"
          />
        )}
      </div>
      <Facts child={child} />
      {child.noCarer && (
        <p className="mt-1.5">
          <Chip tone="danger">
            <Trans>家里没有确定的人照顾</Trans>
          </Chip>
        </p>
      )}
      {next !== null && <DutyActions item={next} {...actions} />}
    </>
  )
}

function List({ data }: { data: MyChildren }) {
  const { t } = useLingui()
  const [view, setView] = useState<'urgency' | 'village'>('urgency')
  const { sheets, onCall, onExcuse, onFill } = useSheets()
  // Siblings in one card: one visit, one call may settle what all of them need.
  const cards = (children: readonly MyChild[]) => (
    <ul className="space-y-2.5">
      {byHousehold(children).map(({ id, items }) => (
        <Card as="li" key={id}>
          {items.length > 1 && (
            <p className="mb-1 text-sm text-soft">
              <Trans>一家的孩子</Trans>
            </p>
          )}
          <div className="space-y-4">
            {items.map((child) => (
              <div key={child.pupilId}>
                <ChildRow
                  child={child}
                  today={data.today}
                  onCall={onCall}
                  onExcuse={onExcuse}
                  onFill={onFill}
                />
              </div>
            ))}
          </div>
        </Card>
      ))}
    </ul>
  )
  return (
    <>
      <Choice
        aria-label={t`怎么排`}
        value={view}
        onChange={setView}
        options={[
          { value: 'urgency', label: t`按轻重` },
          { value: 'village', label: t`按村` },
        ]}
      />
      {view === 'urgency' ? (
        <div className="mt-4">{cards(data.children)}</div>
      ) : (
        byVillage(data.children).map(({ village, items }) => (
          <Section
            key={village ?? ''}
            title={village ?? <Trans>还没有填村子</Trans>}
            aside={<Plural value={items.length} one="# 个孩子" other="# 个孩子" />}
          >
            {cards(items)}
          </Section>
        ))
      )}
      <AskCover />
      {sheets}
    </>
  )
}

/** The own children: last contact, next duty, the most urgent first. */
export function MyChildrenPage() {
  const children = useQuery(myChildrenQuery)
  const count = children.data?.children.length ?? 0
  return (
    <Page>
      <DayTabs />
      <PageHeader
        title={<Trans>我的孩子</Trans>}
        below={count > 0 && <Plural value={count} one="# 个孩子" other="# 个孩子" />}
      />
      {children.data === undefined ? (
        children.isError ? (
          <QueryError
            error={children.error}
            onRetry={() => void children.refetch()}
            busy={children.isFetching}
          />
        ) : (
          <Skeleton rows={4} />
        )
      ) : count === 0 ? (
        <EmptyState
          icon="children"
          title={<Trans>还没有交给您的孩子</Trans>}
          action={
            <Link to="/children" className={buttonClass()}>
              <Trans>看看孩子们</Trans>
            </Link>
          }
        >
          <Trans>做班主任或者帮扶老师以后，您的孩子会列在这里。</Trans>
        </EmptyState>
      ) : (
        <List data={children.data} />
      )}
    </Page>
  )
}
