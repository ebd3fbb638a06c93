import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { knownName } from '#client/lib/known-name.ts'
import { errorText } from '#client/lib/error-text.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { rollQuery, useRollYear } from '../queries.ts'
import { daysText, titleOf } from './words.ts'

function NoNextYear() {
  return (
    <EmptyState
      icon="calendar"
      title={<Trans>还没有下一个学年</Trans>}
      action={
        <Link to="/organisation/year" className={buttonClass({ tone: 'primary' })}>
          <Trans>去加下一个学年</Trans>
        </Link>
      }
    >
      <Trans>加好以后，这一年的安排可以整个搬过去。</Trans>
    </EmptyState>
  )
}

/** Looks at what would go into the next school year, then takes it over. */
export function RollDialog({ yearId, onClose }: { yearId: string; onClose: () => void }) {
  const { t } = useLingui()
  const preview = useQuery(rollQuery(yearId))
  const roll = useRollYear()
  const fresh = preview.data?.tasks.filter(({ state }) => state === 'new') ?? []
  const outside = preview.data?.tasks.filter(({ state }) => state === 'outside').length ?? 0
  const to = preview.data?.to ?? null
  const name = knownName(to?.name ?? '')
  const take = (): void =>
    roll.mutate(yearId, {
      onSuccess: ({ added }) => {
        onClose()
        toast({ tone: 'done', text: t`${name} 里放进了 ${added} 件。` })
      },
    })
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={to === null ? <Trans>搬到下一个学年</Trans> : <Trans>搬到 {name}</Trans>}
      {...(to !== null &&
        fresh.length > 0 && {
          actions: (
            <Button tone="primary" size="lg" busy={roll.isPending} onClick={take}>
              <Trans>放进 {fresh.length} 件</Trans>
            </Button>
          ),
        })}
    >
      {preview.isError ? (
        <QueryError error={preview.error} onRetry={() => void preview.refetch()} busy={preview.isFetching} />
      ) : preview.data === undefined ? (
        <Skeleton />
      ) : to === null ? (
        <NoNextYear />
      ) : fresh.length === 0 ? (
        <EmptyState icon="check" title={<Trans>都已经在下一个学年里了</Trans>} />
      ) : (
        <>
          <p className="mb-3 text-soft">
            <Trans>
              日子是一年以后的同一天；那天不上学的，放到最近的上学日。做没做完从头算起，放进去以后还可以改。
            </Trans>
          </p>
          {outside > 0 && (
            <Banner tone="due">
              {plural(outside, {
                one: '有 # 件的日子不在那个学年里，不会搬过去。',
                other: '有 # 件的日子不在那个学年里，不会搬过去。',
              })}
            </Banner>
          )}
          <ul className="divide-y divide-line">
            {fresh.map((task) => (
              <li key={task.id} className="py-2 md:flex md:justify-between md:gap-4">
                <span>{titleOf(task)}</span>
                <span className="block text-sm text-soft md:text-end">{daysText(task)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {roll.isError && <Banner tone="danger">{errorText(roll.error)}</Banner>}
    </Dialog>
  )
}
