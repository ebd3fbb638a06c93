import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { preferredLocale, switchLocale } from './lib/i18n.ts'
import { forgetPageWhenLeft, signInAgainWith } from './lib/leave.ts'
import { queryClient } from './lib/query-client.ts'
import { sessionQuery } from './lib/session.ts'
import { router } from './router.ts'
import './ui/styles.css'

/** Drawn anew when the language changes, so that no sentence of the other language stays. */
function App() {
  const [locale, setLocale] = useState(i18n.locale)
  useEffect(() => i18n.on('change', () => setLocale(i18n.locale)), [])
  return (
    <I18nProvider i18n={i18n} key={locale}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nProvider>
  )
}

/** How long the page's own skeleton may stay for answers that are nearly there, in ms. */
const nearly = 50

/** The answers the page has asked for: when they are here already, the first drawing shows them at once. */
async function firstAnswers(): Promise<void> {
  if (window.early === undefined) return
  void queryClient.prefetchQuery(sessionQuery)
  await new Promise<void>((resolve) => {
    const stop = queryClient.getQueryCache().subscribe(() => {
      if (queryClient.isFetching() === 0) resolve()
    })
    setTimeout(resolve, nearly)
    void stop
  })
}

async function start(): Promise<void> {
  const root = document.querySelector('#root')
  if (root === null) return
  await Promise.all([switchLocale(preferredLocale()), router.load().then(firstAnswers)])
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}

forgetPageWhenLeft()
signInAgainWith(() => import('./shell/sign-in-again.ts'))
void start()
addEventListener(
  'load',
  () =>
    setTimeout(
      () =>
        // A browser may forbid it: all but working without a signal goes on.
        void import('./offline/register.ts').then(({ register }) => register()).catch(() => undefined),
      2000,
    ),
  { once: true },
)
