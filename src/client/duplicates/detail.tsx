import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Comparison } from '#shared/duplicates/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { newId } from '#client/lib/id.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ConfirmDialog } from '#client/ui/dialog.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { ActionBar, Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { EntryCard } from './parts/entry-card.tsx'
import { FieldChoices, firstTake } from './parts/field-choices.tsx'
import { reasonText } from './parts/words.ts'
import { compareQuery, useDismiss, useMerge } from './queries.ts'

const route = getRouteApi('/app/duplicates/$keptId/$goneId')

function Sides({ comparison }: { comparison: Comparison }) {
  const { kept, gone, reasons } = comparison
  return (
    <>
      {reasons.length > 0 && (
        <p className="mb-3 flex flex-wrap gap-1.5">
          {reasons.map((reason) => (
            <Chip key={reason}>{reasonText(reason)}</Chip>
          ))}
        </p>
      )}
      <div className="flex flex-col gap-2.5 md:flex-row">
        <EntryCard entry={kept} stays />
        <EntryCard entry={gone} stays={false} />
      </div>
      <Link
        to="/duplicates/$keptId/$goneId"
        params={{ keptId: gone.side.id, goneId: kept.side.id }}
        replace
        className={`mt-2.5 ${buttonClass()}`}
      >
        <Icon name="refresh" />
        <Trans>改为留下另一份</Trans>
      </Link>
      <p className="mt-1.5 text-sm text-soft">
        <Trans>班级和入校日期按留下的那一份。联系卡上村儿童主任只留一位，也先留这一份的。</Trans>
      </p>
    </>
  )
}

/** The choices, and the two ways out: one child, or two. */
function Compare({ comparison }: { comparison: Comparison }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [id] = useState(newId)
  const [take, setTake] = useState(() => firstTake(comparison))
  const [asking, setAsking] = useState(false)
  const merge = useMerge()
  const dismiss = useDismiss()
  const { kept, gone } = comparison
  const pair = { keptId: kept.side.id, goneId: gone.side.id }
  const name = take.includes('name') ? gone.side.name : kept.side.name
  const join = async (): Promise<void> => {
    const input = { id, ...pair, keptVersion: kept.version, goneVersion: gone.version, take }
    const merged = await merge.mutateAsync(input).catch(() => undefined)
    setAsking(false)
    if (merged === undefined) return
    toast({ tone: 'done', text: t`${name}的两份登记合成了一份。` })
    await navigate({ to: '/children/$id', params: { id: merged.pupilId } })
  }
  const different = async (): Promise<void> => {
    const done = await dismiss.mutateAsync(pair).catch(() => undefined)
    if (done !== undefined) await navigate({ to: '/duplicates' })
  }
  const error = merge.error ?? dismiss.error
  return (
    <>
      <Sides comparison={comparison} />
      <FieldChoices comparison={comparison} take={take} onTake={setTake} />
      {error !== null && (
        <div className="mt-4">
          <Banner tone="danger">{errorText(error)}</Banner>
        </div>
      )}
      <ActionBar>
        <Button tone="primary" size="lg" onClick={() => setAsking(true)}>
          <Trans>合成一份</Trans>
        </Button>
        <Button size="lg" busy={dismiss.isPending} onClick={() => void different()}>
          <Trans>不是同一个孩子</Trans>
        </Button>
      </ActionBar>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={<Trans>把两份登记合成{name}一份？</Trans>}
        confirm={<Trans>合成一份</Trans>}
        onConfirm={() => void join()}
        busy={merge.isPending}
      >
        <Trans>家人、记录、任务和档案都归到留下的一份。合错了可以在“重复的登记”里分开。</Trans>
      </ConfirmDialog>
    </>
  )
}

/** Two entries side by side, value by value. */
export function ComparePage() {
  const pair = route.useParams()
  const allowed = useHasRole('principal', 'archiveKeeper')
  const comparison = useQuery({ ...compareQuery(pair), enabled: allowed })
  return (
    <Page>
      <PageHeader
        title={<Trans>是同一个孩子吗</Trans>}
        back={{ link: { to: '/duplicates' }, label: <Trans>重复的登记</Trans> }}
      />
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>这一页由校长和档案员看</Trans>} />
      ) : comparison.data !== undefined ? (
        <Compare key={`${pair.keptId} ${pair.goneId}`} comparison={comparison.data} />
      ) : comparison.isError ? (
        <QueryError
          error={comparison.error}
          onRetry={() => void comparison.refetch()}
          busy={comparison.isFetching}
        />
      ) : (
        <Skeleton rows={5} />
      )}
    </Page>
  )
}
