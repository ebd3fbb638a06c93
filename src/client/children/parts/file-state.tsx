import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { CareFile } from '#shared/children/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextArea } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { useCloseFile, useOpenFile } from '../queries.ts'
import { SaveDialog } from './save-dialog.tsx'

function CloseDialog({ file, onClose }: { file: CareFile; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const close = useCloseFile()
  const save = (): void => {
    if (reason.trim() === '') return
    close.mutate({ params: { id: file.basics.id }, body: { reason } }, { onSuccess: onClose })
  }
  return (
    <SaveDialog
      title={<Trans>结束{file.basics.name}的档案</Trans>}
      description={<Trans>档案会留着，以后还能重新打开。</Trans>}
      change={close}
      onSave={save}
      onClose={onClose}
    >
      <Field label={<Trans>为什么结束</Trans>} required>
        <TextArea value={reason} onChange={setReason} rows={2} maxLength={200} />
      </Field>
    </SaveDialog>
  )
}

/** A file is opened and closed by a person, never by itself. */
export function FileState({ file }: { file: CareFile }) {
  const { t } = useLingui()
  const [closing, setClosing] = useState(false)
  const open = useOpenFile()
  const { name, id } = file.basics
  const begin = (): void =>
    void open.mutateAsync(id).then(
      () => toast({ tone: 'done', text: t`已为${name}建档。` }),
      (error: unknown) => toast({ tone: 'error', text: errorText(error) }),
    )
  if (file.file === null)
    return (
      <Banner
        action={
          file.may.closeFile && (
            <Button busy={open.isPending} onClick={begin}>
              <Trans>现在建档</Trans>
            </Button>
          )
        }
      >
        <Trans>还没有关爱档案。</Trans>
      </Banner>
    )
  const counted = file.statuses.some(({ isPrimary, outcome }) => isPrimary && outcome.result !== 'not')
  if (!file.may.closeFile || counted) return null
  return (
    <>
      <Banner
        action={
          <Button onClick={() => setClosing(true)}>
            <Trans>结束档案</Trans>
          </Button>
        }
      >
        <Trans>按学校的口径，已经不再计入名单。要不要结束档案，由您决定。</Trans>
      </Banner>
      {closing && <CloseDialog file={file} onClose={() => setClosing(false)} />}
    </>
  )
}
