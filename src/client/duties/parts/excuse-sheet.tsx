import { plural, t as text } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'
import type { MyDayItem } from '#shared/day/schema.ts'
import type { Duty } from '#shared/duties/schema.ts'
import type { ExcuseKind } from '#shared/excuses/schema.ts'
import { dutyText, excuseText } from '#client/lib/duty-words.ts'
import { WindowField } from '#client/lib/duty-windows.tsx'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextArea } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { useExcuse, useWithdrawExcuse } from '../queries.ts'
import { excuseKinds } from './item-words.ts'
import { TimeField, type TimeForm, timeFault, timeOf } from './time-field.tsx'

/** What is excused, and the name it goes by: a child's, or that of a class, a person or the school. */
export interface Excusable extends Pick<MyDayItem, 'dutyId' | 'key'>, Partial<Pick<MyDayItem, 'evidence'>> {
  name: string
  /** A reason waits for a second person already. */
  excuseAsked: boolean
  /** Further times of the same that are still to do: each can be chosen. */
  alsoOpen: number
  /** Why it may be; without it the reasons of a child. */
  kinds?: readonly ExcuseKind[]
}

interface SheetProps {
  item: Excusable
  onClose: () => void
}

interface ExcuseSheetProps extends SheetProps {
  /** The choice of the time; null = there is only the one. */
  which: ReactNode
}

interface ExcuseForm extends TimeForm {
  kind: ExcuseKind | null
  reason: string
}

interface Told {
  duty: Pick<Duty, 'state' | 'excuseAsked'>
  asked: boolean
  /** Of whatever kind, in the time. */
  windows: number
}

/** A time may hold other windows whole and this one not (K-28). */
const coversThis = ({ duty }: Told): boolean => duty.state === 'excused' || duty.excuseAsked

function excusedText(told: Told, name: string): string {
  const { asked, windows } = told
  if (!coversThis(told)) {
    const some = plural(windows, { one: '那段时间里有 # 次', other: '那段时间里有 # 次' })
    return asked
      ? text`已请校长看：${some}。眼前这一次不整个在那段时间里，${name}还在名单上。`
      : text`已记下：${some}不用做。眼前这一次不整个在那段时间里，${name}还在名单上。`
  }
  if (asked) return text`已请校长看；同意以前，${name}还在名单上。`
  const more = plural(windows, { one: '共 # 次。', other: '共 # 次。' })
  return [text`已记下${name}这次的说明。`, windows > 1 ? more : ''].join('')
}

function useExcuseForm({ item, onClose }: SheetProps) {
  const { t } = useLingui()
  const [id] = useState(newId)
  const [form, setForm] = useState<ExcuseForm>({ kind: null, reason: '', whole: false, from: '', to: '' })
  const [checked, setChecked] = useState(false)
  const excuse = useExcuse()
  const withdraw = useWithdrawExcuse()
  const { name } = item
  // Awaited by itself: the sheet is gone by the time the answer comes.
  const takeBack = (): void =>
    void withdraw.mutateAsync(item.dutyId).then(
      () => toast({ tone: 'done', text: t`已撤回，${name}又在名单上了。` }),
      (error: unknown) => toast({ tone: 'error', text: errorText(error) }),
    )
  const submit = (): void => {
    setChecked(true)
    const { kind, reason } = form
    if (kind === null || reason.trim() === '' || timeFault(form) !== undefined) return
    excuse.mutate(
      { dutyId: item.dutyId, body: { id, kind, reason, time: timeOf(form) } },
      {
        onSuccess: (told) => {
          onClose()
          const action = coversThis(told) ? { action: { label: t`撤回`, onPress: takeBack } } : {}
          toast({ tone: 'done', text: excusedText(told, name), ...action })
        },
      },
    )
  }
  return {
    form,
    change: (part: Partial<ExcuseForm>) => {
      excuse.reset()
      setForm((old) => ({ ...old, ...part }))
    },
    checked,
    excuse,
    submit,
    takeBack,
  }
}

/** It waits for a second person already: it can only be taken back. */
function Waiting({ item, onClose, which }: ExcuseSheetProps) {
  const { takeBack } = useExcuseForm({ item, onClose })
  const { name } = item
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>已请校长看</Trans>}
      actions={
        <Button
          size="lg"
          onClick={() => {
            onClose()
            takeBack()
          }}
        >
          <Trans>撤回说明</Trans>
        </Button>
      }
    >
      {which}
      <p>
        <Trans>{name}的说明这学期多了，要校长或心理老师同意。同意以前还要看望；看望到了也一样可以记。</Trans>
      </p>
    </Dialog>
  )
}

/** Why this time, or for a time, it need not be done: counted apart from missed, and can be taken back (H-13). */
function Excusing(props: ExcuseSheetProps) {
  const { item, onClose, which } = props
  const { t } = useLingui()
  const { form, change, checked, excuse, submit } = useExcuseForm(props)
  const errors = fieldErrors(excuse.error)
  const { name, kinds = excuseKinds } = item
  const aboutChild = item.kinds === undefined
  const what = dutyText(item.key)
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
        {which}
        <Field
          label={<Trans>原因</Trans>}
          group
          error={errors['kind'] ?? (checked && form.kind === null && <Trans>请选一项。</Trans>)}
        >
          <Choice
            value={form.kind}
            onChange={(kind) => change({ kind })}
            options={kinds.map((value) => ({ value, label: excuseText(value, item.evidence) }))}
          />
        </Field>
        <Field
          label={<Trans>具体一点</Trans>}
          required
          help={
            aboutChild ? (
              <Trans>
                一句话就够，比如“跟奶奶去县城看病，下周回来”。加密保存，孩子的老师、心理老师和校长能看。
              </Trans>
            ) : (
              <Trans>一句话就够，比如“那一周全校停课”。</Trans>
            )
          }
          error={errors['reason'] ?? (checked && form.reason.trim() === '' && <Trans>请写一句。</Trans>)}
        >
          <TextArea value={form.reason} onChange={(reason) => change({ reason })} rows={2} maxLength={200} />
        </Field>
        {aboutChild && (
          <TimeField
            form={form}
            change={change}
            error={errors['time.to'] ?? (checked ? timeFault(form) : undefined)}
          />
        )}
        {excuse.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(excuse.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}

/** Of a line that stands for several times each can be excused: which one is asked first. */
export function ExcuseSheet({ item, onClose }: SheetProps) {
  const [chosen, setChosen] = useState(item)
  const which = item.alsoOpen > 0 && (
    <WindowField
      dutyId={item.dutyId}
      value={chosen.dutyId}
      onChange={({ dutyId, excuseAsked }) => setChosen({ ...item, dutyId, excuseAsked })}
    />
  )
  const Sheet = chosen.excuseAsked ? Waiting : Excusing
  return <Sheet item={chosen} onClose={onClose} which={which} />
}
