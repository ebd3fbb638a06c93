import { useEffect, useState, useSyncExternalStore, type ComponentType } from 'react'
import { attachViewport, isToastNeeded, onToastNeeded, type ToastMessage } from './toast.ts'

/** When the viewport did not arrive (a browser does not fetch the same part again): the last message, nothing else. */
function PlainMessage() {
  const [message, setMessage] = useState<ToastMessage>()
  useEffect(() => {
    attachViewport(setMessage)
    return () => attachViewport(undefined)
  }, [])
  const close = (): void => setMessage(undefined)
  const act = (): void => {
    close()
    message?.action?.onPress()
  }
  return (
    <div
      role="status"
      className="fixed inset-x-3 bottom-[84px] z-50 [:root:has([data-action-bar])_&]:top-3 [:root:has([data-action-bar])_&]:bottom-auto md:start-auto md:end-6 md:w-[400px]"
    >
      {message !== undefined && (
        <p className="flex items-center rounded-card bg-ink px-4 py-1 text-white shadow-float">
          <span className="min-w-0 flex-1 py-2">{message.text}</span>
          <button type="button" className="min-h-11 min-w-11 px-3 font-semibold underline" onClick={act}>
            {message.action?.label ?? 'OK'}
          </button>
        </p>
      )}
    </div>
  )
}

/** Not asked for without a signal: it would be lost for the life of the page, with all that other parts need of it. */
async function fetchViewport() {
  const isKeptHere = 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null
  if (!navigator.onLine && !isKeptHere) throw new Error('no signal')
  return import('./toast-viewport.tsx')
}

/** Stands once at the root of the app; what it cannot fetch must not take the screen beside it away. */
export function Toaster() {
  const needed = useSyncExternalStore(onToastNeeded, isToastNeeded)
  const [Viewport, setViewport] = useState<ComponentType>()
  useEffect(() => {
    if (!needed) return undefined
    const load = (): void =>
      void fetchViewport().then(
        ({ ToastViewport }) => setViewport(() => ToastViewport),
        () => setViewport(() => PlainMessage),
      )
    load()
    addEventListener('online', load)
    return () => removeEventListener('online', load)
  }, [needed])
  return Viewport === undefined ? null : <Viewport />
}
