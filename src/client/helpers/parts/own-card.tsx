import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { OwnCard } from '#shared/helpers/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { formatDate } from '#client/lib/format.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { ownCardQuery } from '../queries.ts'
import { OwnHelps } from './own-helps.tsx'
import { checkText } from './helper-words.ts'

function Rules() {
  return (
    <Section title={<Trans>请记住</Trans>}>
      <Card>
        <ul className="list-disc space-y-1.5 ps-5">
          <li>
            <Trans>总有学校的老师在场，不单独和孩子在一起，不去孩子家里，不过夜。</Trans>
          </li>
          <li>
            <Trans>不私下加孩子的联系方式，不接送，不送钱。</Trans>
          </li>
          <li>
            <Trans>孩子不想继续，随时可以停，不用说理由。</Trans>
          </li>
          <li>
            <Trans>觉得哪里不对，马上告诉在场的老师或打学校的电话。</Trans>
          </li>
        </ul>
      </Card>
    </Section>
  )
}

function Check({ kind, validTo }: Pick<OwnCard['checks'][number], 'kind' | 'validTo'>) {
  const day = formatDate(validTo, 'full')
  return (
    <li>
      {checkText(kind)} · <Trans>有效到{day}</Trans>
    </li>
  )
}

function Cards({ card }: { card: OwnCard }) {
  if (!card.vetted)
    return (
      <Banner tone="due" title={<Trans>核查还不齐或已过期</Trans>}>
        <Trans>请联系学校，补齐以后这里才会显示。</Trans>
      </Banner>
    )
  if (card.entrusted.length === 0)
    return (
      <EmptyState icon="heart" title={<Trans>现在没有约好的活动</Trans>}>
        <Trans>学校和您约好以后，这里会看到时间和地点。</Trans>
      </EmptyState>
    )
  return (
    <>
      <ul className="space-y-3">
        {card.entrusted.map(({ id, children, activity, time, place, supervisor, call, helps }) => (
          <Card as="li" key={id}>
            <h2 className="text-xl font-bold">{joinWords(children.map(({ givenName }) => givenName))}</h2>
            <KeyValue
              items={[
                { label: <Trans>一起做什么</Trans>, value: activity },
                { label: <Trans>什么时候</Trans>, value: time },
                { label: <Trans>在哪里</Trans>, value: place },
                { label: <Trans>哪位老师在场</Trans>, value: supervisor },
                { label: <Trans>有事打给谁</Trans>, value: call },
              ]}
            />
            <OwnHelps id={id} helps={helps} />
          </Card>
        ))}
      </ul>
      <Rules />
    </>
  )
}

/** All a volunteer sees (H-09). */
export function OwnCardPage() {
  const { user } = useSession()
  const allowed = useHasRole('volunteer')
  const card = useQuery({ ...ownCardQuery, enabled: allowed })
  return (
    <Page>
      <PageHeader title={<Trans>我的活动卡片</Trans>} below={user.name} />
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>这张卡片是给志愿者的</Trans>} />
      ) : card.data !== undefined ? (
        <>
          <Cards card={card.data} />
          {card.data.checks.length > 0 && (
            <Section title={<Trans>学校对您的核查</Trans>}>
              <ul className="text-soft">
                {card.data.checks.map(({ kind, validTo }) => (
                  <Check key={kind} kind={kind} validTo={validTo} />
                ))}
              </ul>
            </Section>
          )}
        </>
      ) : card.isError ? (
        <QueryError error={card.error} onRetry={() => void card.refetch()} busy={card.isFetching} />
      ) : (
        <Skeleton rows={2} />
      )}
    </Page>
  )
}
