import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { IncidentNotice, Notice } from '#shared/notices/schema.ts'
import { formatDate, formatInstant } from '#client/lib/format.ts'
import { waitingText } from '#client/lib/incident-words.ts'
import { useHasRole } from '#client/lib/session.ts'
import { UrgentWords } from '#client/lib/urgent-words.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Icon, type IconName } from '#client/ui/icon.tsx'
import { DigestCard } from './digest-card.tsx'
import { ExcuseBody, excuseTitle } from './excuse-body.tsx'
import { TransferBody, transferTitle } from './transfer-body.tsx'

const icons: Record<Notice['kind'], IconName> = {
  incident: 'warning',
  urgent: 'warning',
  dueToday: 'today',
  overdue: 'clock',
  escalation: 'up',
  digest: 'progress',
  transferAsked: 'leave',
  transferAnswered: 'leave',
  excuseAnswered: 'today',
}

function useTitle(notice: Notice): string {
  const { t } = useLingui()
  switch (notice.kind) {
    case 'incident':
      return t`有一件突发事件`
    case 'urgent': {
      const name = notice.pupilName
      return t`${name}：有一次紧急的谈心`
    }
    case 'dueToday':
      return plural(notice.count, { one: '今天到期 # 件', other: '今天到期 # 件' })
    case 'overdue':
      return plural(notice.count, { one: '有 # 件逾期', other: '有 # 件逾期' })
    case 'escalation':
      return notice.to === 'performer'
        ? plural(notice.count, { one: '有 # 件拖得久了', other: '有 # 件拖得久了' })
        : plural(notice.count, { one: '有 # 件逾期多日，请您过问', other: '有 # 件逾期多日，请您过问' })
    case 'digest': {
      const day = formatDate(notice.digest.week)
      return t`一周小结（${day}起）`
    }
    case 'transferAsked':
    case 'transferAnswered':
      return transferTitle(notice)
    case 'excuseAnswered':
      return excuseTitle(notice)
  }
}

function Body({ notice }: { notice: Notice }): ReactNode {
  const counsels = useHasRole('counsellor')
  switch (notice.kind) {
    case 'incident':
      return <IncidentBody notice={notice} />
    case 'urgent':
      return (
        <>
          <p className="mt-1 text-soft">
            <UrgentWords notice={notice} />
          </p>
          <p className="mt-3 flex flex-wrap gap-2.5">
            <Link to="/children/$id" params={{ id: notice.pupilId }} className={buttonClass()}>
              <Trans>看这个孩子</Trans>
            </Link>
            {counsels && (
              <Link to="/cards/$id" params={{ id: notice.cardId }} className={buttonClass()}>
                <Trans>看这张记录</Trans>
              </Link>
            )}
          </p>
        </>
      )
    case 'dueToday':
      return <Way pupils={notice.children} longest={0} />
    case 'overdue':
      return <Way pupils={notice.children} longest={notice.longest} dragging={notice.dragging} />
    case 'escalation':
      return <Way longest={notice.longest} board={notice.to === 'principal'} />
    case 'digest':
      return <DigestCard digest={notice.digest} />
    case 'transferAsked':
    case 'transferAnswered':
      return <TransferBody notice={notice} />
    case 'excuseAnswered':
      return <ExcuseBody notice={notice} />
  }
}

/** How many are still to be told, and the way there. */
function IncidentBody({ notice }: { notice: IncidentNotice }) {
  return (
    <>
      <p className="mt-1 text-soft">{waitingText(notice)}</p>
      <p className="mt-3">
        <Link to="/incidents/$id" params={{ id: notice.incidentId }} className={buttonClass()}>
          <Trans>去处理</Trans>
        </Link>
      </p>
    </>
  )
}

interface WayProps {
  pupils?: number
  longest: number
  dragging?: number
  board?: boolean
}

/** How many children, how long, and the way to the list. */
function Way({ pupils, longest, dragging = 0, board = false }: WayProps) {
  const parts = [
    pupils === undefined || pupils === 0 ? '' : plural(pupils, { one: '# 个孩子', other: '# 个孩子' }),
    longest === 0 ? '' : plural(longest, { one: '最久的过了 # 天', other: '最久的过了 # 天' }),
    dragging === 0 ? '' : plural(dragging, { one: '其中 # 件拖得久了', other: '其中 # 件拖得久了' }),
  ].filter((part) => part !== '')
  return (
    <>
      <p className="mt-1 text-soft">{parts.join(' · ')}</p>
      <p className="mt-3">
        <Link to={board ? '/figures' : '/'} className={buttonClass()}>
          {board ? <Trans>看进度</Trans> : <Trans>看今日的单子</Trans>}
        </Link>
      </p>
    </>
  )
}

interface NoticeCardProps {
  notice: Notice
  onRead: (id: string) => void
  busy: boolean
}

/** One notice; a new one says so in words, and goes quiet once its reader says that it is known. */
export function NoticeCard({ notice, onRead, busy }: NoticeCardProps) {
  const title = useTitle(notice)
  return (
    <Card
      as="li"
      tone={(notice.kind === 'urgent' || notice.kind === 'incident') && !notice.read ? 'amber' : 'white'}
    >
      <div className="flex items-start gap-3">
        <Icon name={icons[notice.kind]} size={22} className="mt-0.5 shrink-0 text-sea" />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-baseline justify-between gap-x-3">
            <b className="font-semibold">{title}</b>
            <span className="text-sm text-soft">{formatInstant(notice.createdAt)}</span>
          </p>
          {notice.settled ? (
            <p className="mt-2">
              <Chip tone="done">
                <Trans>已经没有要做的了</Trans>
              </Chip>
            </p>
          ) : (
            <Body notice={notice} />
          )}
          {!notice.read && !notice.settled && (
            <p className="mt-2.5 flex items-center justify-between gap-3">
              <Chip tone="calm">
                <Trans>没看过</Trans>
              </Chip>
              <Button tone="plain" busy={busy} onClick={() => onRead(notice.id)}>
                <Trans>知道了</Trans>
              </Button>
            </p>
          )}
        </div>
      </div>
    </Card>
  )
}
