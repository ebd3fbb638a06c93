import { Trans, useLingui } from '@lingui/react/macro'
import type { WallTime } from '#shared/calendar/rules/clock-time.ts'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextArea, TextInput } from '#client/ui/text-input.tsx'
import type { IncidentDraft, WholeDraft } from './draft.ts'
import { PickChildren } from './pick-children.tsx'
import { TimeInput } from './time-input.tsx'
import { kindOptions } from './words.ts'

interface FieldsProps {
  draft: WholeDraft
  change: (part: Partial<IncidentDraft>) => void
  errors: Record<string, string>
  /** The school's clock. */
  now: WallTime
}

/** When the school learnt of it, and when it happened, if anybody knows (K-40). */
function Times({ draft, change, errors, now }: FieldsProps) {
  const { t } = useLingui()
  return (
    <>
      <Field
        label={<Trans>学校什么时候知道的</Trans>}
        required
        error={errors['knownAt']}
        help={<Trans>照学校的钟。告诉家里和上级的时限一般从这时算起。</Trans>}
      >
        <TimeInput value={draft.known} onChange={(known) => change({ known })} max={now} />
      </Field>
      <Field label={<Trans>什么时候发生的</Trans>} group error={errors['occurredAt']}>
        <Choice
          value={draft.isTimeKnown}
          onChange={(isTimeKnown) => change({ isTimeKnown })}
          options={[
            { value: 'unknown', label: t`不清楚` },
            { value: 'known', label: t`知道时间` },
          ]}
        />
        {draft.isTimeKnown === 'known' && (
          <div className="mt-2">
            <TimeInput
              aria-label={t`发生的时间`}
              value={draft.occurred}
              onChange={(occurred) => change({ occurred })}
              max={now}
            />
          </div>
        )}
      </Field>
    </>
  )
}

/** The questions in the order of an emergency: who, what, what was done, when, where; then a few words. */
export function IncidentFields({ draft, change, errors, now }: FieldsProps) {
  const { t } = useLingui()
  return (
    <div className="space-y-5">
      <PickChildren
        value={draft.pupils}
        onChange={(pupils) => change({ pupils })}
        error={errors['pupilIds']}
      />
      <Field label={<Trans>出了什么事</Trans>} group required error={errors['kind']}>
        <Choice value={draft.kind} onChange={(kind) => change({ kind })} options={kindOptions()} />
      </Field>
      <Field label={<Trans>先做了什么保护孩子</Trans>} required error={errors['action']}>
        <TextInput
          value={draft.action}
          onChange={(action) => change({ action })}
          maxLength={200}
          placeholder={t`比如：校医看了，有老师陪着`}
        />
      </Field>
      <Field label={<Trans>什么时候做的</Trans>} required error={errors['actedAt']}>
        <TimeInput value={draft.acted} onChange={(acted) => change({ acted })} max={now} />
      </Field>
      <Times draft={draft} change={change} errors={errors} now={now} />
      <Field
        label={<Trans>当时在校吗</Trans>}
        group
        required
        error={errors['atSchool']}
        help={<Trans>上课、活动、住校、学校组织外出，都算在校。</Trans>}
      >
        <Choice
          value={draft.atSchool}
          onChange={(atSchool) => change({ atSchool })}
          options={[
            { value: 'yes', label: t`在校` },
            { value: 'no', label: t`不在校` },
          ]}
        />
      </Field>
      <Field label={<Trans>在哪里</Trans>} error={errors['place']}>
        <TextInput
          value={draft.place}
          onChange={(place) => change({ place })}
          maxLength={60}
          placeholder={t`比如：操场`}
        />
      </Field>
      <Field
        label={<Trans>简单经过</Trans>}
        error={errors['text']}
        help={<Trans>只写看到的、听到的，不猜原因，不说谁对谁错。加密保存。</Trans>}
      >
        <TextArea value={draft.text} onChange={(text) => change({ text })} rows={3} maxLength={500} />
      </Field>
    </div>
  )
}
