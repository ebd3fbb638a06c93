import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Navigate, Outlet, useLocation, useMatches } from '@tanstack/react-router'
import { Suspense, useEffect, useRef, type ReactNode } from 'react'
import { hasDay, looksAfterChildren } from '#shared/access/policy.ts'
import type { SessionInfo } from '#shared/accounts/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { isNoAnswer } from '#client/lib/api-error.ts'
import { Bell } from '#client/lib/bell.tsx'
import { currentLocale, preferredLocale, switchLocale } from '#client/lib/i18n.ts'
import { rememberDay } from '#client/lib/first-list.ts'
import { isReady, sessionQuery, SessionProvider } from '#client/lib/session.ts'
import { OfflinePill } from '#client/ui/banner.tsx'
import { BottomNav, SideNav, type NavItem } from '#client/ui/nav.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { QueryError } from './fallbacks.tsx'
import { navigationFor, type NavGroup } from './navigation.ts'
import { useReconnect } from './reconnect.ts'

const loadGates = () => import('./gates.tsx')
const PasswordGate = lazyPart(async () => (await loadGates()).PasswordGate, <Skeleton />)
const SecondFactorGate = lazyPart(async () => (await loadGates()).SecondFactorGate, <Skeleton />)
const NoRole = lazyPart(async () => (await loadGates()).NoRole, <Skeleton />)

/** After a change of page a screen reader begins at its content. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null)
  const path = useLocation({ select: ({ pathname }) => pathname })
  const last = useRef(path)
  useEffect(() => {
    if (last.current === path) return
    last.current = path
    main.current?.focus({ preventScroll: true })
  }, [path])
  return main
}

function Frame({
  main,
  groups,
  school,
  hasNotices,
  gated,
  children,
}: {
  main: NavItem[]
  groups: NavGroup[]
  school: string
  hasNotices: boolean
  /** The person may not work yet, so there is nowhere to go. */
  gated: boolean
  children: ReactNode
}) {
  const { t } = useLingui()
  const online = useReconnect()
  const content = useFocusOnNavigation()
  const head = (
    <>
      <p className="text-xl font-bold text-sea">
        <Trans>守望</Trans>
      </p>
      <p className="text-sm text-soft">{school}</p>
    </>
  )
  return (
    <div className="lg:flex">
      <a
        href="#main"
        className="sr-only rounded-control bg-white px-4 py-3 font-semibold text-sea focus:not-sr-only focus:fixed focus:start-3 focus:top-3 focus:z-50"
      >
        <Trans>跳到正文</Trans>
      </a>
      {!gated && (
        <SideNav
          label={t`主导航`}
          groups={[{ items: main }, ...groups]}
          head={head}
          {...(hasNotices && { foot: <Bell wide /> })}
        />
      )}
      <main
        id="main"
        ref={content}
        tabIndex={-1}
        className="min-w-0 flex-1 px-4 pt-4 pb-[calc(88px+env(safe-area-inset-bottom))] [--bottom-nav:63px] lg:px-8 lg:pt-7 lg:pb-10 lg:[--bottom-nav:0px]"
      >
        {!online && (
          // As wide as the page below it: a narrow one stands further in.
          <div className="mx-auto mb-3 max-w-6xl has-[+.max-w-2xl]:max-w-2xl">
            <OfflinePill>
              <Trans>没有信号。打开过的还能看，写到一半的记录留在这台设备上。</Trans>
            </OfflinePill>
          </div>
        )}
        {gated && <div className="mx-auto mb-6 max-w-2xl">{head}</div>}
        {children}
      </main>
      <BottomNav label={t`主导航`} items={main} />
    </div>
  )
}

/** The screen itself, once the person may work: a first password or a missing second factor comes before it. */
function Content({ session }: { session: SessionInfo }) {
  // What is drawn, not what is on its way: else the page asked for stands there until the own one has arrived.
  const elsewhere = useMatches({
    select: (matches) => !/^\/(me|my-card(\/[^/]+)?)$/.test(matches.at(-1)?.pathname ?? ''),
  })
  if (session.gate === 'password') return <PasswordGate />
  if (session.gate === 'secondFactor') return <SecondFactorGate />
  if (!isReady(session)) return <NoRole />
  // A volunteer has the own card and what is written down from it (H-09), besides the page for language and password.
  const isVolunteer = session.roles.every(({ role }) => role === 'volunteer')
  return (
    <SessionProvider value={session}>
      {isVolunteer && elsewhere ? <Navigate to="/my-card" /> : <Outlet />}
    </SessionProvider>
  )
}

/** Frame of every signed-in screen; the screen waits for the session. */
export function AppLayout() {
  const session = useQuery(sessionQuery)
  const { data } = session
  // No signal is said at once, not when all tries are over.
  const failure = session.error ?? (isNoAnswer(session.failureReason) ? session.failureReason : null)
  useEffect(() => {
    if (data === undefined) return
    const wanted = preferredLocale(data.user.locale)
    if (wanted !== currentLocale()) void switchLocale(wanted)
    void rememberDay(hasDay(data))
  }, [data])
  const open = data !== undefined && isReady(data)
  const nav = open ? navigationFor(data.roles.map(({ role }) => role)) : { main: [], groups: [] }
  return (
    <Frame
      {...nav}
      school={data?.school?.name ?? ''}
      gated={data !== undefined && !open}
      hasNotices={open && data.roles.some(({ role }) => looksAfterChildren(role))}
    >
      {data !== undefined ? (
        <Suspense fallback={<Skeleton />}>
          <Content session={data} />
        </Suspense>
      ) : failure !== null ? (
        <QueryError error={failure} onRetry={() => void session.refetch()} busy={session.isFetching} />
      ) : (
        <Skeleton />
      )}
    </Frame>
  )
}
