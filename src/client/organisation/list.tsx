import { Trans } from '@lingui/react/macro'
import { EmptyState } from '#client/ui/states.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'

export function OrganisationPage() {
  return (
    <Page>
      <PageHeader title={<Trans>学校设置</Trans>} />
      <EmptyState title={<Trans>这里还没有内容</Trans>} />
    </Page>
  )
}
