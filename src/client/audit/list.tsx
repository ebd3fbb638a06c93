import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { AuditLine } from '#shared/audit/schema.ts'
import { formatDate, formatInstant } from '#client/lib/format.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { ClosedToRole, QueryError } from '#client/shell/fallbacks.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { LoadMore } from '#client/ui/pagination.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { actText, detailText, whyText } from './parts/line-words.ts'
import { type Run, runsOf } from './parts/runs.ts'
import { auditQuery } from './queries.ts'

const wordsOf = (line: AuditLine): string =>
  [actText(line), line.actorName === null ? '' : whyText(line.why), detailText(line)].join('|')

function Line({ run, about }: { run: Run; about: string | undefined }) {
  const { line, times, since } = run
  const { t } = useLingui()
  const detail = detailText(line)
  const who = line.actorName ?? t`系统`
  const icon =
    line.action === 'attempt' ? 'lock' : line.action === 'read' || line.action === 'reveal' ? 'eye' : 'edit'
  return (
    <li className="flex items-start gap-3 py-2.5">
      <Icon name={icon} className="mt-1 shrink-0 text-sea" />
      <div className="min-w-0 flex-1">
        <p>
          <b className="font-semibold">{who}</b> {actText(line)}
          {line.personName !== null && line.personName !== line.actorName && <> · {line.personName}</>}
          {line.pupilId !== null && line.pupilId !== about && (
            <>
              {' · '}
              <Link
                to="/audit"
                search={{ pupilId: line.pupilId }}
                className="-my-2.5 inline-block min-w-11 py-2.5 font-semibold text-sea underline underline-offset-4"
              >
                {line.pupilName ?? t`已不在名册的学生`}
              </Link>
            </>
          )}
        </p>
        <p className="text-sm text-soft">
          {[line.actorName === null ? '' : whyText(line.why), detail]
            .filter((part) => part !== '')
            .join(' · ')}
          {times > 1 && (
            <>
              {' · '}
              <Plural value={times} one="# 次" other="# 次" />
            </>
          )}
        </p>
      </div>
      <span className="shrink-0 text-sm text-soft">
        {[...new Set([formatInstant(since, 'time'), formatInstant(line.at, 'time')])].join('–')}
      </span>
    </li>
  )
}

/** Lines under the day on which they were written, on the school's clock. */
function Days({ lines, about }: { lines: readonly AuditLine[]; about: string | undefined }) {
  const { timeZone } = useSession().school
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone })
  const days = new Map<string, AuditLine[]>()
  for (const line of lines) {
    const day = dayOf.format(new Date(line.at))
    days.set(day, [...(days.get(day) ?? []), line])
  }
  return [...days].map(([day, own]) => (
    <Section key={day} title={formatDate(day, 'weekday')}>
      <Card pad="sides">
        <ul className="divide-y divide-line">
          {runsOf(own, wordsOf).map((run) => (
            <Line key={run.line.id} run={run} about={about} />
          ))}
        </ul>
      </Card>
    </Section>
  ))
}

function About({ name }: { name: string | null | undefined }) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
      <p>
        {typeof name === 'string' ? <Trans>只看和{name}有关的</Trans> : <Trans>只看和这个孩子有关的</Trans>}
      </p>
      <Link to="/audit" className={buttonClass()}>
        <Trans>看全部</Trans>
      </Link>
    </div>
  )
}

type Kind = 'read' | 'change' | 'attempt' | undefined

function Nothing({ kind }: { kind: Kind }) {
  return (
    <EmptyState icon="eye" title={<Trans>还没有记录</Trans>}>
      {kind === 'attempt' ? (
        <Trans>有人去找不归自己管的孩子，会记在这里。</Trans>
      ) : (
        <Trans>有人看孩子的资料，或者改了什么，都会记在这里。</Trans>
      )}
    </EmptyState>
  )
}

function Lines({ pupilId, kind }: { pupilId: string | undefined; kind: Kind }) {
  const query = useInfiniteQuery(auditQuery({ pupilId, kind }))
  if (query.data === undefined)
    return query.isError ? (
      <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
    ) : (
      <Skeleton rows={6} />
    )
  const lines = query.data.pages.flatMap((page) => page.lines)
  return (
    <>
      {pupilId !== undefined && <About name={lines.find((line) => line.pupilId === pupilId)?.pupilName} />}
      {lines.length === 0 ? <Nothing kind={kind} /> : <Days lines={lines} about={pupilId} />}
      {query.hasNextPage && (
        <LoadMore busy={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()} />
      )}
    </>
  )
}

/** Who looked at what and who changed what; nobody can take a line away. */
export function AuditPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { pupilId, kind } = useSearch({ from: '/app/audit' })
  const mayRead = useHasRole('principal', 'auditor')
  if (!mayRead) return <ClosedToRole />
  const choose = (chosen: 'all' | 'read' | 'change' | 'attempt'): void =>
    void navigate({
      to: '/audit',
      search: { ...(pupilId !== undefined && { pupilId }), ...(chosen !== 'all' && { kind: chosen }) },
      replace: true,
    })
  return (
    <Page>
      <PageHeader
        title={<Trans>查看记录</Trans>}
        below={<Trans>谁看过、谁改过，都在这里，谁也删不掉。</Trans>}
      />
      <div className="mb-4">
        <Choice
          aria-label={t`看哪些`}
          value={kind ?? 'all'}
          onChange={choose}
          options={[
            { value: 'all', label: t`全部` },
            { value: 'read', label: t`谁看过` },
            { value: 'change', label: t`谁改过` },
            { value: 'attempt', label: t`想看没看到` },
          ]}
        />
      </div>
      <Lines pupilId={pupilId} kind={kind} />
    </Page>
  )
}
