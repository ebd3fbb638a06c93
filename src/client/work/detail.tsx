import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { findCatalogueDuty } from '#shared/duties/rules/catalogue.ts'
import type { DutyWork, Work } from '#shared/work/schema.ts'
import { topicsText } from '#client/lib/card-words.ts'
import { WindowField } from '#client/lib/duty-windows.tsx'
import { formatDate, formatInstant } from '#client/lib/format.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { Page } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { Head } from './parts/head.tsx'
import { NewForm } from './parts/new-form.tsx'
import { dutyWorkQuery } from './queries.ts'

const route = getRouteApi('/app/work/$id')

/** One version of the record, as much of it as the reader may see. */
function Record({ work, dutyId }: { work: Work; dutyId: string }) {
  const { t } = useLingui()
  const at = formatInstant(work.createdAt, 'full')
  const author = work.authorName ?? t`老师`
  const { version, people } = work
  const topics = topicsText(work.topics)
  return (
    <div className={work.superseded ? 'opacity-70' : ''}>
      <Card pad="sides">
        <KeyValue
          items={[
            { label: t`哪天做的`, value: formatDate(work.heldOn, 'full') },
            ...(work.what === null
              ? []
              : [{ label: t`做了什么`, value: <span className="whitespace-pre-wrap">{work.what}</span> }]),
            ...(people === null ? [] : [{ label: t`多少人参加`, value: t`${people} 人` }]),
            ...(topics === '' ? [] : [{ label: t`涉及哪些方面`, value: topics }]),
            ...(work.reference ? [{ label: t`材料放在哪里`, value: work.reference }] : []),
          ]}
        />
      </Card>
      <div className="mt-2 space-y-1 text-sm text-soft">
        <p>
          <Trans>
            {author}记于 {at}
          </Trans>
          {version > 1 && ` · ${t`第 ${version} 版`}`}
          {work.enteredLate && ` · ${t`补记`}`}
        </p>
        {work.correctionReason !== null && (
          <p>
            <Trans>更正：{work.correctionReason}</Trans>
          </p>
        )}
        {work.what === null && (
          <p>
            <Trans>内容只有孩子的老师和心理老师能看，您看到的是有这一次。</Trans>
          </p>
        )}
      </div>
      {work.mine && !work.superseded && (
        <p className="mt-4">
          <Link to="/work/$id/correct" params={{ id: dutyId }} className={buttonClass()}>
            <Icon name="edit" />
            <Trans>更正</Trans>
          </Link>
        </p>
      )}
    </div>
  )
}

/** Renewing or ending the agreement does this duty; only a decision to do neither is written down here. */
function AboutAgreement({ duty }: Pick<DutyWork, 'duty'>) {
  if (duty.key !== 'agreementEnd' || duty.pupilId === null) return null
  return (
    <div className="mb-4">
      <Banner
        action={
          <Link to="/children/$id" params={{ id: duty.pupilId }} className={buttonClass()}>
            <Trans>去看协议</Trans>
          </Link>
        }
      >
        <Trans>新的协议都签了字，或旧的协议结束了，这件事就自己完成。两样都不做，在下面写明为什么。</Trans>
      </Banner>
    </div>
  )
}

/** What is written down of the pairing does this duty; only what is written down nowhere else is entered here. */
function AboutPairing({ duty }: Pick<DutyWork, 'duty'>) {
  if (findCatalogueDuty(duty.key)?.inPairing === undefined || duty.pupilId === null) return null
  return (
    <div className="mb-4">
      <Banner
        action={
          <Link to="/children/$id" params={{ id: duty.pupilId }} className={buttonClass()}>
            <Trans>去看结对</Trans>
          </Link>
        }
      >
        <Trans>
          在这个孩子的结对里按“记一次帮扶”，或志愿者自己记下了，这件事就自己完成。没有记在那里的，写在下面。
        </Trans>
      </Banner>
    </div>
  )
}

/** A line of the day stands for every time still to do: each has its own record. */
function Which({ dutyId }: { dutyId: string }) {
  const navigate = useNavigate()
  return (
    <div className="mb-5 empty:hidden">
      <WindowField
        dutyId={dutyId}
        value={dutyId}
        onChange={(one) => void navigate({ to: '/work/$id', params: { id: one.dutyId }, replace: true })}
      />
    </div>
  )
}

const isDone = ({ state }: DutyWork['duty']): boolean => state === 'done' || state === 'late'

function Shown({ data }: { data: DutyWork }) {
  const { duty, records, mayRecord } = data
  const current = records.filter(({ superseded }) => !superseded)
  const older = records.filter(({ superseded }) => superseded)
  return (
    <>
      <Head duty={duty} />
      {current.map((work) => (
        <Record key={work.id} work={work} dutyId={duty.id} />
      ))}
      {current.length === 0 && !isDone(duty) && <AboutAgreement duty={duty} />}
      {current.length === 0 && !isDone(duty) && <AboutPairing duty={duty} />}
      {current.length === 0 &&
        (isDone(duty) ? (
          <EmptyState icon="check" title={<Trans>做到了</Trans>}>
            <Trans>在别处做完的，不用再记。</Trans>
          </EmptyState>
        ) : mayRecord ? (
          <>
            <Which dutyId={duty.id} />
            <NewForm key={duty.id} duty={duty} />
          </>
        ) : (
          <EmptyState icon="calendar" title={<Trans>还没有记下</Trans>}>
            <Trans>由做这件事的人来记，记下就算做到了。</Trans>
          </EmptyState>
        ))}
      {older.length > 0 && (
        <Section title={<Trans>以前的版本</Trans>}>
          <div className="space-y-4">
            {older.map((work) => (
              <Record key={work.id} work={work} dutyId={duty.id} />
            ))}
          </div>
        </Section>
      )}
    </>
  )
}

/** A duty of a class, a person or the school: to record while it is open, to read once it is done. */
export function WorkPage() {
  const { id } = route.useParams()
  const work = useQuery(dutyWorkQuery(id))
  return (
    <Page>
      {work.data !== undefined ? (
        <Shown data={work.data} />
      ) : work.isError ? (
        <QueryError error={work.error} onRetry={() => void work.refetch()} busy={work.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
