import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { PairingDetail } from '#shared/pairing/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import {
  namesOf,
  pairingKindText,
  pairingStateText,
  partText,
  resultText,
} from '#client/lib/pairing-words.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { EndDialog, ReviewDialog, StartDialog } from './parts/act-dialogs.tsx'
import { AgreedCard } from './parts/agreed-card.tsx'
import { ConsentList } from './parts/consent-list.tsx'
import { HelpLog } from './parts/help-log.tsx'
import { endKindText } from './parts/pairing-words.ts'
import { pairingQuery } from './queries.ts'

const route = getRouteApi('/app/pairing/$id')
type Act = 'start' | 'review' | 'end' | null

function People({ pairing }: { pairing: PairingDetail }) {
  return (
    <Card pad="sides">
      <ul className="divide-y divide-line">
        {pairing.members.map(({ id, part, personId, name, className }) => (
          <li key={id} className="flex min-h-11 flex-wrap items-center gap-x-3 py-1.5">
            <span className="w-25 shrink-0 text-soft">{partText(part)}</span>
            {part === 'child' ? (
              <Link
                to="/children/$id"
                params={{ id: personId }}
                className="inline-flex min-h-11 min-w-11 items-center font-semibold text-sea"
              >
                {name}
              </Link>
            ) : (
              <span className="font-semibold">{name}</span>
            )}
            <span className="text-soft">{className}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Reviews({ pairing }: { pairing: PairingDetail }) {
  if (pairing.reviews.length === 0) return null
  return (
    <Section title={<Trans>效果</Trans>}>
      <ul className="space-y-2.5">
        {pairing.reviews.map(({ id, heldOn, result, goesOn, authorName, note }) => (
          <Card as="li" key={id}>
            <p className="flex flex-wrap items-center gap-2.5">
              <Chip tone={result === 'well' ? 'done' : 'calm'}>{resultText(result)}</Chip>
              {!goesOn && (
                <Chip tone="due">
                  <Trans>要调整</Trans>
                </Chip>
              )}
              <span className="text-sm text-soft">
                {formatDate(heldOn, 'full')} · {authorName}
              </span>
            </p>
            {note !== null && <p className="mt-1.5">{note}</p>}
          </Card>
        ))}
      </ul>
    </Section>
  )
}

/** What can be done now. */
function Acts({ pairing, onAct }: { pairing: PairingDetail; onAct: (act: Act) => void }) {
  const { state, may, id } = pairing
  const runs = state === 'trial' || state === 'active'
  if (state === 'ended') return null
  const missing = pairing.consents.filter(({ agreed }) => agreed !== true).length
  return (
    <div className="mt-5 flex flex-wrap gap-3">
      {state === 'proposed' && may.change && (
        <Button tone="primary" disabled={missing > 0} onClick={() => onAct('start')}>
          {missing > 0 ? (
            <Plural value={missing} one="还差 # 个同意" other="还差 # 个同意" />
          ) : (
            <Trans>开始试一试</Trans>
          )}
        </Button>
      )}
      {runs && may.review && (
        <Button tone="primary" icon="check" onClick={() => onAct('review')}>
          <Trans>看看效果</Trans>
        </Button>
      )}
      {runs && may.change && pairing.kind !== 'class' && (
        <Link to="/pairing/new" search={{ follows: id }} className={buttonClass()}>
          <Icon name="refresh" />
          <Trans>换一位帮手</Trans>
        </Link>
      )}
      {may.change && (
        <Button onClick={() => onAct('end')}>
          {runs ? <Trans>结束结对</Trans> : <Trans>不结对了</Trans>}
        </Button>
      )}
    </div>
  )
}

function View({ pairing }: { pairing: PairingDetail }) {
  const [act, setAct] = useState<Act>(null)
  const { kind, state, trialTo, endedOn, endKind, endNote, nextReviewOn, reviewDue } = pairing
  const close = (): void => setAct(null)
  const dayOf = (day: string | null): string => (day === null ? '' : formatDate(day, 'full'))
  const [trial, ended, day] = [dayOf(trialTo), dayOf(endedOn), dayOf(nextReviewOn)]
  return (
    <>
      <PageHeader
        title={namesOf(pairing, () => true)}
        tab={t`结对`}
        below={
          <span className="flex flex-wrap items-center gap-2.5">
            <Chip tone={state === 'active' ? 'done' : state === 'ended' ? 'plain' : 'calm'}>
              {pairingStateText(state)}
            </Chip>
            {pairingKindText(kind)}
          </span>
        }
        back={{ link: { to: '/pairing' }, label: <Trans>结对</Trans> }}
      />
      {pairing.vettingLapsed && (
        <div className="mb-4">
          <Banner tone="danger" title={<Trans>先不要见面</Trans>}>
            <Trans>校外人士的身份、无犯罪记录或培训核查不齐或已过期。补齐以前，对方的卡片是空的。</Trans>
          </Banner>
        </div>
      )}
      <p className={reviewDue ? 'font-semibold text-amber' : 'text-soft'}>
        {state === 'trial' &&
          (reviewDue ? (
            <Trans>试到{trial}，该看看效果了：定下来，或者再试一段。</Trans>
          ) : (
            <Trans>试到{trial}</Trans>
          ))}
        {state === 'active' &&
          nextReviewOn !== null &&
          (reviewDue ? <Trans>该看看效果了（{day}）</Trans> : <Trans>{day}再看看效果</Trans>)}
        {state === 'ended' && endKind !== null && (
          <>
            <Trans>{ended}结束：</Trans>
            {endKindText(endKind)}
            {endNote !== null && ` · ${endNote}`}
          </>
        )}
      </p>
      <Section title={<Trans>有谁</Trans>}>
        <People pairing={pairing} />
      </Section>
      {pairing.consents.length > 0 && (
        <Section title={<Trans>大家同不同意</Trans>}>
          <ConsentList pairing={pairing} />
        </Section>
      )}
      <Acts pairing={pairing} onAct={setAct} />
      {kind !== 'class' && (
        <Section title={<Trans>约好的事</Trans>}>
          <AgreedCard pairing={pairing} />
        </Section>
      )}
      {kind !== 'class' && pairing.startedOn !== null && (
        <HelpLog
          pairingId={pairing.id}
          several={pairing.members.filter(({ part }) => part === 'child').length > 1}
        />
      )}
      <Reviews pairing={pairing} />
      {act === 'start' && <StartDialog pairing={pairing} onClose={close} />}
      {act === 'review' && <ReviewDialog pairing={pairing} onClose={close} />}
      {act === 'end' && <EndDialog pairing={pairing} onClose={close} />}
    </>
  )
}

/** One pairing: who, whose yes, what was agreed, how it goes. */
export function PairingPage() {
  const { id } = route.useParams()
  const pairing = useQuery(pairingQuery(id))
  return (
    <Page>
      {pairing.data !== undefined ? (
        <View key={id} pairing={pairing.data} />
      ) : pairing.isError ? (
        <QueryError error={pairing.error} onRetry={() => void pairing.refetch()} busy={pairing.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
