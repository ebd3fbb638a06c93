import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import type { Schooling, SchoolingPart } from '#shared/figures/schema.ts'
import { definitionName } from '#client/lib/definitions.ts'
import { formatDate, formatPercent } from '#client/lib/format.ts'
import { NoPlan } from '#client/lib/no-plan.tsx'
import { useHasRole } from '#client/lib/session.ts'
import { knownName } from '#client/lib/known-name.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { Panel } from '#client/ui/card.tsx'
import { Field } from '#client/ui/field.tsx'
import { NumberButton } from '#client/ui/number-button.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { DateInput } from '#client/ui/text-input.tsx'
import { schoolingQuery } from '../queries.ts'
import { BoardTabs } from './board-tabs.tsx'
import type { OpenSchoolingDrill } from './schooling-sheet.tsx'
import { TermSelect } from './term-select.tsx'

const route = getRouteApi('/app/figures/schooling')
const SchoolingSheet = lazyPart(async () => (await import('./schooling-sheet.tsx')).SchoolingSheet)

interface PartProps {
  board: Schooling
  onDrill: (part: SchoolingPart, title: string) => void
}

interface NumbersProps extends Pick<PartProps, 'onDrill'> {
  parts: readonly { part: SchoolingPart; value: number; label: string }[]
}

/** The numbers, each with its list; a nought has none. */
function Numbers({ parts, onDrill }: NumbersProps) {
  return (
    <div className="-mx-2 flex flex-wrap gap-x-2">
      {parts.map(({ part, value, label }) => (
        <NumberButton key={part} label={label} value={value} onPress={() => onDrill(part, label)} />
      ))}
    </div>
  )
}

function Rate({ value, children }: { value: string; children: ReactNode }) {
  return (
    <p className="mb-1">
      <b className="me-2 text-3xl font-semibold tabular-nums">{value}</b>
      <span className="text-soft">{children}</span>
    </p>
  )
}

function EnrolmentPanel({ board, onDrill }: PartProps) {
  const { t } = useLingui()
  const { schoolAge, enrolled, out } = board.enrolment
  const day = formatDate(board.day, 'full')
  return (
    <Panel title={<Trans>入学率</Trans>} aside={day}>
      <Rate value={formatPercent(enrolled, schoolAge)}>
        {schoolAge === 0 ? (
          <Trans>这天名单上没有适龄的孩子</Trans>
        ) : (
          <Trans>
            {schoolAge} 个适龄孩子里 {enrolled} 个在学
          </Trans>
        )}
      </Rate>
      <Numbers
        onDrill={onDrill}
        parts={[
          { part: 'out', value: out, label: t`没有学籍` },
          { part: 'enrolled', value: enrolled, label: t`在学` },
          { part: 'schoolAge', value: schoolAge, label: t`适龄孩子` },
        ]}
      />
      <p className="mt-2 text-sm text-soft">
        <Trans>
          适龄：在名单上、8 月 31 日满六周岁、还没有读完九年级。离校以后新学校还没有确认的，仍然算在里面。
        </Trans>
      </p>
    </Panel>
  )
}

function RetentionPanel({ board, onDrill }: PartProps) {
  const { t } = useLingui()
  if (board.retention === null)
    return (
      <Panel title={<Trans>巩固率</Trans>}>
        <p className="text-soft">
          <Trans>还没有开始的学期。</Trans>
        </p>
      </Panel>
    )
  const { term, until, start, moved, kept, lost } = board.retention
  const of = start - moved
  const end = formatDate(until, 'full')
  return (
    <Panel
      title={<Trans>巩固率</Trans>}
      aside={until < term.to ? <Trans>截至{end}</Trans> : knownName(term.name)}
    >
      <Rate value={formatPercent(kept, of)}>
        {of === 0 ? (
          <Trans>学期初的名单上没有孩子</Trans>
        ) : (
          <Trans>
            {of} 个孩子里 {kept} 个还在学校
          </Trans>
        )}
      </Rate>
      <Numbers
        onDrill={onDrill}
        parts={[
          { part: 'lost', value: lost, label: t`流失` },
          { part: 'kept', value: kept, label: t`仍然在校` },
          { part: 'moved', value: moved, label: t`转出已确认` },
          { part: 'start', value: start, label: t`学期初名单` },
        ]}
      />
      <p className="mt-2 text-sm text-soft">
        <Trans>转出的孩子，新学校确认以后两边都不算；确认以前算流失，谁也不漏。</Trans>
      </p>
    </Panel>
  )
}

