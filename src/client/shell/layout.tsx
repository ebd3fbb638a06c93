import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useEffect, type ReactNode } from 'react'
import { currentLocale, preferredLocale, switchLocale } from '#client/lib/i18n.ts'
import { useOnline } from '#client/lib/online.ts'
import { sessionQuery, SessionProvider } from '#client/lib/session.ts'
import { OfflinePill } from '#client/ui/banner.tsx'
import { BottomNav, SideNav, type NavItem } from '#client/ui/nav.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { QueryError } from './fallbacks.tsx'
import { navigationFor } from './navigation.ts'

function Frame({ main, office, school, children }: { main: NavItem[]; office: NavItem[]; school: string; children: ReactNode }) {
  const { t } = useLingui()
  const online = useOnline()
  const groups = office.length > 0 ? [{ items: main }, { title: t`办公室`, items: office }] : [{ items: main }]
  return (
    <div className="lg:flex">
      <a
        href="#main"
        className="sr-only rounded-control bg-white px-4 py-3 font-semibold text-sea focus:not-sr-only focus:fixed focus:start-3 focus:top-3 focus:z-50"
      >
        <Trans>跳到正文</Trans>
      </a>
      <SideNav
        label={t`主导航`}
        groups={groups}
        head={
          <>
            <p className="text-xl font-bold text-sea">
              <Trans>守望</Trans>
            </p>
            <p className="text-sm text-soft">{school}</p>
          </>
        }
      />
      <main
        id="main"
        tabIndex={-1}
        className="min-w-0 flex-1 px-4 pt-4 pb-[calc(88px+env(safe-area-inset-bottom))] [--bottom-nav:63px] lg:px-8 lg:pt-7 lg:pb-10 lg:[--bottom-nav:0px]"
      >
        {!online && (
          <div className="mx-auto mb-3 max-w-6xl">
            <OfflinePill>
              <Trans>没有信号</Trans>
            </OfflinePill>
          </div>
        )}
        {children}
      </main>
      <BottomNav label={t`主导航`} items={main} />
    </div>
  )
}

/** Frame of every signed-in screen; the screen itself waits for the session. */
export function AppLayout() {
  const session = useQuery(sessionQuery)
  const { data } = session
  useEffect(() => {
    if (data === undefined) return
    const wanted = preferredLocale(data.user.locale)
    if (wanted !== currentLocale()) void switchLocale(wanted)
  }, [data])
  const nav = navigationFor(data?.roles.map(({ role }) => role) ?? [])
  return (
    <Frame {...nav} school={data?.school.name ?? ''}>
      {data !== undefined ? (
        <SessionProvider value={data}>
          <Outlet />
        </SessionProvider>
      ) : session.isError ? (
        <QueryError error={session.error} onRetry={() => void session.refetch()} busy={session.isFetching} />
      ) : (
        <Skeleton />
      )}
    </Frame>
  )
}
