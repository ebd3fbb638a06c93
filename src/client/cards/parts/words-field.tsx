import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Choices } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, TextArea } from '#client/ui/text-input.tsx'
import { topicOptions } from '#client/lib/card-words.ts'
import type { FieldProps } from './field-props.ts'

export function TopicsField({ draft, change, errors }: FieldProps) {
  return (
    <Field label={<Trans>聊了什么</Trans>} group error={errors['topics'] ?? errors['fields.topics']}>
      <Choices value={draft.topics} onChange={(topics) => change({ topics })} options={topicOptions()} />
    </Field>
  )
}

/** What was said; who may read it stands right there. */
export function WordsField({ draft, change, errors, label }: FieldProps & { label: ReactNode }) {
  return (
    <div>
      <Field label={label} error={errors['content'] ?? errors['privateNote']}>
        <TextArea value={draft.content} onChange={(content) => change({ content })} maxLength={4000} />
      </Field>
      <Checkbox
        checked={draft.sealed}
        onChange={(sealed) => change({ sealed })}
        label={<Trans>这段话只给我和心理老师看</Trans>}
        help={<Trans>单独加密保存。不选时，班主任也只看到聊了哪些方面，校长只知道有这一次。</Trans>}
      />
    </div>
  )
}

export function NextField({ draft, change, errors }: FieldProps) {
  return (
    <Field
      label={<Trans>下次什么时候（可以不填）</Trans>}
      error={errors['nextOn'] ?? errors['fields.nextOn']}
    >
      <DateInput value={draft.nextOn} onChange={(nextOn) => change({ nextOn })} />
    </Field>
  )
}
