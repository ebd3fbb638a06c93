import { queryOptions } from '@tanstack/react-query'
import { createContext, use } from 'react'
import type { Role } from '#shared/access/schema.ts'
import { getSession } from '#shared/accounts/api.ts'
import type { SessionInfo } from '#shared/accounts/schema.ts'
import { call } from './call.ts'
import { setTimeZone } from './format.ts'
import { rememberPerson } from './leave.ts'

/** A session with nothing left to do first and a school to work in. */
export type Session = SessionInfo & { school: NonNullable<SessionInfo['school']> }

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    const session = await call(getSession, { signal })
    rememberPerson(session.user)
    if (session.school !== null) setTimeZone(session.school.timeZone)
    return session
  },
  staleTime: 5 * 60_000,
})

export const isReady = (session: SessionInfo): session is Session =>
  session.school !== null && session.gate === null

const Context = createContext<Session | null>(null)
export const SessionProvider = Context

/** The session; only below the app's layout, which waits for it. */
export function useSession(): Session {
  const session = use(Context)
  if (session === null) throw new Error('useSession stands outside the app layout')
  return session
}

/** Whether the person holds one of the roles in this school today. */
export function useHasRole(...wanted: readonly Role[]): boolean {
  return useSession().roles.some(({ role }) => wanted.includes(role))
}

/** The same, but for a post of one's own: what is only covered cannot be passed on. */
export function useHoldsRole(...wanted: readonly Role[]): boolean {
  return useSession().roles.some(({ role, covering }) => !covering && wanted.includes(role))
}
