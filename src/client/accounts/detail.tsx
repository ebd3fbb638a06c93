import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Account, FirstPassword } from '#shared/accounts/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { NotFound, QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { ConfirmDialog } from '#client/ui/dialog.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { SignInChip } from './parts/account-chips.tsx'
import { changeErrorText } from './parts/change-error.ts'
import { FirstPasswords } from './parts/first-passwords.tsx'
import { ResetSecondFactor } from './parts/reset-second-factor.tsx'
import { Roles } from './parts/roles.tsx'
import { accountsQuery, useResetPassword, useSetDisabled } from './queries.ts'
import { worksHere } from './parts/account-filter.ts'

function ResetPassword({ account }: { account: Account }) {
  const [asking, setAsking] = useState(false)
  const [made, setMade] = useState<FirstPassword | null>(null)
  const reset = useResetPassword(account.id)
  const { name } = account
  const confirm = (): void =>
    reset.mutate(undefined, {
      onSuccess: setMade,
      onError: (error) => toast({ tone: 'error', text: errorText(error) }),
      onSettled: () => setAsking(false),
    })
  if (made !== null)
    return (
      <div className="w-full">
        <FirstPasswords passwords={[made]} />
      </div>
    )
  return (
    <>
      <Button icon="key" onClick={() => setAsking(true)}>
        <Trans>重设密码</Trans>
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={<Trans>给{name}一个新的初始密码？</Trans>}
        confirm={<Trans>重设密码</Trans>}
        onConfirm={confirm}
        busy={reset.isPending}
      >
        <Trans>原来的密码马上不能用，已经登录的设备会退出，锁定也会解开。</Trans>
      </ConfirmDialog>
    </>
  )
}

function Disable({ account }: { account: Account }) {
  const { t } = useLingui()
  const [asking, setAsking] = useState(false)
  const change = useSetDisabled(account.id)
  const { name } = account
  const set = (disabled: boolean): void =>
    change.mutate(disabled, {
      onSuccess: () =>
        toast({ tone: 'done', text: disabled ? t`${name}的帐号已停用` : t`${name}又可以登录了` }),
      onError: (error) => toast({ tone: 'error', text: changeErrorText(error) }),
      onSettled: () => setAsking(false),
    })
  if (account.disabled)
    return (
      <Button icon="undo" busy={change.isPending} onClick={() => set(false)}>
        <Trans>重新启用</Trans>
      </Button>
    )
  return (
    <>
      <Button tone="danger" icon="lock" onClick={() => setAsking(true)}>
        <Trans>停用</Trans>
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={<Trans>停用{name}的帐号？</Trans>}
        confirm={<Trans>停用</Trans>}
        onConfirm={() => set(true)}
        busy={change.isPending}
      >
        <Trans>他会马上退出，不能再登录；写过的记录都还在。以后可以重新启用。</Trans>
      </ConfirmDialog>
    </>
  )
}

function AccountFile({ account }: { account: Account }) {
  const { t } = useLingui()
  const { user, school } = useSession()
  const mayChange = useHasRole('administrator')
  const isOwn = user.id === account.id
  return (
    <>
      <KeyValue
        items={[
          { label: t`用户名`, value: account.username },
          { label: t`登录`, value: <SignInChip account={account} /> },
          { label: t`动态验证码`, value: account.twoFactor ? t`已设置` : t`没有` },
        ]}
      />
      <Roles account={account} mayChange={mayChange} isOwn={isOwn} />
      {mayChange && !isOwn && !worksHere(account, school.today) && (
        <p className="mt-6 text-sm text-soft">
          <Trans>要重设密码或停用帐号，先添一个岗位。</Trans>
        </p>
      )}
      {mayChange && !isOwn && worksHere(account, school.today) && (
        <div className="mt-8 flex flex-wrap gap-3">
          <ResetPassword key={account.id} account={account} />
          {account.twoFactor && <ResetSecondFactor account={account} />}
          <Disable account={account} />
        </div>
      )}
      {mayChange && isOwn && (
        <p className="mt-6 text-sm text-soft">
          <Trans>这是您自己：密码在“我的”里换；自己的岗位和帐号不能自己停，学校总要有一位管理员。</Trans>
        </p>
      )}
    </>
  )
}

export function AccountPage() {
  const { id } = useParams({ from: '/app/accounts/$id' })
  const query = useQuery(accountsQuery)
  if (query.data === undefined)
    return query.isError ? (
      <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
    ) : (
      <Skeleton />
    )
  const account = query.data.accounts.find((one) => one.id === id)
  if (account === undefined) return <NotFound />
  return (
    <Page>
      <PageHeader title={account.name} back={{ link: { to: '/accounts' }, label: <Trans>帐号</Trans> }} />
      <AccountFile account={account} />
    </Page>
  )
}
