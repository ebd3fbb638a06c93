import { Toast } from '@base-ui/react/toast'
import { useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'
import { IconButton } from './button.tsx'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icon.tsx'
import { attachViewport, type ToastMessage } from './toast.ts'

const manager = Toast.createToastManager()

const looks: Record<ToastMessage['tone'], { icon: IconName; className: string }> = {
  done: { icon: 'check', className: 'bg-ink text-white' },
  info: { icon: 'info', className: 'bg-ink text-white' },
  error: { icon: 'warning', className: 'border border-danger bg-danger-soft text-danger' },
}

/** Pressed once, the offer is gone. */
function press(id: string, act: () => void): void {
  manager.close(id)
  act()
}

function show({ tone, text, action }: ToastMessage): void {
  const id: string = manager.add({
    title: text,
    type: tone,
    timeout:
      tone === 'error' || (tone === 'info' && action !== undefined)
        ? 0
        : action === undefined
          ? 5000
          : 10_000,
    // High priority would hide the message itself from screen readers while it can be focused.
    priority: 'low',
    ...(action && { actionProps: { children: action.label, onClick: () => press(id, action.onPress) } }),
  })
}

const isTone = (type: string | undefined): type is ToastMessage['tone'] => type !== undefined && type in looks

function List() {
  const { toasts } = Toast.useToastManager()
  const { t } = useLingui()
  return toasts.map((item) => {
    const look = looks[isTone(item.type) ? item.type : 'info']
    return (
      <Toast.Root
        key={item.id}
        toast={item}
        className={cx(
          'mt-2 rounded-card shadow-float transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0',
          look.className,
        )}
      >
        <Toast.Content className="flex items-center gap-2.5 py-1 ps-4 pe-1">
          <Icon name={look.icon} />
          <Toast.Title render={<p />} className="min-w-0 flex-1 py-2" />
          {item.actionProps !== undefined && (
            <Toast.Action className="min-h-11 shrink-0 px-3 font-semibold underline underline-offset-4 outline-offset-0" />
          )}
          {/* Every message stands whole and can be closed, also while the stack is not looked at. */}
          <Toast.Close aria-hidden={false} render={<IconButton icon="close" label={t`关闭`} inherit />} />
        </Toast.Content>
      </Toast.Root>
    )
  })
}

/** Above the bottom bar on a phone, in the lower corner on a desk; at the top where a form has its button below. */
export function ToastViewport() {
  useEffect(() => {
    attachViewport(show)
    return () => attachViewport(undefined)
  }, [])
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-3 bottom-[84px] z-50 [:root:has([data-action-bar])_&]:top-3 [:root:has([data-action-bar])_&]:bottom-auto md:start-auto md:end-6 md:bottom-6 md:w-[400px]">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}
