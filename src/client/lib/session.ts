import { queryOptions } from '@tanstack/react-query'
import { createContext, use } from 'react'
import type { Role } from '#shared/access/schema.ts'
import { exchange } from './call.ts'

/** Who is signed in, for which school, and what the person may open. */
export interface Session {
  user: { id: string; name: string; locale: string | null }
  roles: { role: Role; schoolId: string; classId: string | null }[]
  /** `today` is the school's own date, `YYYY-MM-DD`. */
  school: { id: string; name: string; today: string }
  capabilities: string[]
}

const readSession = { method: 'GET', path: '/api/session' } as const

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => (await exchange(readSession)) as Session,
  staleTime: 5 * 60_000,
})

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
