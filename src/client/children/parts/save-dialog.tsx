import { Trans } from '@lingui/react/macro'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { ApiError } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'
import { focusFirstFault } from '#client/lib/focus-fault.ts'
import { KeptWords } from '#client/lib/kept-words.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'

interface SaveDialogProps {
  title: ReactNode
  description?: ReactNode
  /** The mutation behind the button. */
  change: { isPending: boolean; error: unknown }
  /** What is typed and kept on the device until it is saved. */
  draft?: { restored: boolean; clear: () => Promise<void> }
  onSave: () => void
  onClose: () => void
  children: ReactNode
}

/** A window with one form: the answer is awaited, what went wrong stands below the fields. */
export function SaveDialog({
  title,
  description,
  change,
  draft,
  onSave,
  onClose,
  children,
}: SaveDialogProps) {
  const formId = useId()
  const form = useRef<HTMLFormElement>(null)
  const { error } = change
  // The field may stand below the edge of a phone: what was refused is brought into view.
  useEffect(() => {
    if (error !== null && form.current !== null) focusFirstFault(form.current)
  }, [error])
  const conflict = error instanceof ApiError && error.code === 'version-conflict'
  const fieldsOnly = error instanceof ApiError && error.fields.length > 0
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      {...(description !== undefined && { description })}
      actions={
        <Button type="submit" form={formId} tone="primary" size="lg" busy={change.isPending}>
          <Trans>保存</Trans>
        </Button>
      }
    >
      <form
        ref={form}
        id={formId}
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          onSave()
          focusFirstFault(event.currentTarget)
        }}
      >
        {draft && <KeptWords restored={draft.restored} onAgain={() => void draft.clear()} />}
        {children}
        {conflict ? (
          <Banner tone="due">
            <Trans>别人刚刚也改了这里。请关上这个窗口，看一下新的内容，再改一次。</Trans>
          </Banner>
        ) : (
          error !== null && !fieldsOnly && <Banner tone="danger">{errorText(error)}</Banner>
        )}
      </form>
    </Dialog>
  )
}
