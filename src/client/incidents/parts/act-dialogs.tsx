import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { instantOf, wallTimeIn } from '#shared/calendar/rules/clock-time.ts'
import type { Channel, Incident, IncidentNotice, IncidentStep } from '#shared/incidents/schema.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextArea, TextInput } from '#client/ui/text-input.tsx'
import { useAddStep, useClose, useWithhold } from '../queries.ts'
import { ActDialog, useAct } from './act-dialog.tsx'
import { TimeInput } from './time-input.tsx'
import { channelOptions, partyText } from './words.ts'

interface ActProps {
  incident: Incident
  onClose: () => void
}

interface TellProps extends ActProps {
  notice: IncidentNotice
  kind: 'told' | 'tried'
  /** The server's clock. */
  now: string
}

/** Somebody was told, or tried in vain: how and when; usually one touch. */
export function TellDialog({ incident, notice, kind, now, onClose }: TellProps) {
  const { t } = useLingui()
  const { timeZone } = useSession().school
  const sent = useAddStep(incident.id)
  const act = useAct({ incident, what: kind, subject: notice.id, sent, onClose }, () => ({
    channel: 'phone' as Channel,
    wall: wallTimeIn(timeZone, now),
    text: '',
  }))
  const { words, change, draft } = act
  const [chosen, setWhen] = useState<'now' | 'earlier'>()
  // Begun earlier, it may have happened then, which stands in the draft, or only now: nobody is in time by a guess.
  const when = chosen ?? (draft.restored ? null : 'now')
  const errors = fieldErrors(sent.error)
  const at = when === 'earlier' ? instantOf(timeZone, words.wall) : undefined
  const who = partyText(notice)
  const save = (): void =>
    act.send({
      id: words.id,
      kind,
      noticeId: notice.id,
      channel: words.channel,
      text: words.text.trim(),
      ...(at !== undefined && { at }),
    })
  return (
    <ActDialog
      act={act}
      title={kind === 'told' ? <Trans>告诉到了：{who}</Trans> : <Trans>没联系上：{who}</Trans>}
      description={
        kind === 'told' ? (
          <Trans>对方本人接了、回了，或收到了，才算告诉到。</Trans>
        ) : (
          <Trans>记下找过一次，时限接着算。</Trans>
        )
      }
      verb={<Trans>记下</Trans>}
      disabled={when === null || (when === 'earlier' && at === undefined)}
      onSave={save}
    >
      <div className="space-y-4">
        <Field label={<Trans>怎么找的</Trans>} group>
          <Choice
            value={words.channel}
            onChange={(channel) => change({ channel })}
            options={channelOptions()}
          />
        </Field>
        <Field
          label={<Trans>什么时候</Trans>}
          group
          error={errors['at']}
          help={when === null ? <Trans>这是先前没记完的，请选一下。</Trans> : undefined}
        >
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
                value={words.wall}
                onChange={(wall) => change({ wall })}
                max={wallTimeIn(timeZone, now)}
              />
            </div>
          )}
        </Field>
        <Field label={<Trans>说明（可以不写）</Trans>} error={errors['text']}>
          <TextInput value={words.text} onChange={(text) => change({ text })} maxLength={300} />
        </Field>
      </div>
    </ActDialog>
  )
}

/** Words of one field that may not be empty, and whether it has been looked at. */
function useNeeded(words: { readonly text: string }, needed = true) {
  const [checked, setChecked] = useState(false)
  const missing = needed && words.text.trim() === ''
  return {
    isMissing: checked && missing,
    /** Goes on with what was written, or shows where something is missing. */
    check: (go: (text: string) => void): void => {
      setChecked(true)
      if (!missing) go(words.text.trim())
    },
  }
}

