import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useState, type ReactNode } from 'react'
import type { Transfer } from '#shared/transfers/schema.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Section } from '#client/ui/card.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { AcceptDialog, RefuseDialog } from './parts/answer-dialogs.tsx'
import { ConfirmDialog } from './parts/confirm-dialog.tsx'
import { Receipt } from './parts/receipt.tsx'
import { TransferCard, type Act } from './parts/transfer-card.tsx'
import { transfersQuery } from './queries.ts'

function Doing({ act, ...about }: { act: Act; transfer: Transfer; onClose: () => void }) {
  switch (act) {
    case 'accept':
      return <AcceptDialog {...about} />
    case 'refuse':
      return <RefuseDialog {...about} />
    case 'confirm':
      return <ConfirmDialog {...about} />
    case 'print':
      return <Receipt transfer={about.transfer} onPrinted={about.onClose} />
  }
}

function Transfers({ transfers }: { transfers: readonly Transfer[] }) {
  const [acting, setActing] = useState<{ act: Act; id: string } | null>(null)
  // As it stands now: the other school, or a colleague, may have answered meanwhile.
  const transfer = transfers.find(({ id }) => id === acting?.id)
  const close = useCallback(() => setActing(null), [])
  const part = (title: ReactNode, test: (transfer: Transfer) => boolean) => {
    const own = transfers.filter(test)
    if (own.length === 0) return null
    return (
      <Section title={title}>
        <ul className="space-y-2.5">
          {own.map((one) => (
            <TransferCard
              key={one.id}
              transfer={one}
              onAct={(chosen) => setActing({ act: chosen, id: one.id })}
            />
          ))}
        </ul>
      </Section>
    )
  }
  return (
    <>
      {part(<Trans>等我们答复的</Trans>, ({ state, side }) => state === 'asked' && side === 'in')}
      {part(<Trans>等对方答复的</Trans>, ({ state, side }) => state === 'asked' && side === 'out')}
      {part(<Trans>以前的</Trans>, ({ state }) => state !== 'asked')}
      {transfer !== undefined && acting !== null && (
        <Doing act={acting.act} transfer={transfer} onClose={close} />
      )}
    </>
  )
}

/** Children who come from other schools and go to them. */
export function TransfersPage() {
  const allowed = useHasRole('principal', 'archiveKeeper')
  const transfers = useQuery({ ...transfersQuery, enabled: allowed })
  return (
    <Page>
      <PageHeader
        title={<Trans>转学和离校</Trans>}
        below={<Trans>对方接收的那一刻，档案和记录一起过去，两边都不会漏掉孩子。</Trans>}
      />
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>这一页由校长和档案员看</Trans>} />
      ) : transfers.data !== undefined ? (
        transfers.data.length === 0 ? (
          <EmptyState icon="leave" title={<Trans>还没有转学的</Trans>}>
            <Trans>要把孩子转到别的学校，请打开孩子的档案，选“换班、转学、离校”。</Trans>
          </EmptyState>
        ) : (
          <Transfers transfers={transfers.data} />
        )
      ) : transfers.isError ? (
        <QueryError
          error={transfers.error}
          onRetry={() => void transfers.refetch()}
          busy={transfers.isFetching}
        />
      ) : (
        <Skeleton rows={3} />
      )}
    </Page>
  )
}
