import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

/** Only pages are answered from here; what the server says (`/api`, `/metrics`, a guardian's page) is never kept. */
const server = [/^\/api\//, /^\/metrics/, /^\/contact\//, /\.[a-z0-9]+$/i]
// Matched against path and query: the way back stands in the query.
const signIn = /^\/sign-in\/?(\?|$)/

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
