import { Trans } from '@lingui/react/macro'
import { plural, t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { Account } from '#shared/accounts/schema.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { DataTable, type Column } from '#client/ui/data-table.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { SearchBox } from '#client/ui/search-box.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { RoleChips, roleLabel, SignInChip } from './parts/account-chips.tsx'
import { type AccountFilter, fitsFilter, rolesOn } from './parts/account-filter.ts'
import { LastBackup } from './parts/last-backup.tsx'
import { accountsQuery } from './queries.ts'

function Actions() {
  return (
    <div className="flex flex-wrap gap-2">
      <Link to="/accounts/load" className={buttonClass()}>
        <Icon name="upload" />
        <Trans>从表格导入</Trans>
      </Link>
      <Link to="/accounts/new" className={buttonClass({ tone: 'primary' })}>
        <Icon name="plus" />
        <Trans>新帐号</Trans>
      </Link>
    </div>
  )
}

function NameLink({ account }: { account: Account }) {
  return (
    <Link
      to="/accounts/$id"
      params={{ id: account.id }}
      className="inline-flex min-h-11 min-w-11 items-center font-semibold text-sea hover:underline"
    >
      {account.name}
    </Link>
  )
}

/** Names stand in the order in which they came: the server knows how each is read. */
const columnsOf = (today: string, placeOf: (id: string) => number): Column<Account>[] => [
  {
    id: 'name',
    header: t`姓名`,
    cell: (account) => <NameLink account={account} />,
    sortValue: ({ id }) => placeOf(id),
  },
  {
    id: 'username',
    header: t`用户名`,
    cell: ({ username }) => username,
    sortValue: ({ username }) => username,
  },
  { id: 'roles', header: t`岗位`, cell: (account) => <RoleChips account={account} today={today} /> },
  { id: 'signIn', header: t`登录`, cell: (account) => <SignInChip account={account} /> },
]

const cardOf = (account: Account, today: string): ReactNode => (
  <>
    <div className="flex items-center justify-between gap-3">
      <NameLink account={account} />
      <SignInChip account={account} />
    </div>
    <p className="mb-2 text-sm text-soft">{account.username}</p>
    <RoleChips account={account} today={today} />
  </>
)

function AccountTable({ accounts, today }: { accounts: readonly Account[]; today: string }) {
  const places = new Map(accounts.map(({ id }, place) => [id, place]))
  return (
    <DataTable
      caption={t`帐号`}
      columns={columnsOf(today, (id) => places.get(id) ?? 0)}
      rows={accounts}
      rowId={({ id }) => id}
      card={(account) => cardOf(account, today)}
      empty={
        <EmptyState icon="search" title={<Trans>没有这样的帐号</Trans>}>
          <Trans>换个写法，或换一个筛选。</Trans>
        </EmptyState>
      }
    />
  )
}

function Found({ accounts, today }: { accounts: readonly Account[]; today: string }) {
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<AccountFilter>('inUse')
  const wanted = search.trim().toLowerCase()
  const matches = (account: Account): boolean =>
    [account.name, account.username, ...rolesOn(account, today).map(roleLabel)].some((text) =>
      text.toLowerCase().includes(wanted),
    )
  const shown = accounts.filter((account) => fitsFilter(filter, account, today) && matches(account))
  const count = (one: AccountFilter): number =>
    accounts.filter((account) => fitsFilter(one, account, today)).length
  const counts = { inUse: count('inUse'), attention: count('attention'), off: count('off') }
  return (
    <>
      <div className="mb-4 space-y-3">
        <SearchBox value={search} onChange={setSearch} label={t`按姓名、用户名、岗位或班级找`} />
        <Choice
          aria-label={t`看哪些`}
          value={filter}
          onChange={setFilter}
          options={[
            { value: 'inUse', label: t`在用 ${counts.inUse}` },
            { value: 'attention', label: t`还没登录过或锁住 ${counts.attention}` },
            { value: 'off', label: t`离开或停用 ${counts.off}` },
          ]}
        />
      </div>
      <AccountTable accounts={shown} today={today} />
    </>
  )
}

/** Everybody who can sign in, with their roles. The principal looks, the administrator changes. */
export function AccountsPage() {
  const { school } = useSession()
  const mayChange = useHasRole('administrator')
  const query = useQuery(accountsQuery)
  const accounts = query.data?.accounts
  const count = accounts?.length ?? 0
  return (
    <Page width="wide">
      <PageHeader
        title={<Trans>帐号</Trans>}
        below={accounts && plural(count, { one: '# 个人', other: '# 个人' })}
      />
      {mayChange && (
        <div className="mb-5 space-y-4">
          <Actions />
          <LastBackup />
        </div>
      )}
      {query.isError && accounts === undefined ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : accounts === undefined ? (
        <Skeleton rows={5} />
      ) : (
        <>
          {count <= 1 && mayChange && (
            <EmptyState icon="accounts" title={<Trans>现在只有您一个人</Trans>}>
              <Trans>把老师们的名单做成一张表，一次就能全部开好帐号。</Trans>
            </EmptyState>
          )}
          <Found accounts={accounts} today={school.today} />
        </>
      )}
    </Page>
  )
}
