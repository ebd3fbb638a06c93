import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { RuleKey } from '#shared/duties/schema.ts'
import { type WorkAsks, workAsks } from '#shared/work/rules/asks.ts'
import { topicOptions } from '#client/lib/card-words.ts'
import { useSession } from '#client/lib/session.ts'
import { Choices } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, TextArea, TextInput } from '#client/ui/text-input.tsx'
import type { WorkDraft } from './draft.ts'

/** What else this record asks; what a record of before has stays to be seen and put right. */
export const asksOf = (key: RuleKey, { people, topics, reference }: WorkDraft): WorkAsks => {
  const asks = workAsks(key)
  return {
    ...asks,
    people: asks.people || people !== '',
    topics: asks.topics || topics.length > 0,
    reference: asks.reference || reference !== '',
  }
}

function What({
  text,
  draft,
  change,
  errors,
}: Pick<WorkFieldsProps, 'draft' | 'change' | 'errors'> & Pick<WorkAsks, 'text'>) {
  const labels: Record<WorkAsks['text'], ReactNode> = {
    done: <Trans>做了什么</Trans>,
    'took-place': <Trans>做到了没有</Trans>,
    'why-not': <Trans>为什么不续签，也不结束</Trans>,
  }
  const helps: Record<WorkAsks['text'], ReactNode> = {
    done: <Trans>一两句就够。不写孩子的隐私，写了也加密保存。</Trans>,
    'took-place': <Trans>写一句就够，比如“通了话”。说了什么、信里写了什么，是家里的事，不记。</Trans>,
    'why-not': <Trans>一两句就够。写了加密保存。</Trans>,
  }
  return (
    <Field label={labels[text]} required help={helps[text]} error={errors['what']}>
      <TextArea
        value={draft.what}
        onChange={(what) => change({ what })}
        rows={text === 'took-place' ? 2 : 4}
        maxLength={2000}
      />
    </Field>
  )
}

interface WorkFieldsProps {
  draft: WorkDraft
  /** What is asked besides the day. */
  asks: WorkAsks
  change: (part: Partial<WorkDraft>) => void
  errors: Readonly<Record<string, string>>
  /** Asks why it comes late. */
  late: boolean
}

/** Two things must be said, when and what; the rest helps whoever looks later, and is asked where it makes sense. */
export function WorkFields({ draft, asks, change, errors, late }: WorkFieldsProps) {
  const { t } = useLingui()
  const { today } = useSession().school
  return (
    <div className="space-y-5">
      <Field
        label={asks.text === 'why-not' ? <Trans>哪天定的</Trans> : <Trans>哪天做的</Trans>}
        error={errors['heldOn']}
      >
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
      <What text={asks.text} draft={draft} change={change} errors={errors} />
      {asks.people && (
        <Field label={<Trans>多少人参加（可以不填）</Trans>} error={errors['people']}>
          <TextInput
            value={draft.people}
            onChange={(people) => change({ people })}
            inputMode="numeric"
            maxLength={6}
            className="max-w-32"
          />
        </Field>
      )}
      {asks.topics && (
        <Field label={<Trans>涉及哪些方面（可以不选）</Trans>} group error={errors['topics']}>
          <Choices value={draft.topics} onChange={(topics) => change({ topics })} options={topicOptions()} />
        </Field>
      )}
      {asks.reference && (
        <Field
          label={<Trans>材料放在哪里（可以不填）</Trans>}
          help={<Trans>比如“德育处文件夹第 12 页”，以后查得到。</Trans>}
          error={errors['reference']}
        >
          <TextInput
            value={draft.reference}
            onChange={(reference) => change({ reference })}
            maxLength={200}
          />
        </Field>
      )}
    </div>
  )
}
