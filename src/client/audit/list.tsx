import { Trans } from '@lingui/react/macro'
import { EmptyState } from '#client/ui/states.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'

export function AuditPage() {
  return (
    <Page>
      <PageHeader title={<Trans>查看记录</Trans>} />
      <EmptyState title={<Trans>这里还没有内容</Trans>} />
    </Page>
  )
}
