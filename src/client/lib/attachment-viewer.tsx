import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readAttachment, removeAttachment } from '#shared/attachments/api.ts'
import type { Attachment, Owner } from '#shared/attachments/schema.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { addressOf, call } from './call.ts'
import { errorText } from './error-text.ts'
import { fieldErrors } from './field-text.ts'
import { formatBytes, formatInstant } from './format.ts'
import { useRestore } from './removed-files.tsx'

interface ViewerProps {
  file: Attachment
  owner: Owner
  onClose: () => void
}

function useRemoval({ file, owner, onClose }: ViewerProps) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const restore = useRestore(owner)
  const refresh = () => queries.invalidateQueries({ queryKey: ['attachments', owner.kind, owner.id] })
  return useMutation({
    mutationFn: (reason: string) => call(removeAttachment, { params: { id: file.id }, body: { reason } }),
    onSuccess: async () => {
      await refresh()
      onClose()
      toast({
        tone: 'done',
        text: t`已去掉，30 天内可以找回。`,
        action: { label: t`撤回`, onPress: () => restore(file.id) },
      })
    },
  })
}

function ScanLine({ file }: { file: Attachment }) {
  if (file.scan === 'clean') return <Trans>查过病毒，没有发现问题。</Trans>
  if (file.scan === 'off') return <Trans>学校没有接病毒检查，打开前请确认来源。</Trans>
  return null
}

/** One photo in full, or what is known of a file that the browser does not show here. */
export function AttachmentViewer(props: ViewerProps) {
  const { file, onClose } = props
  const [reason, setReason] = useState<string | null>(null)
  const removal = useRemoval(props)
  const address = addressOf(readAttachment, { params: { id: file.id } })
  const when = formatInstant(file.createdAt, 'full')
  const size = formatBytes(file.size)
  const who = file.authorName
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={<span className="wrap-anywhere">{file.name}</span>}
      actions={
        reason === null ? (
          <>
            {file.mayRemove && (
              <Button tone="danger" icon="trash" onClick={() => setReason('')}>
                <Trans>去掉</Trans>
              </Button>
            )}
            {file.state === 'ready' && (
              <a href={address} download={file.name} className={buttonClass({ tone: 'primary' })}>
                <Icon name="download" />
                <Trans>存到这台设备</Trans>
              </a>
            )}
          </>
        ) : (
          <Button tone="danger" busy={removal.isPending} onClick={() => removal.mutate(reason)}>
            <Trans>去掉这个文件</Trans>
          </Button>
        )
      }
    >
      {file.state === 'quarantined' ? (
        <Banner tone="danger">
          {file.scan === 'found' ? (
            <Trans>病毒检查发现了问题，文件已隔离，谁也打不开。请去掉它，换一份再传。</Trans>
          ) : (
            <Trans>病毒检查没有回应，文件先隔离着。请告诉管理员，恢复以后再传一次。</Trans>
          )}
        </Banner>
      ) : (
        file.mime === 'image/jpeg' && (
          <img src={address} alt={file.name} className="mx-auto max-h-[60dvh] rounded-control" />
        )
      )}
      <p className="mt-2 text-sm text-soft">
        <Trans>
          {who}，{when}，{size}
        </Trans>
      </p>
      {file.mime === 'application/pdf' && (
        <p className="text-sm text-soft">
          <ScanLine file={file} />
        </p>
      )}
      {file.signed && (
        <p className="text-sm text-soft">
          <Trans>协议的签字用到它，不能去掉。</Trans>
        </p>
      )}
      {reason !== null && (
        <div className="mt-3 space-y-3">
          <Field label={<Trans>为什么去掉</Trans>} error={fieldErrors(removal.error)['reason']} required>
            <TextInput value={reason} onChange={setReason} maxLength={200} />
          </Field>
          {removal.isError && Object.keys(fieldErrors(removal.error)).length === 0 && (
            <Banner tone="danger">{errorText(removal.error)}</Banner>
          )}
        </div>
      )}
    </Dialog>
  )
}
