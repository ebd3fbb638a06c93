import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { clockOf } from '#shared/incidents/rules/clocks.ts'
import type { Incident, IncidentNotice } from '#shared/incidents/schema.ts'
import { formatInstant } from '#client/lib/format.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { CallRow } from './call-row.tsx'
import { clockText, partyText } from './words.ts'

export type Act = 'told' | 'tried' | 'withhold'

interface NoticeCardProps {
  notice: IncidentNotice
  incident: Incident
  now: string
  onAct: (act: Act, notice: IncidentNotice) => void
}

/** Until when, how often tried, when it was told: one line of facts. */
function useFacts(notice: IncidentNotice): string {
  const { t } = useLingui()
  const { dueAt, toldAt, tried, state } = notice
  const due = dueAt === null ? '' : formatInstant(dueAt, 'time')
  const told = toldAt === null ? '' : formatInstant(toldAt)
  return [
    state === 'open' && due !== '' ? t`${due} 前` : '',
    told === '' ? '' : t`${told} 告诉到`,
    tried === 0 || state !== 'open'
      ? ''
      : plural(tried, { one: '找过 # 次，没联系上', other: '找过 # 次，没联系上' }),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

function Contacts({ notice }: { notice: IncidentNotice }) {
  const [all, setAll] = useState(false)
  const { contacts, pupilId } = notice
  if (pupilId === null) return null
  if (contacts.length === 0)
    return (
      <p className="mt-2 text-sm text-amber">
        <Trans>没有能打的号码。请当面找，或请村里、邻居帮忙。</Trans>
      </p>
    )
  return (
    <>
      <ul className="mt-1 divide-y divide-line">
        {contacts.slice(0, all ? contacts.length : 1).map((contact, at) => (
          <CallRow key={contact.id} pupilId={pupilId} contact={contact} first={at === 0} />
        ))}
      </ul>
      {!all && contacts.length > 1 && (
        <Button tone="plain" aria-expanded={all} onClick={() => setAll(true)}>
          <Trans>打不通，还可以打给谁</Trans>
        </Button>
      )}
    </>
  )
}

/** One to be told: whom, the clock, one tap to ring, and what came of it. */
export function NoticeCard({ notice, incident, now, onAct }: NoticeCardProps) {
  const { t } = useLingui()
  const { text, tone } = clockText(clockOf(notice, now))
  const facts = useFacts(notice)
  const child = incident.children.find(({ id }) => id === notice.pupilId)
  const several = incident.children.length > 1
  const isOpen = notice.state === 'open' && incident.may.add
  const role = notice.party === 'carer' ? t`现在照顾孩子` : notice.party === 'parent' ? t`父母或监护人` : ''
  return (
    <Card as="li">
      <div className="flex items-start justify-between gap-3">
        <p className="min-w-0">
          <b className="font-semibold">{partyText(notice)}</b>
          {notice.name !== null && <span className="ms-2 text-soft">{notice.name}</span>}
          <span className="block text-sm text-soft">
            {[several ? (child?.name ?? '') : '', notice.relation === null ? '' : role]
              .filter((part) => part !== '')
              .join(' · ')}
          </span>
        </p>
        <Chip tone={notice.state === 'open' && !incident.may.add ? 'plain' : tone}>
          {notice.state === 'open' && !incident.may.add ? t`没告诉到` : text}
        </Chip>
      </div>
      {facts !== '' && <p className="mt-0.5 text-sm text-soft">{facts}</p>}
      {isOpen && (
        <>
          <Contacts notice={notice} />
          <div className="mt-2 flex flex-wrap gap-2.5">
            <Button
              tone={notice.pupilId === null ? 'primary' : 'quiet'}
              icon="check"
              onClick={() => onAct('told', notice)}
            >
              {notice.pupilId === null ? <Trans>报告了</Trans> : <Trans>告诉到了</Trans>}
            </Button>
            <Button onClick={() => onAct('tried', notice)}>
              <Trans>没联系上</Trans>
            </Button>
            {notice.mayWithhold && (
              <Button tone="plain" icon="lock" onClick={() => onAct('withhold', notice)}>
                <Trans>暂不告诉</Trans>
              </Button>
            )}
          </div>
        </>
      )}
    </Card>
  )
}
