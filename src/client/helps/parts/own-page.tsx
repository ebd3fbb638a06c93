import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { NeedToKnow } from '#shared/helpers/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { ownCardQuery, useRecordOwnHelp } from '../queries.ts'
import { HelpFields } from './help-fields.tsx'

const route = getRouteApi('/app/my-card/$id')

function Form({ entrusted }: { entrusted: NeedToKnow }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { today } = useSession().school
  const record = useRecordOwnHelp(entrusted.id)
  return (
    <HelpFields
      startedOn={entrusted.startedOn}
      last={today}
      places={entrusted.children.map(({ memberId, givenName }) => ({ id: memberId, name: givenName }))}
      helpers={[]}
      note={t`写做了什么就好，请不要写孩子家里的事。担心孩子，请马上告诉在场的老师。`}
      saving={record}
      onSave={(help) =>
        record.mutate(help, {
          onSuccess: () => {
            toast({ tone: 'done', text: t`记下了，谢谢您。` })
            void navigate({ to: '/my-card' })
          },
        })
      }
    />
  )
}

/** A volunteer writes down one help; nothing of the child but the given name (H-09). */
export function OwnHelpPage() {
  const { id } = route.useParams()
  const card = useQuery(ownCardQuery)
  const entrusted = card.data?.entrusted.find((one) => one.id === id)
  return (
    <Page>
      <PageHeader
        title={<Trans>记一次活动</Trans>}
        below={entrusted && joinWords(entrusted.children.map(({ givenName }) => givenName))}
        back={{ link: { to: '/my-card' }, label: <Trans>我的活动卡片</Trans> }}
      />
      {card.data !== undefined ? (
        entrusted === undefined ? (
          <EmptyState icon="heart" title={<Trans>这个活动现在没有约好</Trans>} />
        ) : (
          <Form key={id} entrusted={entrusted} />
        )
      ) : card.isError ? (
        <QueryError error={card.error} onRetry={() => void card.refetch()} busy={card.isFetching} />
      ) : (
        <Skeleton rows={3} />
      )}
    </Page>
  )
}
