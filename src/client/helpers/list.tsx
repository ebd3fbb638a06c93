import { Plural, Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Helper } from '#shared/helpers/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatDate } from '#client/lib/format.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ConfirmDialog } from '#client/ui/dialog.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { HelperDialog } from './parts/helper-dialogs.tsx'
import { AccountDialog, CheckDialog } from './parts/vetting-dialogs.tsx'
import { checkKinds, checkText, helperKindText } from './parts/helper-words.ts'
import { helpersQuery, useLeave } from './queries.ts'

type Act = 'change' | 'check' | 'account' | 'leave' | null

function Checks({ helper }: { helper: Helper }) {
  const { today } = useSession().school
  return (
    <p className="mt-1.5 flex flex-wrap gap-1.5">
      {checkKinds.map((kind) => {
        const check = helper.checks.find((one) => one.kind === kind)
        const name = checkText(kind)
        const day = check === undefined ? '' : formatDate(check.validTo, 'full')
        if (check === undefined)
          return (
            <Chip key={kind} tone="due">
              <Trans>{name}：还没有</Trans>
            </Chip>
          )
        return check.validTo < today ? (
          <Chip key={kind} tone="danger">
            <Trans>
              {name}：{day}过期了
            </Trans>
          </Chip>
        ) : (
          <Chip key={kind} tone="done">
            <Trans>
              {name}：到{day}
            </Trans>
          </Chip>
        )
      })}
    </p>
  )
}

function LeaveDialog({ helper, onClose }: { helper: Helper; onClose: () => void }) {
  const leave = useLeave(helper.id)
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>{helper.name}不再来了？</Trans>}
      confirm={<Trans>结束</Trans>}
      busy={leave.isPending}
      onConfirm={() =>
        leave.mutate(undefined, {
          onSuccess: onClose,
          onError: (error) => toast({ tone: 'error', text: errorText(error) }),
        })
      }
    >
      <Trans>正在进行的结对今天结束，帐号马上打不开任何东西。记录都在。</Trans>
    </ConfirmDialog>
  )
}

function HelperCard({ helper }: { helper: Helper }) {
  const [act, setAct] = useState<Act>(null)
  const { today } = useSession().school
  const administers = useHasRole('administrator')
  const outside = helper.kind !== 'staff'
  const here = helper.leftOn === null
  const vetted = helper.vettedTo !== null && helper.vettedTo >= today
  const close = (): void => setAct(null)
  return (
    <Card as="li">
      <p className="flex flex-wrap items-baseline gap-x-2.5">
        <span className="font-semibold">{helper.name}</span>
        <span className="text-soft">{helperKindText(helper.kind)}</span>
        {!here && (
          <Chip tone="plain">
            <Trans>已离开</Trans>
          </Chip>
        )}
      </p>
      <p className="text-soft">
        {[helper.village, helper.phone, helper.languages.join('、')]
          .filter((part) => part !== null && part !== '')
          .join(' · ')}
      </p>
      <p className="text-soft">
        <Plural value={helper.children} one="帮扶 # 个孩子" other="帮扶 # 个孩子" />
      </p>
      {outside && <Checks helper={helper} />}
      {here && (
        <div className="mt-2.5 flex flex-wrap gap-2.5">
          {outside && (
            <Button tone={vetted ? 'quiet' : 'primary'} onClick={() => setAct('check')}>
              <Trans>记一次核查</Trans>
            </Button>
          )}
          <Button icon="edit" onClick={() => setAct('change')}>
            <Trans>修改</Trans>
          </Button>
          {administers && helper.kind === 'volunteer' && helper.userId === null && vetted && (
            <Button icon="key" onClick={() => setAct('account')}>
              <Trans>开帐号</Trans>
            </Button>
          )}
          {outside && (
            <Button onClick={() => setAct('leave')}>
              <Trans>不再来了</Trans>
            </Button>
          )}
        </div>
      )}
      {act === 'change' && <HelperDialog helper={helper} onClose={close} />}
      {act === 'check' && <CheckDialog helper={helper} onClose={close} />}
      {act === 'account' && <AccountDialog helper={helper} onClose={close} />}
      {act === 'leave' && <LeaveDialog helper={helper} onClose={close} />}
    </Card>
  )
}

/** People from outside who help, with their checks. */
export function HelpersPage() {
  const allowed = useHasRole('principal', 'administrator')
  const helpers = useQuery({ ...helpersQuery, enabled: allowed })
  const [adding, setAdding] = useState(false)
  const add = (
    <Button tone="primary" icon="plus" onClick={() => setAdding(true)}>
      <Trans>登记一位帮手</Trans>
    </Button>
  )
  return (
    <Page>
      <PageHeader
        title={<Trans>志愿者和帮手</Trans>}
        below={<Trans>核查齐了、有老师在场，才和孩子见面</Trans>}
        back={{ link: { to: '/pairing', search: { tab: 'helpers' } }, label: <Trans>结对</Trans> }}
      />
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>帮手由校长和管理员登记</Trans>} />
      ) : helpers.data !== undefined ? (
        helpers.data.length === 0 ? (
          <EmptyState icon="accounts" title={<Trans>还没有登记帮手</Trans>} action={add}>
            <Trans>志愿者和爱心家长先登记、核查、培训，再和孩子结对。</Trans>
          </EmptyState>
        ) : (
          <>
            <div className="mb-4">{add}</div>
            <ul className="space-y-2.5">
              {helpers.data.map((helper) => (
                <HelperCard key={helper.id} helper={helper} />
              ))}
            </ul>
          </>
        )
      ) : helpers.isError ? (
        <QueryError error={helpers.error} onRetry={() => void helpers.refetch()} busy={helpers.isFetching} />
      ) : (
        <Skeleton rows={3} />
      )}
      {adding && <HelperDialog helper={null} onClose={() => setAdding(false)} />}
    </Page>
  )
}
