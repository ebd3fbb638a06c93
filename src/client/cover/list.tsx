import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Cover, CoverState } from '#shared/cover/schema.ts'
import { useHoldsRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Section } from '#client/ui/card.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { CoverCard } from './parts/cover-card.tsx'
import { coversQuery } from './queries.ts'

const past: readonly CoverState[] = ['over', 'ended', 'handedOver']

function Part({ title, covers }: { title: ReactNode; covers: readonly Cover[] }) {
  if (covers.length === 0) return null
  return (
    <Section title={title}>
      <ul className="space-y-2.5">
        {covers.map((cover) => (
          <CoverCard key={cover.id} cover={cover} />
        ))}
      </ul>
    </Section>
  )
}

function Arrange() {
  return (
    <Link to="/cover/new" className={buttonClass({ tone: 'primary' })}>
      <Icon name="plus" />
      <Trans>安排代办</Trans>
    </Link>
  )
}

function Covers({ covers, arranges }: { covers: readonly Cover[]; arranges: boolean }) {
  const of = (...states: readonly CoverState[]): Cover[] =>
    covers.filter(({ state }) => states.includes(state))
  if (covers.length === 0)
    return (
      <EmptyState icon="accounts" title={<Trans>现在没有人代办</Trans>} action={arranges && <Arrange />}>
        <Trans>老师请假、培训或调走时，在这里把看望交给同事：到期的一件不少，到日子自动还回来。</Trans>
      </EmptyState>
    )
  return (
    <>
      <Part title={<Trans>正在代办</Trans>} covers={of('running')} />
      <Part title={<Trans>还没开始</Trans>} covers={of('coming')} />
      <Part title={<Trans>以前的</Trans>} covers={of(...past)} />
    </>
  )
}

/** Who stands in for whom, now, soon and before. */
export function CoversPage() {
  const covers = useQuery(coversQuery)
  const arranges = useHoldsRole('principal', 'administrator', 'classTeacher', 'helpingTeacher')
  return (
    <Page>
      <PageHeader title={<Trans>代办</Trans>} below={<Trans>谁替谁看望孩子，哪几天</Trans>} />
      {arranges && (covers.data?.length ?? 0) > 0 && <Arrange />}
      {covers.data !== undefined ? (
        <Covers covers={covers.data} arranges={arranges} />
      ) : covers.isError ? (
        <QueryError error={covers.error} onRetry={() => void covers.refetch()} busy={covers.isFetching} />
      ) : (
        <Skeleton rows={3} />
      )}
    </Page>
  )
}
