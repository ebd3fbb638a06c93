import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import type { PairingDetail } from '#shared/pairing/schema.ts'
import { namesOf } from '#client/lib/pairing-words.ts'
import { useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { HelpFields } from './parts/help-fields.tsx'
import { pairingQuery, useRecordHelp } from './queries.ts'

const route = getRouteApi('/app/pairing/$id/help')

function Form({ pairing, startedOn }: { pairing: PairingDetail; startedOn: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { today } = useSession().school
  const record = useRecordHelp(pairing.id)
  const named = pairing.members.filter(({ name }) => name !== '')
  return (
    <HelpFields
      startedOn={startedOn}
      last={pairing.endedOn === null ? today : addDays(pairing.endedOn, -1)}
      places={named.filter(({ part }) => part === 'child')}
      helpers={named
        .filter(({ part }) => part !== 'child')
        .map(({ personId, name }) => ({ id: personId, name }))}
      note={t`只有带这个孩子的老师、心理老师和校长看得到。`}
      saving={record}
      onSave={(help, helperId) =>
        record.mutate(
          { ...help, helperId },
          {
            onSuccess: () => {
              toast({ tone: 'done', text: t`记下了。` })
              void navigate({ to: '/pairing/$id', params: { id: pairing.id } })
            },
          },
        )
      }
    />
  )
}

/** A teacher writes down one help of a pairing (R22). */
export function HelpPage() {
  const { id } = route.useParams()
  const pairing = useQuery(pairingQuery(id))
  const startedOn = pairing.data?.startedOn ?? null
  return (
    <Page>
      <PageHeader
        title={<Trans>记一次帮扶</Trans>}
        below={pairing.data && namesOf(pairing.data, () => true)}
        back={{ link: { to: '/pairing/$id', params: { id } }, label: <Trans>结对</Trans> }}
      />
      {pairing.data !== undefined ? (
        startedOn === null || pairing.data.kind === 'class' ? (
          <EmptyState icon="heart" title={<Trans>结对开始以后再记</Trans>} />
        ) : (
          <Form key={id} pairing={pairing.data} startedOn={startedOn} />
        )
      ) : pairing.isError ? (
        <QueryError error={pairing.error} onRetry={() => void pairing.refetch()} busy={pairing.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
