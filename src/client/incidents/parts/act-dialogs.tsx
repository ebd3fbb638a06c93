import { Trans, useLingui } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import { instantOf, wallTimeIn } from '#shared/calendar/rules/clock-time.ts'
import type { Channel, IncidentNotice, IncidentStep } from '#shared/incidents/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextArea, TextInput } from '#client/ui/text-input.tsx'
import { useAddStep, useClose, useWithhold } from '../queries.ts'
import { TimeInput } from './time-input.tsx'
import { channelOptions, partyText } from './words.ts'

const Fault = ({ error }: { error: unknown }): ReactNode =>
  error === null ? null : (
    <div className="mt-3">
      <Banner tone="danger">{errorText(error)}</Banner>
    </div>
  )

interface ActProps {
  id: string
  onClose: () => void
}

interface TellProps extends ActProps {
  notice: IncidentNotice
  kind: 'told' | 'tried'
  /** The server's clock. */
  now: string
}

/** Somebody was told, or tried in vain: how and when; usually one touch. */
export function TellDialog({ id, notice, kind, now, onClose }: TellProps) {
  const { t } = useLingui()
  const { timeZone } = useSession().school
  const [stepId] = useState(newId)
  const [channel, setChannel] = useState<Channel>('phone')
  const [when, setWhen] = useState<'now' | 'earlier'>('now')
  const [wall, setWall] = useState(() => wallTimeIn(timeZone, now))
  const [text, setText] = useState('')
  const add = useAddStep(id)
  const errors = fieldErrors(add.error)
  const at = when === 'earlier' ? instantOf(timeZone, wall) : undefined
  const who = partyText(notice)
  const save = (): void =>
    add.mutate(
      { id: stepId, kind, noticeId: notice.id, channel, text, ...(at !== undefined && { at }) },
      { onSuccess: onClose },
    )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={kind === 'told' ? <Trans>告诉到了：{who}</Trans> : <Trans>没联系上：{who}</Trans>}
      description={
        kind === 'told' ? (
          <Trans>对方本人接了、回了，或收到了，才算告诉到。</Trans>
        ) : (
          <Trans>记下找过一次，时限接着算。</Trans>
        )
      }
      actions={
        <Button
          tone="primary"
          size="lg"
          busy={add.isPending}
          disabled={when === 'earlier' && at === undefined}
          onClick={save}
        >
          <Trans>记下</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field label={<Trans>怎么找的</Trans>} group>
          <Choice value={channel} onChange={setChannel} options={channelOptions()} />
        </Field>
        <Field label={<Trans>什么时候</Trans>} group error={errors['at']}>
          <Choice
            value={when}
            onChange={setWhen}
            options={[
              { value: 'now', label: t`刚才` },
              { value: 'earlier', label: t`早些时候` },
            ]}
          />
          {when === 'earlier' && (
            <div className="mt-2">
              <TimeInput
                aria-label={t`时间`}
                value={wall}
                onChange={setWall}
                max={wallTimeIn(timeZone, now)}
              />
            </div>
          )}
        </Field>
        <Field label={<Trans>说明（可以不写）</Trans>} error={errors['text']}>
          <TextInput value={text} onChange={setText} maxLength={300} />
        </Field>
      </div>
      <Fault error={add.error} />
    </Dialog>
  )
}

