import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { exchange } from '#client/lib/call.ts'
import { forgetDrafts } from '#client/lib/draft.ts'
import { errorText } from '#client/lib/error-text.ts'
import { currentLocale, switchLocale, type Locale } from '#client/lib/i18n.ts'
import { useSession } from '#client/lib/session.ts'
import { Button } from '#client/ui/button.tsx'
import { Section } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { toast } from '#client/ui/toast.tsx'
import { navigationFor } from './navigation.ts'

/** Each language says its own name. */
const languages: { value: Locale; label: string }[] = [
  { value: 'zh-CN', label: '中文' },
  { value: 'en', label: 'English' },
]

function SignOut() {
  const { user } = useSession()
  const [busy, setBusy] = useState(false)
  const leave = async (): Promise<void> => {
    setBusy(true)
    try {
      await exchange({ method: 'POST', path: '/api/auth/sign-out' }, { body: {} })
      await forgetDrafts(user.id)
      location.assign('/sign-in')
    } catch (error) {
      toast({ tone: 'error', text: errorText(error) })
      setBusy(false)
    }
  }
  return (
    <Button icon="leave" busy={busy} onClick={() => void leave()}>
      <Trans>退出登录</Trans>
    </Button>
  )
}

/** Who I am here, my language, the office's pages on a phone, and the way out. */
export function MePage() {
  const { t } = useLingui()
  const { user, school, roles } = useSession()
  const { office } = navigationFor(roles.map(({ role }) => role))
  return (
    <Page>
      <PageHeader title={user.name} below={school.name} />
      {office.length > 0 && (
        <Section title={<Trans>办公室</Trans>} className="lg:hidden">
          <ul className="divide-y divide-line rounded-card border border-line bg-white">
            {office.map((item) => (
              <li key={item.label}>
                <Link to={item.to} className="flex min-h-[52px] items-center gap-3 px-3.5 -outline-offset-2">
                  <Icon name={item.icon} size={22} className="shrink-0 text-sea" />
                  <span className="flex-1">{item.label}</span>
                  <Icon name="forward" className="shrink-0 text-soft" />
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={<Trans>语言</Trans>}>
        <Choice
          aria-label={t`语言`}
          options={languages}
          value={currentLocale()}
          onChange={(locale) => void switchLocale(locale)}
        />
      </Section>
      <div className="mt-8">
        <SignOut />
      </div>
    </Page>
  )
}
