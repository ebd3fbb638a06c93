import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { looksAfterChildren } from '#shared/access/policy.ts'
import { setLocale } from '#shared/accounts/api.ts'
import { Bell } from '#client/lib/bell.tsx'
import { AppraisalLine } from '#client/lib/appraisal-line.tsx'
import { call } from '#client/lib/call.ts'
import { currentLocale, switchLocale, type Locale } from '#client/lib/i18n.ts'
import { queryClient } from '#client/lib/query-client.ts'
import { sessionQuery, useSession } from '#client/lib/session.ts'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Section } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { toast } from '#client/ui/toast.ts'
import { navigationFor } from './navigation.ts'
import { PasswordForm } from './password-form.tsx'
import { RenewBackupCodes } from './renew-backup-codes.tsx'
import { SignOut } from './sign-out.tsx'

/** Each language says its own name. */
const languages: { value: Locale; label: string }[] = [
  { value: 'zh-CN', label: '中文' },
  { value: 'en', label: 'English' },
]

async function chooseLocale(locale: Locale): Promise<void> {
  queryClient.setQueryData(sessionQuery.queryKey, (old) => old && { ...old, user: { ...old.user, locale } })
  await switchLocale(locale)
  // The device remembers the choice also when the server cannot be told now.
  await call(setLocale, { body: { locale } }).catch(() => undefined)
}

function ChangePassword() {
  const { t } = useLingui()
  const [open, setOpen] = useState(false)
  const done = (): void => {
    setOpen(false)
    toast({ tone: 'done', text: t`密码已经换好，其他设备上需要重新登录。` })
  }
  return (
    <>
      <Button icon="key" onClick={() => setOpen(true)}>
        <Trans>改密码</Trans>
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={<Trans>改密码</Trans>}>
        <PasswordForm onDone={done} />
      </Dialog>
    </>
  )
}

/** Who I am here, my language, everything else there is on a phone, and the way out. */
export function MePage() {
  const { t } = useLingui()
  const { user, school, roles, twoFactor } = useSession()
  const { groups } = navigationFor(roles.map(({ role }) => role))
  return (
    <Page>
      <PageHeader title={user.name} below={school.name} />
      {roles.some(({ role }) => looksAfterChildren(role)) && (
        <div className="mb-5 rounded-card border border-line bg-white lg:hidden">
          <Bell wide />
        </div>
      )}
      {roles.some(({ role }) => looksAfterChildren(role)) && <AppraisalLine />}
      {groups.map(({ title, items }) => (
        <Section key={title} title={title} className="lg:hidden">
          <ul className="grid grid-cols-2 gap-2">
            {items.map((item) => (
              <li key={item.label}>
                <Link
                  to={item.to}
                  className="flex h-full min-h-[52px] items-center gap-2.5 rounded-card border border-line bg-white px-3 py-2 leading-snug"
                >
                  <Icon name={item.icon} size={22} className="shrink-0 text-sea" />
                  {item.label}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      ))}
      <Section title={<Trans>语言</Trans>}>
        <Choice
          aria-label={t`语言`}
          options={languages}
          value={currentLocale()}
          onChange={(locale) => void chooseLocale(locale)}
        />
      </Section>
      {roles.some(({ role }) => role !== 'auditor' && role !== 'volunteer') && (
        <Section title={<Trans>我的号码</Trans>}>
          <Link to="/own-numbers" className={buttonClass()}>
            <Icon name="phone" />
            <Trans>给不给家长看</Trans>
          </Link>
        </Section>
      )}
      {twoFactor && (
        <Section title={<Trans>动态验证码</Trans>}>
          <p className="mb-2 text-soft">
            <Trans>手机不在身边时，用备用码登录。快用完了，或者找不到了，就换新的。</Trans>
          </p>
          <RenewBackupCodes />
        </Section>
      )}
      <div className="mt-8 flex flex-wrap gap-3">
        <ChangePassword />
        <SignOut />
      </div>
    </Page>
  )
}
