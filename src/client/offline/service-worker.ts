import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { NO_DAY } from '#client/lib/first-list.ts'
import { askAhead, takeAhead } from './ahead.ts'

declare const self: ServiceWorkerGlobalScope

/** Only pages are answered from here; what the server says (`/api`, `/metrics`, a guardian's page) is never kept. */
const server = [/^\/api\//, /^\/metrics/, /^\/contact\//, /\.[a-z0-9]+$/i]
// Matched against path and query: the way back stands in the query.
const signIn = /^\/sign-in\/?(\?|$)/

const hasDay = (): Promise<boolean> =>
  caches.match(NO_DAY).then(
    (note) => note === undefined,
    () => true,
  )

// Stands before the others: whoever answers an event ends it for those that follow.
self.addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url)
  if (event.request.mode === 'navigate') {
    if (event.resultingClientId !== '' && !server.some((one) => one.test(pathname)) && !signIn.test(pathname))
      event.waitUntil(askAhead(event.resultingClientId, pathname, hasDay()))
    return
  }
  const answer = takeAhead(event.request, event.clientId)
  if (answer !== undefined) event.respondWith(answer)
})

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

registerRoute(new NavigationRoute(createHandlerBoundToURL('/sign-in.html'), { allowlist: [signIn] }))
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [...server, signIn] }))

// A new version waits until the person agrees: an open card is never pulled away.
self.addEventListener('message', (event) => {
  const message: unknown = event.data
  if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'SKIP_WAITING')
    void self.skipWaiting()
})

// The very first version serves the page that installed it.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
