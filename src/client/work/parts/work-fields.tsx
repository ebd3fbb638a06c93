import { Trans, useLingui } from '@lingui/react/macro'
import { topicOptions } from '#client/lib/card-words.ts'
import { useSession } from '#client/lib/session.ts'
import { Choices } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, TextArea, TextInput } from '#client/ui/text-input.tsx'
import type { WorkDraft } from './draft.ts'

interface WorkFieldsProps {
  draft: WorkDraft
  change: (part: Partial<WorkDraft>) => void
  errors: Readonly<Record<string, string>>
  /** Asks why it comes late. */
  late: boolean
}

/** Two things must be said, when and what; the rest helps whoever looks later. */
export function WorkFields({ draft, change, errors, late }: WorkFieldsProps) {
  const { t } = useLingui()
  const { today } = useSession().school
  return (
    <div className="space-y-5">
      <Field label={<Trans>哪天做的</Trans>} error={errors['heldOn']}>
        <DateInput value={draft.heldOn} max={today} onChange={(heldOn) => change({ heldOn })} />
      </Field>
      {late && (
        <Field label={<Trans>为什么晚了才记</Trans>} required error={errors['lateReason']}>
          <TextInput
            value={draft.lateReason}
            onChange={(lateReason) => change({ lateReason })}
            maxLength={200}
            placeholder={t`比如：那几天停电`}
          />
        </Field>
      )}
      <Field
        label={<Trans>做了什么</Trans>}
        required
        help={<Trans>一两句就够。不写孩子的隐私，写了也加密保存。</Trans>}
        error={errors['what']}
      >
        <TextArea value={draft.what} onChange={(what) => change({ what })} rows={4} maxLength={2000} />
      </Field>
      <Field label={<Trans>多少人参加（可以不填）</Trans>} error={errors['people']}>
        <TextInput
          value={draft.people}
          onChange={(people) => change({ people })}
          inputMode="numeric"
          maxLength={6}
          className="max-w-32"
        />
      </Field>
      <Field label={<Trans>涉及哪些方面（可以不选）</Trans>} group error={errors['topics']}>
        <Choices value={draft.topics} onChange={(topics) => change({ topics })} options={topicOptions()} />
      </Field>
      <Field
        label={<Trans>材料放在哪里（可以不填）</Trans>}
        help={<Trans>比如“德育处文件夹第 12 页”，以后查得到。</Trans>}
        error={errors['reference']}
      >
        <TextInput value={draft.reference} onChange={(reference) => change({ reference })} maxLength={200} />
      </Field>
    </div>
  )
}
