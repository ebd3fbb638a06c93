import { lazy, Suspense, useSyncExternalStore } from 'react'
import { isToastNeeded, onToastNeeded } from './toast.ts'

const Viewport = lazy(async () => ({ default: (await import('./toast-viewport.tsx')).ToastViewport }))

/** Stands once at the root of the app. */
export function Toaster() {
  const show = useSyncExternalStore(onToastNeeded, isToastNeeded)
  return show ? (
    <Suspense>
      <Viewport />
    </Suspense>
  ) : null
}
