import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { EvidenceKind } from '#shared/duties/schema.ts'
import type { LoadView } from '#shared/plans/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDateRange } from '#client/lib/format.ts'
import { useHasRole } from '#client/lib/session.ts'
import { knownName } from '#client/lib/known-name.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { CapacityDialog } from './parts/capacity-dialog.tsx'
import { hoursText, minutesText, timesText } from './parts/amounts.ts'
import { LoadPeople } from './parts/load-people.tsx'
import { overText } from './parts/plan-cost.tsx'
import { nobodyText, recordText } from './parts/plan-words.ts'
import { loadQuery } from './queries.ts'

const many = 30

function useTitle({ everyone, people, holidays }: LoadView): string {
  const { t } = useLingui()
  const [own] = people
  const heavy = [...people, ...(holidays?.people ?? [])].filter(({ overHours }) => overHours > 0)
  const overloaded = new Set(heavy.map(({ userId }) => userId)).size
  if (everyone)
    return overloaded > 0
      ? plural(overloaded, { one: '有 # 位老师担子太重', other: '有 # 位老师担子太重' })
      : t`每位老师都承担得起`
  return t`每周约 ${timesText(own?.cardsPerWeek ?? 0)}，${hoursText(own?.hoursPerWeek ?? 0)}`
}

/** What is counted with, and who may change it. */
function CapacityCard({ view }: { view: LoadView }) {
  const { t } = useLingui()
  const manages = useHasRole('administrator', 'principal')
  const [editing, setEditing] = useState(false)
  const { minutes, hoursPerWeek } = view.capacity
  // The keys of the record are kinds.
  const kinds = Object.keys(minutes) as EvidenceKind[]
  const each = kinds.map((kind) => t`${recordText(kind)}一次 ${minutesText(minutes[kind] ?? 0)}`)
  return (
    <Section title={<Trans>按什么算</Trans>}>
      <Card className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-60">
          {t`每位老师每周能拿出 ${hoursText(hoursPerWeek)}；${joinWords(each)}。`}
        </p>
        {manages && (
          <Button icon="edit" onClick={() => setEditing(true)}>
            <Trans>改</Trans>
          </Button>
        )}
      </Card>
      {editing && <CapacityDialog capacity={view.capacity} onClose={() => setEditing(false)} />}
    </Section>
  )
}

function Nobody({ view }: { view: LoadView }) {
  const { t } = useLingui()
  const after = view.holidays?.nobody ?? []
  if (view.nobody.length + after.length === 0) return null
  return (
    <div className="mt-4">
      <Banner
        tone="due"
        title={<Trans>这些事还没有人做</Trans>}
        action={
          <Link to="/accounts" className={buttonClass()}>
            <Trans>去帐号里安排</Trans>
          </Link>
        }
      >
        <ul className="mt-1">
          {view.nobody.map((line) => (
            <li key={`${line.key} ${line.role}`}>
              {t`${dutyText(line.key)}：${nobodyText(line)}，这学期共 ${timesText(line.cards)}`}
            </li>
          ))}
          {after.map((line) => (
            <li key={`after ${line.key} ${line.role}`}>
              {t`${dutyText(line.key)}：${nobodyText(line)}，寒暑假里共 ${timesText(line.cards)}`}
            </li>
          ))}
        </ul>
      </Banner>
    </div>
  )
}

/** What falls due between this term and the next. */
function Holidays({ view: { holidays, nextTermMissing, capacity, everyone } }: { view: LoadView }) {
  if (nextTermMissing)
    return (
      <p className="mt-4 text-soft">
        <Trans>放假以后还有到期的事；填好下个学期，这里会写明寒暑假里要花多少时间。</Trans>
      </p>
    )
  if (holidays === null) return null
  const over = overText(holidays, capacity.hoursPerWeek)
  return (
    <Section title={<Trans>寒暑假里</Trans>} aside={formatDateRange(holidays.from, holidays.to)}>
      <Card>
        {everyone && over !== '' && <p className="mb-2 font-semibold text-amber">{over}</p>}
        <LoadPeople people={holidays.people} hoursPerWeek={capacity.hoursPerWeek} few={many} details />
      </Card>
    </Section>
  )
}

function View({ view }: { view: LoadView }) {
  const { term, people, everyone } = view
  const back = everyone
    ? ({ link: { to: '/start/plan' }, label: <Trans>关爱方案</Trans> } as const)
    : ({ link: { to: '/' }, label: <Trans>今日</Trans> } as const)
  const title = useTitle(view)
  const over = overText(view, view.capacity.hoursPerWeek)
  const nothing = people.length === 0 && (view.holidays?.people.length ?? 0) === 0
  const plain = everyone ? <Trans>老师的担子</Trans> : <Trans>我的担子</Trans>
  if (view.planMissing || nothing)
    return (
      <>
        <PageHeader back={back} title={plain} />
        <EmptyState
          icon="calendar"
          title={view.planMissing ? <Trans>学校还没有选关爱方案</Trans> : <Trans>这学期没有派给谁的事</Trans>}
          action={
            everyone && (
              <Link to="/start" className={buttonClass({ tone: 'primary' })}>
                <Trans>看准备清单</Trans>
              </Link>
            )
          }
        >
          <Trans>有了方案、学期和名单，这里会写明每周要花多少时间。</Trans>
        </EmptyState>
        {everyone && <Nobody view={view} />}
        {everyone && <CapacityCard view={view} />}
      </>
    )
  return (
    <>
      {term === null ? (
        <PageHeader back={back} title={plain} />
      ) : (
        <PageHeader
          back={back}
          above={`${knownName(term.name)} · ${formatDateRange(term.from, term.to)}`}
          title={title}
          below={
            everyone ? (
              <Trans>按现在的方案和名单，平均到每个教学周。</Trans>
            ) : (
              <Trans>按现在的方案和您的孩子，平均到每个教学周。</Trans>
            )
          }
        />
      )}
      {over !== '' && (
        <Banner tone="due">
          {everyone ? (
            over
          ) : (
            <Trans>超出了每周能承担的时间。可以和校长商量：改少一点，或分给帮扶老师。</Trans>
          )}
        </Banner>
      )}
      {people.length > 0 && (
        <Section
          title={everyone ? <Trans>每位老师</Trans> : <Trans>我的担子</Trans>}
          aside={<Trans>每周小时 / 能承担</Trans>}
        >
          <Card>
            <LoadPeople people={people} hoursPerWeek={view.capacity.hoursPerWeek} few={many} details />
          </Card>
        </Section>
      )}
      <Holidays view={view} />
      <Nobody view={view} />
      <CapacityCard view={view} />
      {everyone && (
        <div className="mt-5">
          <Link to="/start/plan" className={buttonClass()}>
            <Trans>看方案，换个做法</Trans>
          </Link>
        </div>
      )}
    </>
  )
}

/** What the plan in force asks of a person: the own part, or everybody's for those who share it out. */
export function LoadPage() {
  const query = useQuery(loadQuery)
  return (
    <Page>
      {query.data !== undefined ? (
        <View view={query.data} />
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
