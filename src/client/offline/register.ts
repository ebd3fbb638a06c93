import { t } from '@lingui/core/macro'
import { Workbox } from 'workbox-window'
import { toast } from '#client/ui/toast.ts'

/** How often an open page asks for a new version. */
const interval = 60 * 60_000

/** Installs the shell on this device and tells when a new version is ready. */
export async function register(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  const workbox = new Workbox('/service-worker.js')
  const offer = (): void =>
    toast({
      tone: 'info',
      text: t`新版本已就绪`,
      action: { label: t`换上新版`, onPress: () => workbox.messageSkipWaiting() },
    })
  workbox.addEventListener('waiting', offer)
  // The first version takes over a page that had none: nothing changes. Later ones come because the person agreed.
  let hadVersion = navigator.serviceWorker.controller !== null
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (hadVersion) location.reload()
    hadVersion = true
  })
  await workbox.register({ immediate: true })
  setInterval(() => void workbox.update().catch(() => undefined), interval)
}
