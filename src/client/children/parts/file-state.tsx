import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { CareFile } from '#shared/children/schema.ts'
import type { CloseKind } from '#shared/files/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextArea } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { useCloseFile, useOpenFile } from '../queries.ts'
import { SaveDialog } from './save-dialog.tsx'

const kinds: readonly CloseKind[] = ['notCounted', 'moved', 'finished', 'grownUp', 'other']

function closeText(kind: CloseKind): string {
  if (kind === 'notCounted') return t`不再计入名单`
  if (kind === 'moved') return t`转走了`
  if (kind === 'finished') return t`毕业了`
  return kind === 'grownUp' ? t`满了年龄` : t`其他原因`
}

function CloseDialog({ file, onClose }: { file: CareFile; onClose: () => void }) {
  const [kind, setKind] = useState<CloseKind | null>(null)
  const [note, setNote] = useState('')
  const [wanting, setWanting] = useState(false)
  const close = useCloseFile()
  const save = (): void => {
    if (kind === null) return setWanting(true)
    close.mutate({ params: { id: file.basics.id }, body: { kind, note } }, { onSuccess: onClose })
  }
  return (
    <SaveDialog
      title={<Trans>结束{file.basics.name}的档案</Trans>}
      description={<Trans>档案会留着，以后还能重新打开。</Trans>}
      change={close}
      onSave={save}
      onClose={onClose}
    >
      <Field
        label={<Trans>为什么结束</Trans>}
        group
        required
        {...(wanting && kind === null && { error: t`请选一项。` })}
      >
        <Choice
          value={kind}
          onChange={setKind}
          options={kinds.map((one) => ({ value: one, label: closeText(one) }))}
        />
      </Field>
      <Field label={<Trans>再说一句</Trans>}>
        <TextArea value={note} onChange={setNote} rows={2} maxLength={200} />
      </Field>
    </SaveDialog>
  )
}

/** Nothing is open: whoever decides about files begins one, or takes up the closed one again. */
function NotOpen({ file }: { file: CareFile }) {
  const open = useOpenFile()
  const { name, id } = file.basics
  const isClosed = file.file !== null
  const begin = (): void =>
    void open.mutateAsync({ params: { id }, body: {} }).then(
      () => toast({ tone: 'done', text: t`已为${name}建档。` }),
      (error: unknown) => toast({ tone: 'error', text: errorText(error) }),
    )
  return (
    <Banner
      action={
        file.may.closeFile && (
          <Button busy={open.isPending} onClick={begin}>
            {isClosed ? <Trans>重新打开</Trans> : <Trans>现在建档</Trans>}
          </Button>
        )
      }
    >
      {isClosed ? <Trans>档案已经结束，内容都还在。</Trans> : <Trans>还没有关爱档案。</Trans>}
    </Banner>
  )
}

function Closing({ file }: { file: CareFile }) {
  const [closing, setClosing] = useState(false)
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

/** A file is opened and closed by a person, never by itself. */
export function FileState({ file }: { file: CareFile }) {
  if (file.file === null || file.file.closedOn !== null) return <NotOpen file={file} />
  const counted = file.statuses.some(({ isPrimary, outcome }) => isPrimary && outcome.result !== 'not')
  const kept = counted || file.marks.some(({ archive }) => archive)
  return file.may.closeFile && !kept ? <Closing file={file} /> : null
}
