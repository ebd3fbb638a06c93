import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Transfer } from '#shared/transfers/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatDate } from '#client/lib/format.ts'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { toast } from '#client/ui/toast.ts'
import { useWithdraw } from '../queries.ts'
import { receiptNumber, sexText, stateText, stateTone, waitsForSchool } from './words.ts'

export type Act = 'accept' | 'refuse' | 'print' | 'confirm'

interface TransferCardProps {
  transfer: Transfer
  onAct: (act: Act) => void
}

function Actions({ transfer, onAct }: TransferCardProps) {
  const withdraw = useWithdraw()
  const { side, state } = transfer
  const back = (): void =>
    withdraw.mutate(transfer.id, { onError: (error) => toast({ tone: 'error', text: errorText(error) }) })
  if (state === 'asked' && side === 'in')
    return (
      <>
        <Button tone="primary" onClick={() => onAct('accept')}>
          <Trans>接收</Trans>
        </Button>
        <Button onClick={() => onAct('refuse')}>
          <Trans>不接收</Trans>
        </Button>
      </>
    )
  if (state === 'asked')
    return (
      <Button icon="undo" busy={withdraw.isPending} onClick={back}>
        <Trans>撤回请求</Trans>
      </Button>
    )
  if (state === 'accepted' || state === 'left')
    return (
      <>
        {state === 'left' && !transfer.back && (
          <Button icon={waitsForSchool(transfer) ? 'check' : 'edit'} onClick={() => onAct('confirm')}>
            {waitsForSchool(transfer) ? <Trans>新学校确认了</Trans> : <Trans>更正确认的日期</Trans>}
          </Button>
        )}
        <Button icon="print" onClick={() => onAct('print')}>
          <Trans>打印回执</Trans>
        </Button>
        {state === 'left' && !transfer.back && transfer.pupilId !== null && (
          <Link
            to="/children/$id/move"
            params={{ id: transfer.pupilId }}
            className={buttonClass({ tone: 'quiet' })}
          >
            <Icon name="undo" />
            <Trans>又回来了</Trans>
          </Link>
        )}
      </>
    )
  return null
}

function Dates({ transfer }: { transfer: Transfer }) {
  const { t } = useLingui()
  const { state, askedOn, decidedOn, expiresOn } = transfer
  const asked = formatDate(askedOn, 'full')
  const until = formatDate(expiresOn, 'full')
  const decided = decidedOn === null ? '' : formatDate(decidedOn, 'full')
  const left = decided === '' ? t`${asked}离校` : t`${asked}离校，新学校${decided}确认`
  const when = state === 'left' ? left : decided === '' ? asked : decided
  const who = transfer.decidedByName ?? transfer.askedByName ?? ''
  return (
    <p className="text-sm text-soft">
      {state === 'asked' ? (
        <Trans>
          {asked}提出，请在{until}以前答复
        </Trans>
      ) : (
        [when, who].filter((part) => part !== '').join(' · ')
      )}
    </p>
  )
}

function Name({ transfer }: { transfer: Transfer }) {
  const name = transfer.name ?? transfer.nameMasked
  if (transfer.pupilId === null) return <b className="font-semibold">{name}</b>
  return (
    <Link
      to="/children/$id"
      params={{ id: transfer.pupilId }}
      className="inline-flex min-h-11 items-center font-semibold text-sea underline underline-offset-4"
    >
      {name}
    </Link>
  )
}

/** One child between two schools. */
export function TransferCard(props: TransferCardProps) {
  const { transfer } = props
  const { birthYear, otherName } = transfer
  const number = receiptNumber(transfer.id)
  return (
    <Card as="li">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Name transfer={transfer} />
        <Chip tone={stateTone(transfer)}>{stateText(transfer)}</Chip>
      </div>
      <p>{transfer.side === 'in' ? <Trans>从{otherName}来</Trans> : <Trans>到{otherName}去</Trans>}</p>
      <p className="text-sm text-soft">
        {sexText(transfer.sex)}
        {' · '}
        <Trans>{birthYear} 年生</Trans>
        {transfer.className !== null && ` · ${transfer.className}`}
      </p>
      {transfer.note !== null && <p className="mt-1.5">{transfer.note}</p>}
      {transfer.answer !== null && (
        <p className="mt-1.5">
          <Trans>答复：{transfer.answer}</Trans>
        </p>
      )}
      {(transfer.state === 'accepted' || transfer.state === 'left') && (
        <p className="text-sm text-soft">
          <Trans>回执编号 {number}</Trans>
        </p>
      )}
      <Dates transfer={transfer} />
      <div className="mt-2.5 flex flex-wrap gap-2.5 empty:hidden">
        <Actions {...props} />
      </div>
    </Card>
  )
}
