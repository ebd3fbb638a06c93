import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { HandbookEntry, WeekPage as Week } from '#shared/handbook/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { useSession } from '#client/lib/session.ts'
import { knownName } from '#client/lib/known-name.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Page, PageHeader, PageHeaderSkeleton } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { Complete } from './parts/complete.tsx'
import { Entries } from './parts/entries.tsx'
import { CardsSection, DutiesSection } from './parts/filled.tsx'
import { PlanSection } from './parts/plan.tsx'
import { WeekPrint } from './parts/week-print.tsx'
import { stateText, stateTones, weekDays, weekName } from './parts/words.ts'
import { weekQuery } from './queries.ts'

const EntryDialog = lazyPart(async () => (await import('./parts/entry-dialog.tsx')).EntryDialog)
const route = getRouteApi('/app/handbook/$classId/week/$on')

function Neighbours({ classId, page }: { classId: string; page: Week }) {
  return (
    <nav className="-mx-3 mb-2 flex justify-between gap-1 print:hidden">
      {page.before === null ? (
        <span />
      ) : (
        <Link
          to="/handbook/$classId/week/$on"
          params={{ classId, on: page.before }}
          className={buttonClass({ tone: 'plain' })}
        >
          <Icon name="back" />
          <Trans>上一周</Trans>
        </Link>
      )}
      {page.after !== null && (
        <Link
          to="/handbook/$classId/week/$on"
          params={{ classId, on: page.after }}
          className={buttonClass({ tone: 'plain' })}
        >
          <Trans>下一周</Trans>
          <Icon name="forward" />
        </Link>
      )}
    </nav>
  )
}

/** Own entries of the week; the newest words of the class teacher, closed with the page. */
function OwnEntries({ classId, page }: { classId: string; page: Week }) {
  const { today } = useSession().school
  const [editing, setEditing] = useState<HandbookEntry | 'new' | null>(null)
  const open = page.mayWrite && page.page?.completedOn == null && page.state !== 'upcoming'
  return (
    <Section title={<Trans>自己记的</Trans>}>
      <Card>
        {page.entries.length === 0 ? (
          <p className="text-soft">
            <Trans>还没有。主题班会、帮扶活动、和孩子有关的小事，都可以记一条。</Trans>
          </p>
        ) : (
          <Entries entries={page.entries} onEdit={open ? setEditing : undefined} />
        )}
        {open && (
          <div className="mt-2.5">
            <Button icon="plus" onClick={() => setEditing('new')}>
              <Trans>记一条</Trans>
            </Button>
          </div>
        )}
      </Card>

      {editing !== null && (
        <EntryDialog
          place={{ classId }}
          entry={editing === 'new' ? null : editing}
          days={{ from: page.week.on, to: page.week.to < today ? page.week.to : today }}
          pupils={page.pupils}
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  )
}

function Print({ page }: { page: Week }) {
  const { t } = useLingui()
  const [named, setNamed] = useState(false)
  return (
    <div className="mt-6 print:hidden">
      <Checkbox
        checked={named}
        onChange={setNamed}
        label={t`打印时带上孩子的姓名和写到孩子的内容`}
        help={<Trans>纸会被别人看到，平时不带。</Trans>}
      />
      <Button icon="print" onClick={() => print()}>
        <Trans>打印这一页</Trans>
      </Button>
      <WeekPrint page={page} named={named} />
    </div>
  )
}

const backTo = (classId: string) =>
  ({ link: { to: '/handbook/$classId', params: { classId } }, label: <Trans>班队工作手册</Trans> }) as const

function Content({ classId, page }: { classId: string; page: Week }) {
  const [unsaved, setUnsaved] = useState(false)
  return (
    <>
      <PageHeader
        above={`${page.className} · ${knownName(page.termName)}`}
        title={weekName(page.week)}
        below={weekDays(page.week)}
        back={backTo(classId)}
        aside={<Chip tone={stateTones[page.state]}>{stateText(page.state)}</Chip>}
      />
      <Neighbours classId={classId} page={page} />
      <PlanSection classId={classId} page={page} onUnsaved={setUnsaved} />
      <DutiesSection page={page} />
      <CardsSection page={page} />
      <OwnEntries classId={classId} page={page} />
      <Complete classId={classId} page={page} unsaved={unsaved} />
      <Print page={page} />
    </>
  )
}

/** One week of a class's handbook. */
export function WeekPage() {
  const { classId, on } = route.useParams()
  const query = useQuery(weekQuery(classId, on))
  return (
    <Page>
      {query.data !== undefined ? (
        <Content key={on} classId={classId} page={query.data} />
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <>
          <PageHeaderSkeleton back={backTo(classId)} name={<Trans>班队工作手册</Trans>} above below />
          <Skeleton rows={4} />
        </>
      )}
    </Page>
  )
}
