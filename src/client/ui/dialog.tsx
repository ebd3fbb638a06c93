import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button, IconButton } from './button.tsx'
import { cx } from './cx.ts'

const backdrop =
  'fixed inset-0 z-40 bg-shade transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0'

/** A sheet from below on a phone, a centred window from 768 px. */
const popup = cx(
  'fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] flex-col rounded-t-[20px] bg-paper shadow-float outline-none',
  'transition duration-200 data-ending-style:translate-y-full data-starting-style:translate-y-full',
  'md:inset-x-auto md:start-1/2 md:top-1/2 md:bottom-auto md:max-h-[85dvh] md:-translate-x-1/2 md:-translate-y-1/2 md:rounded-[20px]',
  'md:data-ending-style:translate-y-[-46%] md:data-starting-style:translate-y-[-46%] md:data-ending-style:opacity-0 md:data-starting-style:opacity-0',
)

interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  /** Buttons that stay in view below the content. */
  actions?: ReactNode
  wide?: boolean
  children?: ReactNode
}

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  actions,
  wide = false,
  children,
}: DialogProps) {
  const { t } = useLingui()
  return (
    <BaseDialog.Root open={open} onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdrop} />
        <BaseDialog.Popup className={cx(popup, wide ? 'md:w-[min(760px,94vw)]' : 'md:w-[min(480px,94vw)]')}>
          <div className="flex items-start justify-between gap-3 px-4 pt-4 md:px-5">
            <BaseDialog.Title className="py-1.5 text-xl font-bold">{title}</BaseDialog.Title>
            <BaseDialog.Close render={<IconButton icon="close" label={t`关闭`} className="-me-2" />} />
          </div>
          <div className="overflow-y-auto px-4 md:px-5" tabIndex={-1}>
            {description !== undefined && (
              <BaseDialog.Description className="mb-3 text-soft">{description}</BaseDialog.Description>
            )}
            {children}
            {/* The space at the end; while there is more below, a sign that the content goes on. */}
            <div
              aria-hidden="true"
              className="pointer-events-none sticky bottom-0 h-5 bg-[linear-gradient(to_top,var(--color-paper),transparent)]"
            />
          </div>
          {actions !== undefined && (
            <div className="flex flex-wrap gap-3 border-t border-line bg-white px-4 pt-3 pb-[max(1rem,env(safe-area-inset-bottom))] md:justify-end md:rounded-b-[20px] md:px-5 [&>*]:flex-1 md:[&>*]:flex-none">
              {actions}
            </div>
          )}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}

interface ConfirmDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** A question that names the thing: 停用周老师的帐号？ */
  title: ReactNode
  /** What happens, and whether it can be undone. */
  children: ReactNode
  /** The verb of the act, never "OK". */
  confirm: ReactNode
  onConfirm: () => void
  busy?: boolean
}

/** Asks once before something that cannot be undone. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  children,
  confirm,
  onConfirm,
  busy,
}: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdrop} />
        <AlertDialog.Popup className={cx(popup, 'md:w-[min(440px,94vw)]')}>
          <div className="px-4 pt-5 pb-4 md:px-5">
            <AlertDialog.Title className="text-xl font-bold">{title}</AlertDialog.Title>
            <AlertDialog.Description render={<div className="mt-2 text-soft">{children}</div>} />
          </div>
          <div className="flex gap-3 px-4 pb-[max(1.25rem,env(safe-area-inset-bottom))] md:justify-end md:px-5 [&>*]:flex-1 md:[&>*]:flex-none">
            <AlertDialog.Close
              render={
                <Button tone="quiet">
                  <Trans>先不</Trans>
                </Button>
              }
            />
            <Button tone="danger" {...(busy !== undefined && { busy })} onClick={onConfirm}>
              {confirm}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