/** Somebody under suspicion is not told (H-04): decided by principal or counsellor, with a reason only they can read. */
export function WithholdDialog({ incident, notice, onClose }: ActProps & { notice: IncidentNotice }) {
  const { t } = useLingui()
  const sent = useWithhold(incident.id)
  const act = useAct({ incident, what: 'withhold', subject: notice.id, sent, onClose }, () => ({ text: '' }))
  const { words, change } = act
  const { isMissing, check } = useNeeded(words)
  const who = [partyText(notice), notice.name ?? ''].filter((part) => part !== '').join(' ')
  return (
    <ActDialog
      act={act}
      title={<Trans>暂不告诉{who}？</Trans>}
      description={
        <Trans>
          孩子可能受到这个人的伤害时才这样做，定下来就不能改。这件事里的孩子，这件事和别的还没结束的事都不再告诉这个人，也不再给出他的号码；不算晚。马上报告公安、民政和教育部门，其他人照样按时告诉。
        </Trans>
      }
      verb={<Trans>暂不告诉</Trans>}
      tone="danger"
      onSave={() => check((reason) => act.send({ id: words.id, noticeId: notice.id, reason }))}
    >
      <div className="mb-3">
        <Banner tone="due">
          <Trans>没记在这件事里的兄弟姐妹不会跟着改：请在他们的档案里选“不能联系”。</Trans>
        </Banner>
      </div>
      <Field
        label={<Trans>为什么</Trans>}
        required
        help={<Trans>写看到的、孩子说的。加密保存，只有校长和心理老师看得到。</Trans>}
        error={isMissing && t`请写一句。`}
      >
        <TextArea value={words.text} onChange={(text) => change({ text })} rows={3} maxLength={500} />
      </Field>
    </ActDialog>
  )
}

interface WordProps extends ActProps {
  /** Set: this step was recorded by mistake. */
  step?: IncidentStep
}

/** A word more, or a step taken back: what stands there stays. */
export function WordDialog({ incident, step, onClose }: WordProps) {
  const { t } = useLingui()
  const isNote = step === undefined
  const sent = useAddStep(incident.id)
  const about = isNote ? { what: 'note', subject: incident.id } : { what: 'takenBack', subject: step.id }
  const act = useAct({ incident, ...about, sent, onClose }, () => ({ text: '' }))
  const { words, change } = act
  const { isMissing, check } = useNeeded(words, isNote)
  const save = (): void =>
    check((text) =>
      act.send(
        isNote
          ? { id: words.id, kind: 'note', text }
          : { id: words.id, kind: 'takenBack', stepId: step.id, text },
      ),
    )
  return (
    <ActDialog
      act={act}
      title={isNote ? <Trans>补充一句</Trans> : <Trans>这一条记错了？</Trans>}
      description={
        isNote ? (
          <Trans>写下的不能改，也不能删；要更正，就再补一句。</Trans>
        ) : (
          <Trans>这一条会留着，写明收回，时限接着算。</Trans>
        )
      }
      verb={isNote ? <Trans>记下</Trans> : <Trans>收回</Trans>}
      onSave={save}
    >
      <Field
        label={isNote ? <Trans>写什么</Trans> : <Trans>说明（可以不写）</Trans>}
        required={isNote}
        error={isMissing && t`请写一句。`}
      >
        <TextArea value={words.text} onChange={(text) => change({ text })} rows={3} maxLength={300} />
      </Field>
    </ActDialog>
  )
}

/** The closing report; after it nothing is added. */
export function CloseDialog({ incident, onClose }: ActProps) {
  const { t } = useLingui()
  const sent = useClose(incident.id)
  const untold = incident.notices.filter(({ state }) => state === 'open').length
  const act = useAct({ incident, what: 'close', subject: incident.id, sent, onClose }, () => ({ text: '' }))
  const { words, change } = act
  const { isMissing, check } = useNeeded(words)
  return (
    <ActDialog
      act={act}
      title={<Trans>处理完毕</Trans>}
      description={<Trans>写下结果。结束以后不能再添，也不能再改。</Trans>}
      verb={<Trans>结束</Trans>}
      onSave={() => check((outcome) => act.send({ id: words.id, outcome }))}
    >
      {untold > 0 && (
        <div className="mb-3">
          <Banner tone="due">
            <Trans>还有 {untold} 处没告诉到，结束后会留作“没告诉到”。</Trans>
          </Banner>
        </div>
      )}
      <Field label={<Trans>结果</Trans>} required error={isMissing && t`请写一句。`}>
        <TextArea
          value={words.text}
          onChange={(text) => change({ text })}
          rows={4}
          maxLength={500}
          placeholder={t`比如：孩子休息后回班上课，家长已到校看过`}
        />
      </Field>
    </ActDialog>
  )
}
