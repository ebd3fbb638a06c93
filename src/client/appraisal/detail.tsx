import { t } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { AppraisalResults } from '#shared/appraisal/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { knownName } from '#client/lib/known-name.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Section } from '#client/ui/card.tsx'
import { DataTable, type Column } from '#client/ui/data-table.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { Letter } from './parts/letter.tsx'
import { kindsText, paidText, pointsText, yuanText } from './parts/words.ts'
import { resultsQuery, useLetter } from './queries.ts'

const route = getRouteApi('/app/appraisal/$id/results')
type PersonRow = AppraisalResults['people'][number]
type AwardRow = AppraisalResults['awards'][number]
type ClassRow = AppraisalResults['classes'][number]

function People({ people }: { people: readonly PersonRow[] }) {
  const { t } = useLingui()
  const columns: Column<PersonRow>[] = [
    { id: 'name', header: t`姓名`, cell: ({ name }) => name },
    { id: 'as', header: t`凭什么`, cell: ({ as }) => paidText(as) },
    { id: 'points', header: t`分数`, align: 'end', cell: ({ points }) => pointsText(points) },
    {
      id: 'yuan',
      header: t`金额`,
      align: 'end',
      cell: ({ yuan, cut }) => (cut ? t`${yuanText(yuan)}（到了上限）` : yuanText(yuan)),
    },
  ]
  const withPoints = people.filter(({ points }) => points > 0)
  const others = people.length - withPoints.length
  return (
    <Section title={<Trans>每人合计</Trans>}>
      <DataTable
        caption={t`每人合计`}
        columns={columns}
        rows={withPoints}
        rowId={({ id }) => id}
        empty={<EmptyState icon="accounts" title={<Trans>还没有谁有分数</Trans>} />}
      />
      {withPoints.length > 0 && others > 0 && (
        <p className="mt-2 px-0.5 text-soft">
          <Plural value={others} one="另有 # 位还没有分数。" other="另有 # 位还没有分数。" />
        </p>
      )}
    </Section>
  )
}

const letterButton = (name: string, busy: boolean, onPrint: () => void) => (
  <Button icon="print" busy={busy} aria-label={t`打印信：${name}`} onClick={onPrint}>
    <Trans>打印信</Trans>
  </Button>
)

function Awards({ id, awards }: { id: string; awards: readonly AwardRow[] }) {
  const { t } = useLingui()
  const letter = useLetter(id)
  const print = (pupilId: string): void =>
    letter.mutate(pupilId, { onError: (error) => toast({ tone: 'error', text: errorText(error) }) })
  const columns: Column<AwardRow>[] = [
    { id: 'name', header: t`姓名`, cell: ({ name }) => name },
    { id: 'class', header: t`班级`, cell: ({ className }) => className },
    { id: 'kinds', header: t`奖`, cell: ({ kinds }) => kindsText(kinds) },
    { id: 'yuan', header: t`金额`, align: 'end', cell: ({ yuan }) => yuanText(yuan) },
    {
      id: 'letter',
      header: t`信`,
      align: 'end',
      cell: ({ pupilId, name }) =>
        letterButton(name, letter.isPending && letter.variables === pupilId, () => print(pupilId)),
    },
  ]
  return (
    <Section title={<Trans>学生奖</Trans>}>
      <DataTable
        caption={t`学生奖`}
        columns={columns}
        rows={awards}
        rowId={({ pupilId }) => pupilId}
        empty={<EmptyState icon="children" title={<Trans>还没有学生得奖</Trans>} />}
      />
      {letter.data !== undefined && <Letter letter={letter.data} onPrinted={letter.reset} />}
    </Section>
  )
}

function Classes({ classes }: { classes: readonly ClassRow[] }) {
  const { t } = useLingui()
  if (classes.length === 0) return null
  const columns: Column<ClassRow>[] = [
    { id: 'name', header: t`班级`, cell: ({ name }) => name },
    { id: 'budget', header: t`要备的钱`, align: 'end', cell: ({ budget }) => yuanText(budget) },
    { id: 'yuan', header: t`要发的钱`, align: 'end', cell: ({ yuan }) => yuanText(yuan) },
  ]
  return (
    <Section title={<Trans>各班的学生奖</Trans>}>
      <DataTable caption={t`各班的学生奖`} columns={columns} rows={classes} rowId={({ name }) => name} />
    </Section>
  )
}

function Missing({ missing }: { missing: AppraisalResults['missing'] }) {
  if (missing.ranks + missing.conduct === 0) return null
  return (
    <Banner title={<Trans>还没有填齐</Trans>}>
      {missing.ranks > 0 && (
        <p>
          <Plural
            value={missing.ranks}
            one="# 个孩子缺名次，名次的分先不算。"
            other="# 个孩子缺名次，名次的分先不算。"
          />
        </p>
      )}
      {missing.conduct > 0 && (
        <p>
          <Plural
            value={missing.conduct}
            one="# 个孩子的表现还没确认，20 分先不加。"
            other="# 个孩子的表现还没确认，20 分先不加。"
          />
        </p>
      )}
    </Banner>
  )
}

/** Sums of persons and awards of children: for the principal, and without any rank (H-07, H-08). */
export function ResultsPage() {
  const { id } = route.useParams()
  const query = useQuery(resultsQuery(id))
  const { data } = query
  return (
    <Page width="wide">
      <PageHeader
        title={<Trans>合计和学生奖</Trans>}
        {...(data && { above: knownName(data.yearName) })}
        below={<Trans>只有您看得到。请一位一位当面说，不要张贴，不要念。</Trans>}
        back={{ link: { to: '/appraisal' }, label: <Trans>考核奖励</Trans> }}
      />
      {data !== undefined ? (
        <>
          <Missing missing={data.missing} />
          <People people={data.people} />
          <Awards id={id} awards={data.awards} />
          <Classes classes={data.classes} />
        </>
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
