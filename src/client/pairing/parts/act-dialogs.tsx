import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { addMonths } from '#shared/calendar/rules/local-date.ts'
import type { EndKind, PairingDetail, ReviewResult } from '#shared/pairing/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { useSession } from '#client/lib/session.ts'
import { resultKinds, resultText } from '#client/lib/pairing-words.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select, TextArea } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { useEnd, useReview, useStart } from '../queries.ts'
import { endKinds, endKindText } from './pairing-words.ts'

interface ActProps {
  pairing: PairingDetail
  onClose: () => void
}

/** A trial first: for a month everybody may think better of it. */
export function StartDialog({ pairing, onClose }: ActProps) {
  const { t } = useLingui()
  const { today } = useSession().school
  const [trialTo, setTrialTo] = useState(addMonths(today, 1))
  const start = useStart(pairing.id)
  const fields = Object.entries(fieldErrors(start.error))
  const send = (): void =>
    start.mutate(trialTo, {
      onSuccess: () => {
        toast({ tone: 'done', text: t`开始了，先试一试。` })
        onClose()
      },
    })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>先试一试</Trans>}
      description={<Trans>今天起结对，老师也从今天起能打开孩子的档案。试用期满看看效果，再定下来。</Trans>}
      actions={
        <Button tone="primary" busy={start.isPending} onClick={send}>
          <Trans>开始</Trans>
        </Button>
      }
    >
      <Field label={<Trans>试到哪天</Trans>} error={fieldErrors(start.error)['trialTo']}>
        <DateInput value={trialTo} min={today} onChange={setTrialTo} />
      </Field>
      {start.isError && (
        <div className="mt-4">
          <Banner tone="danger">
            {fields.length === 0
              ? errorText(start.error)
              : [...new Set(fields.map(([, text]) => text))].map((text) => <p key={text}>{text}</p>)}
          </Banner>
        </div>
      )}
    </Dialog>
  )
}

/** The check of the effect (D22). */
export function ReviewDialog({ pairing, onClose }: ActProps) {
  const { t } = useLingui()
  const { today } = useSession().school
  const [id] = useState(newId)
  const [result, setResult] = useState<ReviewResult | null>(null)
  const [goesOn, setGoesOn] = useState<'yes' | 'no'>('yes')
  const [note, setNote] = useState('')
  const [nextOn, setNextOn] = useState(addMonths(today, 3))
  const [wanting, setWanting] = useState(false)
  const review = useReview(pairing.id)
  const errors = fieldErrors(review.error)
  const send = (): void => {
    if (result === null) return setWanting(true)
    review.mutate(
      { id, heldOn: today, result, goesOn: goesOn === 'yes', note, nextOn: nextOn === '' ? null : nextOn },
      {
        onSuccess: () => {
          toast({ tone: 'done', text: t`记下了。` })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>看看结对的效果</Trans>}
      description={<Trans>学习、生活、习惯上有没有变化？两边相处得怎样？</Trans>}
      actions={
        <Button tone="primary" busy={review.isPending} onClick={send}>
          <Trans>记下</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field
          label={<Trans>效果</Trans>}
          group
          required
          error={wanting && result === null ? t`请选一项。` : undefined}
        >
          <Choice
            value={result}
            onChange={setResult}
            options={resultKinds.map((value) => ({ value, label: resultText(value) }))}
          />
        </Field>
        <Field label={<Trans>接下来</Trans>} group>
          <Choice
            value={goesOn}
            onChange={setGoesOn}
            options={[
              { value: 'yes', label: pairing.state === 'trial' ? t`正式结对` : t`继续` },
              { value: 'no', label: pairing.state === 'trial' ? t`再试一段` : t`要调整` },
            ]}
          />
        </Field>
        <Field
          label={<Trans>看到了什么</Trans>}
          help={<Trans>只有您、这一对的老师、在旁边照看的老师、心理老师和校长看得到。</Trans>}
        >
          <TextArea value={note} maxLength={1000} rows={3} onChange={setNote} />
        </Field>
        <Field label={<Trans>下次哪天再看</Trans>} error={errors['nextOn']}>
          <DateInput value={nextOn} min={today} onChange={setNextOn} />
        </Field>
        {review.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(review.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}

/** Ends at once; a child is asked for no reason (H-24). */
export function EndDialog({ pairing, onClose }: ActProps) {
  const { t } = useLingui()
  const [kind, setKind] = useState<EndKind | ''>('')
  const [wanting, setWanting] = useState(false)
  const [note, setNote] = useState('')
  const end = useEnd(pairing.id)
  const send = (): void => {
    if (kind === '') return setWanting(true)
    end.mutate(
      { kind, note: kind === 'child' ? '' : note },
      {
        onSuccess: () => {
          toast({ tone: 'done', text: t`结对结束了。孩子又在“还缺人”里，直到有人接上。` })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>结束结对？</Trans>}
      description={<Trans>马上生效：老师不再因为这次结对看得到孩子，志愿者的卡片也收回。记录都在。</Trans>}
      actions={
        <Button tone="danger" busy={end.isPending} onClick={send}>
          <Trans>结束结对</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field
          label={<Trans>为什么</Trans>}
          required
          error={wanting && kind === '' ? t`请选一项。` : undefined}
        >
          <Select<EndKind | ''>
            value={kind}
            onChange={setKind}
            placeholder={t`请选择`}
            options={endKinds.map((value) => ({ value, label: endKindText(value) }))}
          />
        </Field>
        {kind !== '' && kind !== 'child' && (
          <Field
            label={<Trans>补充一句（可不写）</Trans>}
            help={<Trans>只有您、这一对的老师、在旁边照看的老师、心理老师和校长看得到。</Trans>}
          >
            <TextArea value={note} maxLength={300} rows={2} onChange={setNote} />
          </Field>
        )}
        {end.isError && <Banner tone="danger">{errorText(end.error)}</Banner>}
      </div>
    </Dialog>
  )
}
