import { t } from '@lingui/core/macro'
import type { SessionInfo } from '#shared/accounts/schema.ts'
import { forgetDrafts } from '#client/lib/draft.ts'
import type { Person } from '#client/lib/leave.ts'
import { queryClient } from '#client/lib/query-client.ts'
import { sessionQuery } from '#client/lib/session.ts'
import { router } from '#client/router.ts'

const PAUSE_MS = 2000
const wait = (): Promise<void> => new Promise((done) => setTimeout(done, PAUSE_MS))
/** The page is on its way to another address: nobody waits for anything here any more. */
const gone = (): Promise<never> => new Promise(() => undefined)

/**
 * Hides the page from sight, ear, keyboard and the back button, whatever dialogs and messages stand on it (H-26), but keeps
 * it as it is. Gives the way back.
 */
function hidePage(): () => void {
  const { title } = document
  const focus = document.activeElement
  const reachable = [...document.body.children].filter((part) => !part.hasAttribute('inert'))
  const stop = (event: Event): void => event.stopImmediatePropagation()
  const unblock = router.history.block({ blockerFn: () => true, enableBeforeUnload: false })
  document.title = `${t`重新登录`} · 守望`
  document.documentElement.toggleAttribute('data-ended', true)
  for (const part of reachable) part.toggleAttribute('inert', true)
  addEventListener('keydown', stop, true)
  return () => {
    removeEventListener('keydown', stop, true)
    for (const part of reachable) part.toggleAttribute('inert', false)
    document.documentElement.toggleAttribute('data-ended', false)
    document.title = title
    unblock()
    if (focus instanceof HTMLElement) focus.focus({ preventScroll: true })
  }
}

/** The ordinary sign-in page in a frame over everything: there is one sign-in, with its code, its locks and its words. */
function frameOver(username: string | null): { box: HTMLElement; frame: HTMLIFrameElement } {
  const box = document.createElement('div')
  box.className = 'fixed inset-0 z-[2147483647] bg-paper'
  box.dataset['signInAgain'] = ''
  box.role = 'dialog'
  box.ariaModal = 'true'
  box.ariaLabel = t`重新登录`
  const frame = document.createElement('iframe')
  frame.className = 'size-full border-0'
  frame.title = t`重新登录`
  frame.dataset['username'] = username ?? ''
  frame.src = '/sign-in'
  frame.addEventListener('load', () => {
    const field = frame.contentDocument?.querySelector<HTMLElement>(username ? '#password' : '#username')
    // The signal went just now: it is asked for until it is there.
    if (field) field.focus()
    else void wait().then(() => (frame.src = '/sign-in'))
  })
  box.append(frame)
  return { box, frame }
}

type Heard = 'signed-in' | 'leave'

/** What happens in the frame, or that the person has signed in beside this page and comes back to it. */
function heard(frame: HTMLIFrameElement): Promise<Heard> {
  const ended = new AbortController()
  const { signal } = ended
  return new Promise<Heard>((resolve) => {
    for (const what of ['signed-in', 'leave'] as const)
      frame.addEventListener(what, () => resolve(what), { signal })
    // Nothing is done while nobody is here yet: who comes back may have read the digits off another app.
    const look = (): void => {
      if (!document.hidden) void isSignedIn().then((signedIn) => signedIn && resolve('signed-in'))
    }
    document.addEventListener('visibilitychange', look, { signal })
  }).finally(() => ended.abort())
}

const isSignedIn = (): Promise<boolean> =>
  fetch('/api/session', { credentials: 'same-origin' }).then(
    ({ ok }) => ok,
    () => false,
  )

/** Who is here now; nothing when it is nobody after all. */
async function sessionNow(): Promise<SessionInfo | undefined> {
  for (;;) {
    const response = await fetch('/api/session', { credentials: 'same-origin' }).catch(() => undefined)
    if (response?.ok === true) return (await response.json()) as SessionInfo
    if (response?.status === 401) return undefined
    await wait()
  }
}

/**
 * Asks the person whose page this is to sign in again, and resolves when the page may go on as it was. Whoever else signs
 * in gets the first page with nothing of this one; who leaves takes along what was typed, as at sign-out.
 */
export async function signInAgain(person: Person): Promise<void> {
  const showPage = hidePage()
  const { box, frame } = frameOver(person.username)
  document.body.append(box)
  for (;;) {
    if ((await heard(frame)) === 'leave') {
      await forgetDrafts(person.id).catch(() => undefined)
      location.replace('/sign-in')
      return gone()
    }
    const session = await sessionNow()
    if (session === undefined) {
      frame.src = '/sign-in'
      continue
    }
    if (session.user.id !== person.id) {
      location.replace('/')
      return gone()
    }
    // A first password or a second factor still to be set up comes before everything else: the frame shows it.
    queryClient.setQueryData(sessionQuery.queryKey, session)
    box.remove()
    showPage()
    return
  }
}
