import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { ExcuseKind, MyDayItem } from '#shared/duties/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { errorText, fieldErrors } from '#client/lib/error-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextArea } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { useExcuse, useWithdrawExcuse } from '../queries.ts'
import { excuseKinds, excuseText } from './item-words.ts'

/** What is excused, and the name it goes by: a child's, or that of a class, a person or the school. */
export interface Excusable extends Pick<MyDayItem, 'dutyId' | 'key'> {
  name: string
  /** Why it may be; without it the reasons of a child. */
  kinds?: readonly ExcuseKind[]
}

interface ExcuseSheetProps {
  item: Excusable
  onClose: () => void
}

/** Why this time it need not be done: counted apart from missed, and can be taken back (H-13). */
export function ExcuseSheet({ item, onClose }: ExcuseSheetProps) {
  const { t } = useLingui()
  const [kind, setKind] = useState<ExcuseKind | null>(null)
  const [reason, setReason] = useState('')
  const [checked, setChecked] = useState(false)
  const excuse = useExcuse()
  const withdraw = useWithdrawExcuse()
  const errors = fieldErrors(excuse.error)
  const { name, kinds = excuseKinds } = item
  const aboutChild = item.kinds === undefined
  const what = dutyText(item.key)

  // Awaited by itself: the sheet is gone by the time the answer comes.
  const takeBack = (): void =>
    void withdraw.mutateAsync(item.dutyId).then(
      () => toast({ tone: 'done', text: t`已撤回，${name}又在名单上了。` }),
      (error: unknown) => toast({ tone: 'error', text: errorText(error) }),
    )
  const submit = (): void => {
    setChecked(true)
    if (kind === null || reason.trim() === '') return
    excuse.mutate(
      { dutyId: item.dutyId, body: { kind, reason } },
      {
        onSuccess: () => {
          onClose()
          toast({
            tone: 'done',
            text: t`已记下${name}这次的说明。`,
            action: { label: t`撤回`, onPress: takeBack },
          })
        },
      },
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>这次为什么不做</Trans>}
      description={t`${name} · ${what}。说明过的不算没做，单独统计。`}
      actions={
        <Button tone="primary" size="lg" busy={excuse.isPending} onClick={submit}>
          <Trans>记下说明</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field
          label={<Trans>原因</Trans>}
          group
          error={errors['kind'] ?? (checked && kind === null && <Trans>请选一项。</Trans>)}
        >
          <Choice
            value={kind}
            onChange={setKind}
            options={kinds.map((value) => ({ value, label: excuseText(value) }))}
          />
        </Field>
        <Field
          label={<Trans>具体一点</Trans>}
          help={
            aboutChild ? (
              <Trans>一句话就够，比如“跟奶奶去县城看病，下周回来”。</Trans>
            ) : (
              <Trans>一句话就够，比如“那一周全校停课”。</Trans>
            )
          }
          error={errors['reason'] ?? (checked && reason.trim() === '' && <Trans>请写一句。</Trans>)}
        >
          <TextArea value={reason} onChange={setReason} rows={2} maxLength={200} />
        </Field>
        {excuse.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(excuse.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}
