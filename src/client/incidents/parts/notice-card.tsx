import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { canTell } from '#shared/incidents/rules/acts.ts'
import { clockOf } from '#shared/incidents/rules/clocks.ts'
import type { Incident, IncidentNotice } from '#shared/incidents/schema.ts'
import { CallRow } from '#client/lib/call-row.tsx'
import { kinText } from '#client/lib/kin-words.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { clockText, partyText, timeText } from './words.ts'

export type Act = 'told' | 'tried' | 'withhold'

interface NoticeCardProps {
  notice: IncidentNotice
  incident: Incident
  now: string
  onAct: (act: Act, notice: IncidentNotice) => void
}

/** Who it is to the child, until when, how often tried, when it was told: one line of facts. */
function useFacts(notice: IncidentNotice, incident: Incident): string {
  const { t } = useLingui()
  const { dueAt, toldAt, tried, state, party, relation, pupilId } = notice
  const child = incident.children.length > 1 && incident.children.find(({ id }) => id === pupilId)
  const due = dueAt === null ? '' : timeText(dueAt, incident.knownAt)
  const told = toldAt === null ? '' : timeText(toldAt, incident.knownAt)
  const role = party === 'carer' ? t`现在照顾孩子` : t`父母或监护人`
  return [
    child ? child.name : '',
    relation === null ? '' : role,
    state === 'open' && due !== '' ? t`${due} 前` : '',
    told === '' ? '' : t`${told} 告诉到`,
    tried === 0 || state !== 'open'
      ? ''
      : plural(tried, { one: '找过 # 次，没联系上', other: '找过 # 次，没联系上' }),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

/** The one to be told, and on demand who else may be rung. */
function Contacts({ notice, all }: { notice: IncidentNotice; all: boolean }) {
  const { contacts, pupilId, personId } = notice
  if (pupilId === null) return null
  const own = contacts.filter(({ id }) => id === personId)
  const shown = all || own.length === 0 ? contacts : own
  if (contacts.length === 0)
    return (
      <p className="mt-2 text-sm text-amber">
        <Trans>没有能打的号码。请当面找，或请村里、邻居帮忙。</Trans>
      </p>
    )
  return (
    <ul className="mt-1 divide-y divide-line">
      {shown.map((contact) => {
        const isOwn = contact.id === personId
        return (
          <li key={contact.id} className="py-1.5">
            <CallRow pupilId={pupilId} person={contact} tone={isOwn ? 'primary' : 'quiet'}>
              {/* The name of the one to be told stands above. */}
              {!isOwn && (
                <>
                  <b className="me-2 font-semibold">{kinText(contact.relation)}</b>
                  <span className="text-soft">{contact.name}</span>
                </>
              )}
            </CallRow>
          </li>
        )
      })}
    </ul>
  )
}

/** One to be told: whom, the clock, one tap to ring, and what came of it. */
export function NoticeCard({ notice, incident, now, onAct }: NoticeCardProps) {
  const { t } = useLingui()
  const [all, setAll] = useState(false)
  const facts = useFacts(notice, incident)
  const { contacts, pupilId, personId } = notice
  const isOpen = canTell(incident, notice)
  const isLeft = notice.state === 'open' && !isOpen
  const { text, tone } = clockText(clockOf(notice, now))
  const others = !all && contacts.some(({ id }) => id === personId) && contacts.length > 1
  return (
    <Card as="li">
      <div className="flex items-start justify-between gap-3">
        <p className="min-w-0">
          <b className="me-2 font-semibold">{partyText(notice)}</b>
          <span className="text-soft">{notice.name}</span>
        </p>
        <Chip tone={isLeft ? 'plain' : tone}>{isLeft ? t`没告诉到` : text}</Chip>
      </div>
      {facts !== '' && <p className="mt-0.5 text-sm text-soft">{facts}</p>}
      {isOpen && (
        <>
          <Contacts notice={notice} all={all} />
          <div className="mt-2 flex flex-wrap gap-2.5">
            <Button
              tone={pupilId === null ? 'primary' : 'quiet'}
              icon="check"
              onClick={() => onAct('told', notice)}
            >
              {pupilId === null ? <Trans>报告了</Trans> : <Trans>告诉到了</Trans>}
            </Button>
            <Button onClick={() => onAct('tried', notice)}>
              <Trans>没联系上</Trans>
            </Button>
          </div>
          {(others || notice.mayWithhold) && (
            <div className="-mx-2 mt-1 flex flex-wrap">
              {others && (
                <Button tone="plain" onClick={() => setAll(true)}>
                  <Trans>还可以打给谁</Trans>
                </Button>
              )}
              {notice.mayWithhold && (
                <Button tone="plain" onClick={() => onAct('withhold', notice)}>
                  <Trans>暂不告诉</Trans>
                </Button>
              )}
            </div>
          )}
        </>
      )}
    </Card>
  )
}
