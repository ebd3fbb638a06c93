import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { canClose, isReportDue } from '#shared/incidents/rules/acts.ts'
import type { Incident, IncidentNotice, IncidentStep } from '#shared/incidents/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { ApiError } from '#client/lib/api-error.ts'
import { formatInstant } from '#client/lib/format.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { NoticeCard, type Act } from './parts/notice-card.tsx'
import { useServerClock } from './parts/server-clock.ts'
import { StepList } from './parts/step-list.tsx'
import { childrenText, kindText, occurredText } from './parts/words.ts'
import { boardQuery, incidentQuery } from './queries.ts'

const route = getRouteApi('/app/incidents/$id')
const dialogs = () => import('./parts/act-dialogs.tsx')
const TellDialog = lazyPart(async () => (await dialogs()).TellDialog)
const WithholdDialog = lazyPart(async () => (await dialogs()).WithholdDialog)
const WordDialog = lazyPart(async () => (await dialogs()).WordDialog)
const CloseDialog = lazyPart(async () => (await dialogs()).CloseDialog)

type Doing =
  | { kind: Act; notice: IncidentNotice }
  | { kind: 'note' | 'close' }
  | { kind: 'takeBack'; step: IncidentStep }
  | null

interface DialogsProps {
  incident: Incident
  now: string
  doing: Doing
  onClose: () => void
}

function Dialogs({ incident, now, doing, onClose }: DialogsProps) {
  if (doing === null) return null
  const about = { incident, onClose }
  switch (doing.kind) {
    case 'told':
    case 'tried':
      return <TellDialog {...about} notice={doing.notice} kind={doing.kind} now={now} />
    case 'withhold':
      return <WithholdDialog {...about} notice={doing.notice} />
    case 'note':
      return <WordDialog {...about} />
    case 'takeBack':
      return <WordDialog {...about} step={doing.step} />
    case 'close':
      return <CloseDialog {...about} />
  }
}

function Facts({ incident }: { incident: Incident }) {
  const { t } = useLingui()
  const { words, limits } = incident
  const from = limits.from === 'event' ? t`从发生时算起` : t`从学校知道时算起`
  return (
    <Card pad="sides">
      <KeyValue
        items={[
          { label: <Trans>学校知道</Trans>, value: formatInstant(incident.knownAt) },
          { label: <Trans>发生</Trans>, value: occurredText(incident.occurredAt) },
          {
            label: <Trans>在哪里</Trans>,
            value: [incident.atSchool ? t`在校` : t`不在校`, words?.place ?? '']
              .filter((part) => part !== '')
              .join(' · '),
          },
          ...(words === null ? [] : [{ label: <Trans>简单经过</Trans>, value: words.text }]),
          {
            label: <Trans>时限</Trans>,
            value: incident.runs ? from : t`不在校的事，学校没有定时限，也请尽快告诉。`,
          },
        ]}
      />
    </Card>
  )
}

/** What is to be reported at once stands before everything else. */
const inOrder = (notices: readonly IncidentNotice[]): readonly IncidentNotice[] => [
  ...notices.filter(isReportDue),
  ...notices.filter((one) => !isReportDue(one)),
]

function Whole({ incident, now }: { incident: Incident; now: string }) {
  const [doing, setDoing] = useState<Doing>(null)
  const close = useCallback(() => setDoing(null), [])
  const { may, notices } = incident
  const unreported = !canClose(incident, notices)
  return (
    <>
      <Section title={may.add ? <Trans>要告诉谁</Trans> : <Trans>告诉了谁</Trans>} className="first:mt-0">
        {may.add && (
          <p className="mb-2.5 text-sm text-soft">
            <Trans>
              可以这样说：“孩子在学校有点情况，老师正陪着，请您方便时马上和学校联系。”细节当面说，不在电话和短信里讲。
            </Trans>
          </p>
        )}
        <ul className="space-y-2.5">
          {inOrder(notices).map((notice) => (
            <NoticeCard
              key={notice.id}
              notice={notice}
              incident={incident}
              now={now}
              onAct={(kind, about) => setDoing({ kind, notice: about })}
            />
          ))}
        </ul>
      </Section>
      <Section title={<Trans>这件事</Trans>}>
        <Facts incident={incident} />
      </Section>
      <Section title={<Trans>谁什么时候做了什么</Trans>}>
        <Card>
          <StepList incident={incident} onTakeBack={(step) => setDoing({ kind: 'takeBack', step })} />
        </Card>
        <div className="mt-3 flex flex-wrap gap-2.5">
          {may.add && (
            <Button icon="edit" onClick={() => setDoing({ kind: 'note' })}>
              <Trans>补充一句</Trans>
            </Button>
          )}
          {may.close && (
            <Button
              tone="primary"
              icon="check"
              disabled={unreported}
              onClick={() => setDoing({ kind: 'close' })}
            >
              <Trans>处理完毕</Trans>
            </Button>
          )}
        </div>
        {may.close && unreported && (
          <p className="mt-2 text-sm text-soft">
            <Trans>先报告公安、民政和教育部门，才能结束。</Trans>
          </p>
        )}
      </Section>
      <Dialogs incident={incident} now={now} doing={doing} onClose={close} />
    </>
  )
}

const openIds = (notices: readonly { readonly id: string }[]): string =>
  notices
    .map((one) => one.id)
    .sort()
    .join()

/**
 * What a colleague has done since: whom nobody may ring any more, decided here or in another incident of the child, must not stay on a
 * page that was left open (H-04). The board is asked again and again, an incident, which goes on record, only when the board says that
 * something is another.
 */
function useColleagues({ data: incident, dataUpdatedAt, refetch }: UseQueryResult<Incident>): void {
  const board = useQuery({ ...boardQuery, enabled: incident?.closedAt === null })
  const line = board.data?.open.find(({ id }) => id === incident?.id)
  const before = openIds(incident?.notices.filter(({ state }) => state === 'open') ?? [])
  const differs = openIds(line?.open ?? []) !== before || line?.withheld !== incident?.withheld
  const isOther = board.dataUpdatedAt > dataUpdatedAt && differs
  // Once for each board that differs: an answer that did not come is asked for again with the next.
  const differsAt = incident?.closedAt === null && isOther ? board.dataUpdatedAt : undefined
  useEffect(() => {
    if (differsAt !== undefined) void refetch()
  }, [differsAt, refetch])
}

/** One incident: whom to tell until when, one tap to ring, and who did what. */
export function IncidentPage() {
  const { t } = useLingui()
  const { id } = route.useParams()
  const query = useQuery(incidentQuery(id))
  const now = useServerClock(query.data?.now, query.dataUpdatedAt)
  const incident = query.data
  useColleagues(query)
  return (
    <Page>
      <PageHeader
        title={incident === undefined ? <Trans>突发事件</Trans> : kindText(incident.kind)}
        tab={t`突发事件`}
        back={{ link: { to: '/incidents' }, label: <Trans>突发事件</Trans> }}
        {...(incident !== undefined && {
          below: childrenText(incident.children),
          aside: (
            <Chip tone={incident.closedAt === null ? 'due' : 'done'}>
              {incident.closedAt === null ? t`正在处理` : t`已结束`}
            </Chip>
          ),
        })}
      />
      {incident !== undefined ? (
        <Whole key={id} incident={incident} now={now} />
      ) : query.error instanceof ApiError && query.error.code === 'not-found' ? (
        <EmptyState icon="lock" title={<Trans>找不到这件事，或者不归您管</Trans>} />
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
