import { Trans } from '@lingui/react/macro'
import { EmptyState } from '#client/ui/states.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'

export function RosterPage() {
  return (
    <Page>
      <PageHeader title={<Trans>名册导入</Trans>} />
      <EmptyState title={<Trans>这里还没有内容</Trans>} />
    </Page>
  )
}