function TrendPanel({ board, onDrill }: PartProps) {
  const { t } = useLingui()
  const { since, before, now, change, joined, gone } = board.trend
  const sign = change > 0 ? '+' : change < 0 ? '−' : ''
  const share = formatPercent(Math.abs(change), before)
  const from = formatDate(since, 'full')
  const reasons = [
    { part: 'parentsBack' as const, value: gone.parentsBack, label: t`父母回来了` },
    { part: 'leftSchool' as const, value: gone.leftSchool, label: t`离开学校` },
    { part: 'ageReached' as const, value: gone.ageReached, label: t`满了年龄` },
    { part: 'other' as const, value: gone.other, label: t`别的原因` },
  ]
  return (
    <Panel
      className="lg:col-span-2"
      title={<Trans>名单人数，和一年前比</Trans>}
      aside={<Trans>{from}起</Trans>}
    >
      <Rate value={`${sign}${Math.abs(change)}`}>
        {before === 0 ? (
          <Trans>一年前名单上还没有孩子</Trans>
        ) : (
          <Trans>
            从 {before} 到 {now}（{sign}
            {share}）
          </Trans>
        )}
      </Rate>
      <Numbers
        onDrill={onDrill}
        parts={[
          { part: 'now', value: now, label: t`现在名单上` },
          { part: 'before', value: before, label: t`一年前名单上` },
          { part: 'joined', value: joined, label: t`新上名单` },
          ...reasons.filter(({ value }) => value > 0),
        ]}
      />
    </Panel>
  )
}

function Board({ board }: { board: Schooling }) {
  const { t } = useLingui()
  const navigate = route.useNavigate()
  const { term } = route.useSearch()
  const [open, setOpen] = useState<OpenSchoolingDrill | null>(null)
  if (board.definition === null)
    return (
      <NoPlan>
        <Trans>选好以后就有了名单，这里才数得出来。</Trans>
      </NoPlan>
    )
  const drill = (part: SchoolingPart, title: string): void =>
    setOpen({ drill: { day: board.day, part, ...(term !== undefined && { termId: term }) }, title })
  return (
    <>
      <div className="mb-4 flex flex-wrap gap-x-4 gap-y-3">
        <Field label={t`哪一天`} className="print:hidden">
          <DateInput
            value={board.day}
            max={board.today}
            onChange={(day) =>
              day !== '' &&
              day <= board.today &&
              void navigate({ search: (old) => ({ ...old, day }), replace: true })
            }
          />
        </Field>
        {board.retention !== null && (
          <TermSelect
            term={board.retention.term}
            terms={board.terms}
            onChange={(id) => void navigate({ search: (old) => ({ ...old, term: id }), replace: true })}
          />
        )}
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <EnrolmentPanel board={board} onDrill={drill} />
        <RetentionPanel board={board} onDrill={drill} />
        <TrendPanel board={board} onDrill={drill} />
      </div>
      {open !== null && <SchoolingSheet {...open} onClose={() => setOpen(null)} />}
    </>
  )
}

/** Who is at school and stays there, of the whole school: for its head and whoever keeps the register. */
export function SchoolingPage() {
  const { day, term } = route.useSearch()
  const allowed = useHasRole('principal', 'administrator', 'archiveKeeper')
  const wanted = { ...(day !== undefined && { day }), ...(term !== undefined && { termId: term }) }
  const board = useQuery({ ...schoolingQuery(wanted), enabled: allowed })
  const { definition } = board.data ?? {}
  return (
    <Page width="wide">
      <PageHeader
        title={<Trans>入学和巩固</Trans>}
        below={definition && definitionName(definition.key)}
        aside={
          <span className="hidden lg:block print:hidden">
            <Button icon="print" onClick={() => print()}>
              <Trans>打印</Trans>
            </Button>
          </span>
        }
      />
      <BoardTabs />
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>这一页由校长、管理员和档案员看</Trans>} />
      ) : board.data !== undefined ? (
        <Board board={board.data} />
      ) : board.isError ? (
        <QueryError error={board.error} onRetry={() => void board.refetch()} busy={board.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