/** Somebody under suspicion is not told (H-04): decided by principal or counsellor, with a reason only they can read. */
export function WithholdDialog({ id, notice, onClose }: ActProps & { notice: IncidentNotice }) {
  const { t } = useLingui()
  const [stepId] = useState(newId)
  const [reason, setReason] = useState('')
  const [checked, setChecked] = useState(false)
  const withhold = useWithhold(id)
  const who = [partyText(notice), notice.name ?? ''].filter((part) => part !== '').join(' ')
  const missing = reason.trim() === ''
  const save = (): void => {
    setChecked(true)
    if (!missing)
      withhold.mutate({ id: stepId, noticeId: notice.id, reason: reason.trim() }, { onSuccess: onClose })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>暂不告诉{who}？</Trans>}
      description={
        <Trans>
          孩子可能受到这个人的伤害时才这样做。定下来就不能改：不算没告诉，也不算晚；这件事结束以前，这个孩子的突发事件都不再提供这个人的号码。同时要马上报告公安、民政和教育部门，其他人照样按时告诉。以后也不该联系的，请在档案里选“不能联系”。
        </Trans>
      }
      actions={
        <Button tone="danger" size="lg" busy={withhold.isPending} onClick={save}>
          <Trans>暂不告诉</Trans>
        </Button>
      }
    >
      <Field
        label={<Trans>为什么</Trans>}
        required
        help={<Trans>写看到的、孩子说的。加密保存，只有校长和心理老师看得到。</Trans>}
        error={checked && missing && t`请写一句。`}
      >
        <TextArea value={reason} onChange={setReason} rows={3} maxLength={500} />
      </Field>
      <Fault error={withhold.error} />
    </Dialog>
  )
}

interface WordProps extends ActProps {
  /** Set: this step was recorded by mistake. */
  step?: IncidentStep
}

/** A word more, or a step taken back: what stands there stays. */
export function WordDialog({ id, step, onClose }: WordProps) {
  const { t } = useLingui()
  const [stepId] = useState(newId)
  const [text, setText] = useState('')
  const [checked, setChecked] = useState(false)
  const add = useAddStep(id)
  const missing = step === undefined && text.trim() === ''
  const save = (): void => {
    setChecked(true)
    if (missing) return
    const body =
      step === undefined
        ? { id: stepId, kind: 'note' as const, text: text.trim() }
        : { id: stepId, kind: 'takenBack' as const, stepId: step.id, text: text.trim() }
    add.mutate(body, { onSuccess: onClose })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={step === undefined ? <Trans>补充一句</Trans> : <Trans>这一条记错了？</Trans>}
      description={
        step === undefined ? (
          <Trans>写下的不能改，也不能删；要更正，就再补一句。</Trans>
        ) : (
          <Trans>这一条会留着，写明收回，时限接着算。</Trans>
        )
      }
      actions={
        <Button tone="primary" size="lg" busy={add.isPending} onClick={save}>
          {step === undefined ? <Trans>记下</Trans> : <Trans>收回</Trans>}
        </Button>
      }
    >
      <Field
        label={step === undefined ? <Trans>写什么</Trans> : <Trans>说明（可以不写）</Trans>}
        required={step === undefined}
        error={checked && missing && t`请写一句。`}
      >
        <TextArea value={text} onChange={setText} rows={3} maxLength={300} />
      </Field>
      <Fault error={add.error} />
    </Dialog>
  )
}

/** The closing report; after it nothing is added. */
export function CloseDialog({ id, open: untold, onClose }: ActProps & { open: number }) {
  const { t } = useLingui()
  const [stepId] = useState(newId)
  const [outcome, setOutcome] = useState('')
  const [checked, setChecked] = useState(false)
  const close = useClose(id)
  const missing = outcome.trim() === ''
  const save = (): void => {
    setChecked(true)
    if (!missing) close.mutate({ id: stepId, outcome: outcome.trim() }, { onSuccess: onClose })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>处理完毕</Trans>}
      description={<Trans>写下结果。结束以后不能再添，也不能再改。</Trans>}
      actions={
        <Button tone="primary" size="lg" busy={close.isPending} onClick={save}>
          <Trans>结束</Trans>
        </Button>
      }
    >
      {untold > 0 && (
        <div className="mb-3">
          <Banner tone="due">
            <Trans>还有 {untold} 处没告诉到，结束后会留作“没告诉到”。</Trans>
          </Banner>
        </div>
      )}
      <Field label={<Trans>结果</Trans>} required error={checked && missing && t`请写一句。`}>
        <TextArea
          value={outcome}
          onChange={setOutcome}
          rows={4}
          maxLength={500}
          placeholder={t`比如：孩子休息后回班上课，家长已到校看过`}
        />
      </Field>
      <Fault error={close.error} />
    </Dialog>
  )
}
