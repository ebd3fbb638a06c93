import { Trans } from '@lingui/react/macro'
import { EmptyState } from '#client/ui/states.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'

export function AccountsPage() {
  return (
    <Page>
      <PageHeader title={<Trans>帐号</Trans>} />
      <EmptyState title={<Trans>这里还没有内容</Trans>} />
    </Page>
  )
}
