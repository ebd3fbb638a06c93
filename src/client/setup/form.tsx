import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { ApiError } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'
import { currentLocale, switchLocale } from '#client/lib/i18n.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { SecondFactorForm } from '#client/shell/second-factor-form.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { Stepper } from '#client/ui/stepper.tsx'
import { FirstAccount } from './parts/first-account.tsx'
import { setupStateQuery } from './queries.ts'

function Frame({ children }: { children: ReactNode }) {
  return (
    <main className="min-h-dvh px-4 pt-3 pb-10 lg:px-8">
      <div className="mx-auto mb-3 flex max-w-2xl items-center justify-between print:hidden">
        <p className="text-xl font-bold text-sea">
          <Trans>守望</Trans>
        </p>
        <Button
          tone="plain"
          icon="language"
          onClick={() => void switchLocale(currentLocale() === 'en' ? 'zh-CN' : 'en')}
        >
          {/* Each language says its own name. */}
          {currentLocale() === 'en' ? '中文' : 'English'}
        </Button>
      </div>
      {children}
    </main>
  )
}

/** The link has been used, has run out, or was copied wrong. */
function LinkOver({ error }: { error: ApiError }) {
  const isDone = error.code === 'setup-done'
  return (
    <EmptyState
      icon={isDone ? 'school' : 'key'}
      title={isDone ? <Trans>学校已经设置好了</Trans> : <Trans>这个链接用不了</Trans>}
      action={
        <a href="/sign-in?next=/start" className={buttonClass({ tone: isDone ? 'primary' : 'quiet' })}>
          <Trans>去登录</Trans>
        </a>
      }
    >
      {isDone ? <Trans>请用管理员的用户名登录，接着做没有做完的准备。</Trans> : errorText(error)}
    </EmptyState>
  )
}

/** The one-time link: school and first administrator, then the second factor, then the list of preparations. */
export function SetupPage() {
  const { t } = useLingui()
  const { token } = useParams({ from: '/setup/$token' })
  const navigate = useNavigate()
  const [password, setPassword] = useState<string | null>(null)
  // Once the school is there the link is used up: not asked for again.
  const state = useQuery({ ...setupStateQuery(token), enabled: password === null })
  const steps = [t`学校和管理员`, t`手机验证码`, t`准备清单`]
  if (password !== null)
    return (
      <Frame>
        <Page>
          <Stepper label={t`设置的步骤`} steps={steps} current={1} />
          <div className="mt-4" />
          <PageHeader
            title={<Trans>设置动态验证码</Trans>}
            below={<Trans>管理员管着所有人的帐号，登录时除了密码还要一个手机上的数字。</Trans>}
          />
          <SecondFactorForm password={password} onDone={() => void navigate({ to: '/start' })} />
        </Page>
      </Frame>
    )
  const { error } = state
  const isOver =
    error instanceof ApiError && (error.code === 'setup-done' || error.code === 'setup-link-invalid')
  return (
    <Frame>
      <Page>
        {isOver ? (
          <LinkOver error={error} />
        ) : state.isError ? (
          <QueryError error={error} onRetry={() => void state.refetch()} busy={state.isFetching} />
        ) : state.isPending ? (
          <Skeleton />
        ) : (
          <>
            <Stepper label={t`设置的步骤`} steps={steps} current={0} />
            <div className="mt-4" />
            <PageHeader
              title={<Trans>欢迎，先认识一下您的学校</Trans>}
              below={<Trans>大约 10 分钟就能看到名单。中途可以离开，下次登录接着做。</Trans>}
            />
            <FirstAccount token={token} onSignedIn={setPassword} />
          </>
        )}
      </Page>
    </Frame>
  )
}
