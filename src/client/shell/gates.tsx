import { Trans } from '@lingui/react/macro'
import { EmptyState } from '#client/ui/states.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { PasswordForm } from './password-form.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'
import { SignOut } from './sign-out.tsx'

const nothing = (): void => undefined

/** Before anything else: the first password was given by somebody, now the person chooses their own. */
export function PasswordGate() {
  return (
    <Page>
      <PageHeader
        title={<Trans>先换成自己的密码</Trans>}
        below={<Trans>初始密码别人也知道，换过以后只有您自己知道。</Trans>}
      />
      <PasswordForm onDone={nothing} />
      <div className="mt-6">
        <SignOut />
      </div>
    </Page>
  )
}

/** Administrators hold everybody's accounts, so a password alone is not enough. */
export function SecondFactorGate() {
  return (
    <Page>
      <PageHeader
        title={<Trans>设置动态验证码</Trans>}
        below={<Trans>管理员管着所有人的帐号，登录时除了密码还要一个手机上的数字。</Trans>}
      />
      <SecondFactorForm onDone={nothing} />
      <div className="mt-6">
        <SignOut />
      </div>
    </Page>
  )
}

export function NoRole() {
  return (
    <EmptyState icon="accounts" title={<Trans>您现在没有岗位</Trans>} action={<SignOut />}>
      <Trans>请学校管理员给您安排岗位，之后重新登录。</Trans>
    </EmptyState>
  )
}
