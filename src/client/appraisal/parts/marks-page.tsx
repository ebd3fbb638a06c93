import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { MarkKind, MarkList } from '#shared/appraisal/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { newId } from '#client/lib/id.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Switch } from '#client/ui/checkbox.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { marksQuery, useMark } from '../queries.ts'

const route = getRouteApi('/app/appraisal/$id/marks')
type Line = MarkList['children'][number]

function Child({ line }: { line: Line }) {
  const { id } = route.useParams()
  const mark = useMark(id)
  const give = (kind: MarkKind, holds: boolean, after: string | null): void =>
    mark.mutate(
      { id: newId(), pupilId: line.pupilId, kind, holds, after },
      { onError: (error) => toast({ tone: 'error', text: errorText(error) }) },
    )
  const { conduct, title, name } = line
  return (
    <li className="py-2">
      <p className="font-semibold">{name}</p>
      {conduct !== null && (
        <Switch
          checked={conduct.holds}
          onChange={(holds) => give('conduct', holds, conduct.entryId)}
          disabled={mark.isPending}
          label={<Trans>没有严重违纪违法</Trans>}
        />
      )}
      <Switch
        checked={title.holds}
        onChange={(holds) => give('title', holds, title.entryId)}
        disabled={mark.isPending}
        label={<Trans>得了三好学生</Trans>}
      />
    </li>
  )
}

function Classes({ list }: { list: MarkList }) {
  const names = [...new Set(list.children.map(({ className }) => className))]
  if (names.length === 0) return <EmptyState icon="children" title={<Trans>没有要填的孩子</Trans>} />
  return names.map((className) => (
    <Section key={className} title={className}>
      <Card pad="sides">
        <ul className="divide-y divide-line">
          {list.children
            .filter((line) => line.className === className)
            .map((line) => (
              <Child key={line.pupilId} line={line} />
            ))}
        </ul>
      </Card>
    </Section>
  ))
}

/** Conduct, by the person named for it and nobody else; the title by class teachers, too (K-61). */
export function MarksPage() {
  const { id } = route.useParams()
  const query = useQuery(marksQuery(id))
  const named = query.data?.children.some(({ conduct }) => conduct !== null) ?? false
  return (
    <Page>
      <PageHeader
        title={<Trans>表现和三好学生</Trans>}
        back={{ link: { to: '/appraisal' }, label: <Trans>考核奖励</Trans> }}
      />
      {query.data !== undefined ? (
        <>
          <Banner>
            {named ? (
              <Trans>
                只有您能确认表现，领奖的人不能。没确认的不加 20 分。出了事照实说，不为了分数瞒着。
              </Trans>
            ) : (
              <Trans>表现由学校指定的那一位确认，这里只记三好学生。</Trans>
            )}
          </Banner>
          <Classes list={query.data} />
        </>
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <Skeleton rows={5} />
      )}
    </Page>
  )
}
