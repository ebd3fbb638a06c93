import { Trans } from '@lingui/react/macro'
import { Link, useCanGoBack, useRouter } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { errorText } from '#client/lib/error-text.ts'
import { ApiError, isNoAnswer } from '#client/lib/api-error.ts'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { EmptyState, ErrorState, OfflineState, Skeleton } from '#client/ui/states.tsx'
import { lookAgain } from './reconnect.ts'

export function ScreenPending() {
  return <Skeleton />
}

export function NotFound() {
  return (
    <EmptyState
      icon="search"
      title={<Trans>找不到这一页</Trans>}
      action={
        <Link to="/" className={buttonClass()}>
          <Trans>回到今日</Trans>
        </Link>
      }
    >
      <Trans>它可能已经移走，或者您不能看它。</Trans>
    </EmptyState>
  )
}

/** No signal: what there is without it, and the way back. */
function NoSignal({ onRetry, busy = false }: { onRetry: () => void; busy?: boolean }) {
  const router = useRouter()
  const hasBack = useCanGoBack()
  return (
    <OfflineState
      onRetry={onRetry}
      busy={busy}
      back={
        hasBack && (
          <Button icon="back" onClick={() => router.history.back()}>
            <Trans>回到上一页</Trans>
          </Button>
        )
      }
    />
  )
}

/** A screen that could not be fetched or drawn. */
export function ScreenError({ error, reset }: { error: unknown; reset?: () => void }) {
  const router = useRouter()
  const retry = useCallback((): void => {
    reset?.()
    void router.invalidate()
  }, [reset, router])
  const offline = isNoAnswer(error) || !navigator.onLine
  useEffect(() => (offline ? lookAgain(retry) : undefined), [offline, retry])
  return offline ? <NoSignal onRetry={retry} /> : <ErrorState onRetry={retry}>{errorText(error)}</ErrorState>
}

/** A screen that is another post's: trying again would not help. */
export function ClosedToRole() {
  return (
    <EmptyState
      icon="eye"
      title={<Trans>这一页不归您的岗位</Trans>}
      action={
        <Link to="/" className={buttonClass()}>
          <Trans>回到今日</Trans>
        </Link>
      }
    >
      <Trans>需要看的话，请找学校的管理员安排。</Trans>
    </EmptyState>
  )
}

/** For a query of a screen: its error in words, with a retry. */
export function QueryError({
  error,
  onRetry,
  busy,
}: {
  error: unknown
  onRetry: () => void
  busy?: boolean
}) {
  const isBusy = busy === true
  if (error instanceof ApiError && error.code === 'forbidden') return <ClosedToRole />
  // What is not there will not be there a moment later.
  if (error instanceof ApiError && error.code === 'not-found') return <NotFound />
  if (isNoAnswer(error)) return <NoSignal onRetry={onRetry} busy={isBusy} />
  return (
    <ErrorState onRetry={onRetry} busy={isBusy}>
      {errorText(error)}
    </ErrorState>
  )
}
