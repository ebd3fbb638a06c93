import { Trans, useLingui } from '@lingui/react/macro'
import { currentLocale, switchLocale } from '#client/lib/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Actions } from './parts/actions.tsx'
import { Everyday } from './parts/everyday.tsx'
import { Fields } from './parts/fields.tsx'
import { Figures } from './parts/figures.tsx'
import { Overlays } from './parts/overlays.tsx'
import { Records } from './parts/records.tsx'
import { States } from './parts/states.tsx'

/** Every component in every state, for whoever builds a screen and for the tests that look at them. */
export function ShowcasePage() {
  const { t } = useLingui()
  return (
    <main className="px-4 py-5 lg:px-8">
      <Page width="wide">
        <PageHeader
          above={<Trans>守望</Trans>}
          title={<Trans>组件</Trans>}
          aside={
            <Button
              icon="language"
              onClick={() => void switchLocale(currentLocale() === 'en' ? 'zh-CN' : 'en')}
            >
              {t`换成英文`}
            </Button>
          }
        />
        <Actions />
        <Fields />
        <Everyday />
        <Figures />
        <Records />
        <States />
        <Overlays />
      </Page>
    </main>
  )
}
