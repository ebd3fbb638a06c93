import { Trans } from '@lingui/react/macro'
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icon.tsx'

/** One grey bar where text will stand. */
export function SkeletonLine({ className }: { className?: string }) {
  return <div className={cx('skeleton h-4', className)} />
}

/** The outline of a list while it is on its way; read aloud once. */
export function Skeleton({ rows = 3, label }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-busy="true">
      <span className="visually-hidden">{label ?? <Trans>正在打开…</Trans>}</span>
      <div aria-hidden="true" className="space-y-2.5">
        {Array.from({ length: rows }, (_, index) => (
          <div key={index} className="rounded-card border border-line bg-white px-3.5 py-4">
            <SkeletonLine className="w-2/5" />
            <SkeletonLine className="mt-3 w-4/5" />
          </div>
        ))}
      </div>
    </div>
  )
}

interface StateProps {
  icon: IconName
  title: ReactNode
  children?: ReactNode
  /** The next step, as a button or link. */
  action?: ReactNode
  role?: 'status' | 'alert'
}

/** On a screen that could show nothing else it is the heading, of the window too. */
function StateTitle({ children }: { children: ReactNode }) {
  const [alone, setAlone] = useState(false)
  const line = useRef<HTMLHeadingElement & HTMLParagraphElement>(null)
  useLayoutEffect(() => {
    const main = line.current?.closest('main') ?? null
    if (main === null || main.querySelector('h1') !== null) return
    setAlone(true)
    document.title = `${line.current?.textContent ?? ''} · 守望`
  }, [])
  const Tag = alone ? 'h1' : 'p'
  return (
    <Tag ref={line} className="text-lg font-semibold text-balance">
      {children}
    </Tag>
  )
}

function State({ icon, title, children, action, role }: StateProps) {
  return (
    <div role={role} className="flex flex-col items-center px-4 py-10 text-center">
      <span className="mb-3 flex size-14 items-center justify-center rounded-full bg-sea-soft text-sea">
        <Icon name={icon} size={28} />
      </span>
      <StateTitle>{title}</StateTitle>
      {children !== undefined && <div className="mt-1 max-w-md text-balance text-soft">{children}</div>}
      {action !== undefined && <div className="mt-5 flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  )
}

/** Nothing here yet, or nothing left to do: says which, and what comes next. */
export function EmptyState({
  icon = 'heart',
  ...rest
}: Omit<StateProps, 'icon' | 'role'> & { icon?: IconName }) {
  return <State icon={icon} {...rest} />
}

interface ErrorStateProps {
  /** The sentence from `errorText()`. */
  children: ReactNode
  onRetry?: () => void
  busy?: boolean
}

export function ErrorState({ children, onRetry, busy = false }: ErrorStateProps) {
  const retry = onRetry !== undefined && (
    <Button icon="refresh" busy={busy} onClick={onRetry}>
      <Trans>再试一次</Trans>
    </Button>
  )
  return (
    <State icon="warning" role="alert" title={<Trans>没能打开</Trans>} action={retry || undefined}>
      {children}
    </State>
  )
}

interface OfflineStateProps {
  onRetry?: (() => void) | undefined
  busy?: boolean
  /** Back to a page that is still there. */
  back?: ReactNode
}

/** No signal: why nothing of this page is kept here, and what there is without it (H-26). */
export function OfflineState({ onRetry, busy = false, back }: OfflineStateProps) {
  return (
    <State
      icon="offline"
      role="status"
      title={<Trans>没有信号，这一页还打不开</Trans>}
      action={
        onRetry !== undefined || back !== undefined ? (
          <>
            {onRetry !== undefined && (
              <Button icon="refresh" busy={busy} onClick={onRetry}>
                <Trans>再试一次</Trans>
              </Button>
            )}
            {back}
          </>
        ) : undefined
      }
    >
      <p>
        <Trans>孩子的资料不留在这台设备上，手机丢了也看不到。有信号后，这一页会自动打开。</Trans>
      </p>
      <p className="mt-3">
        <Trans>没写完的卡片加密留在这台设备上，有信号后接着写。要马上找家里人，请用印好的联系卡。</Trans>
      </p>
    </State>
  )
}
