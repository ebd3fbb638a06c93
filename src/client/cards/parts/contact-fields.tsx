import { Trans } from '@lingui/react/macro'
import { contactWho, whoText } from '#client/lib/card-words.ts'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextArea } from '#client/ui/text-input.tsx'
import type { FieldProps } from './field-props.ts'
import { channels } from './words.ts'
import { NextField, TopicsField, WordsField } from './words-field.tsx'

/** With whom and how comes first: an attempt has both, too. */
export function ContactHead({
  draft,
  change,
  errors,
  keptAway,
}: FieldProps & { keptAway: readonly string[] }) {
  // Nobody is offered whom the school is not to contact (C04).
  const offered = contactWho.filter((who) => !keptAway.includes(who))
  return (
    <>
      <Field label={<Trans>联系谁</Trans>} group error={errors['who'] ?? errors['fields.who']}>
        <Choice
          value={draft.who}
          onChange={(who) => change({ who })}
          options={offered.map((value) => ({ value, label: whoText(value) }))}
        />
      </Field>
      <Field label={<Trans>怎么联系的</Trans>} group error={errors['fields.channel']}>
        <Choice value={draft.channel} onChange={(channel) => change({ channel })} options={channels()} />
      </Field>
    </>
  )
}

/** A contact with parents: first what went well, then what is needed. */
export function ContactFields(props: FieldProps) {
  const { draft, change, errors } = props
  if (!draft.reached) return <WordsField {...props} label={<Trans>怎么没有联系上（可以不填）</Trans>} />
  return (
    <>
      <TopicsField {...props} />
      <WordsField {...props} label={<Trans>说了什么</Trans>} />
      <Field label={<Trans>家长的回应（可以不填）</Trans>} error={errors['fields.reply']}>
        <TextArea rows={2} value={draft.reply} onChange={(reply) => change({ reply })} maxLength={500} />
      </Field>
      <Field label={<Trans>家长希望学校做什么（可以不填）</Trans>} error={errors['fields.requests']}>
        <TextArea
          rows={2}
          value={draft.requests}
          onChange={(requests) => change({ requests })}
          maxLength={500}
        />
      </Field>
      <NextField {...props} />
    </>
  )
}
