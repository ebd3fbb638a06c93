/// <reference types="vite/client" />
/// <reference types="vite-plugin-pwa/client" />

declare module '*.po' {
  import type { Messages } from '@lingui/core'

  export const messages: Messages
}

interface Window {
  /** GET requests the page's inline script sent before the app was there, by address; each is taken once. */
  early?: Record<string, Promise<Response>>
}
