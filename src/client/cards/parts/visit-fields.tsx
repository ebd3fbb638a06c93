import { Trans } from '@lingui/react/macro'
import { contactWho, whoText } from '#client/lib/card-words.ts'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Choice, Choices } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextArea, TextInput } from '#client/ui/text-input.tsx'
import type { FieldProps } from './field-props.ts'
import { MoodFields, type Sex } from './talk-fields.tsx'
import { fulfils, hazards } from './words.ts'
import { NextField, TopicsField, WordsField } from './words-field.tsx'

/** Names as one types them: 周老师、李老师. */
function VisitorsField({ draft, change, errors }: FieldProps) {
  return (
    <Field
      label={<Trans>谁去的</Trans>}
      help={<Trans>最好两个人一起去。名字之间用顿号隔开。</Trans>}
      error={errors['visitors'] ?? errors['fields.visitors']}
    >
      <TextInput value={draft.visitors} onChange={(visitors) => change({ visitors })} maxLength={200} />
    </Field>
  )
}

function Observations({ draft, change, errors }: FieldProps) {
  return (
    <details className="rounded-card border border-line bg-white px-3.5">
      <summary className="flex min-h-12 cursor-pointer items-center font-medium text-sea">
        <Trans>再多写一点（可以不填）</Trans>
      </summary>
      <div className="space-y-4 pb-4">
        <Field label={<Trans>住的地方</Trans>} error={errors['fields.livingEnvironment']}>
          <TextArea
            rows={2}
            value={draft.livingEnvironment}
            onChange={(livingEnvironment) => change({ livingEnvironment })}
            maxLength={500}
          />
        </Field>
        <Field label={<Trans>写作业的地方</Trans>} error={errors['fields.studyEnvironment']}>
          <TextArea
            rows={2}
            value={draft.studyEnvironment}
            onChange={(studyEnvironment) => change({ studyEnvironment })}
            maxLength={500}
          />
        </Field>
        <Field label={<Trans>在家的表现</Trans>} error={errors['fields.conduct']}>
          <TextArea
            rows={2}
            value={draft.conduct}
            onChange={(conduct) => change({ conduct })}
            maxLength={500}
          />
        </Field>
        <Field label={<Trans>给了什么建议</Trans>} error={errors['fields.guidance']}>
          <TextArea
            rows={2}
            value={draft.guidance}
            onChange={(guidance) => change({ guidance })}
            maxLength={500}
          />
        </Field>
        <Field label={<Trans>接下来怎么做</Trans>} error={errors['fields.measures']}>
          <TextArea
            rows={2}
            value={draft.measures}
            onChange={(measures) => change({ measures })}
            maxLength={500}
          />
        </Field>
      </div>
    </details>
  )
}

/** A home visit: who went, whom they met, what was unsafe. */
export function VisitFields(props: FieldProps & { sex: Sex }) {
  const { draft, change, errors, sex } = props
  return (
    <>
      <VisitorsField {...props} />
      {draft.reached && (
        <>
          <Field label={<Trans>见到了谁</Trans>} group error={errors['met'] ?? errors['fields.met']}>
            <Choices
              value={draft.met}
              onChange={(met) => change({ met })}
              options={(['child', ...contactWho] as const).map((value) => ({ value, label: whoText(value) }))}
            />
          </Field>
          <Checkbox
            checked={draft.talked}
            onChange={(talked) => change({ talked })}
            label={<Trans>这次也和孩子谈了心</Trans>}
            help={
              draft.talked ? (
                <Trans>这次也记作一次谈心，不用再另记一张。</Trans>
              ) : (
                <Trans>没有单独和孩子谈，就不勾；谈心另外再做。</Trans>
              )
            }
          />
          <TopicsField {...props} />
          {draft.talked && <MoodFields {...props} sex={sex} />}
          <Field label={<Trans>有没有不安全的（没有就不选）</Trans>} group error={errors['fields.hazards']}>
            <Choices
              value={draft.hazards}
              onChange={(list) => change({ hazards: list })}
              options={hazards()}
            />
          </Field>
          <Field
            label={<Trans>照顾的人尽到责任了吗</Trans>}
            group
            error={errors['fields.guardianFulfilsDuties']}
          >
            <Choice
              value={draft.guardianFulfilsDuties}
              onChange={(guardianFulfilsDuties) => change({ guardianFulfilsDuties })}
              options={fulfils()}
            />
          </Field>
        </>
      )}
      <WordsField
        {...props}
        label={draft.reached ? <Trans>看到、听到什么</Trans> : <Trans>怎么没有见到人（可以不填）</Trans>}
      />
      {draft.reached && (
        <>
          <Observations {...props} />
          <NextField {...props} />
        </>
      )}
    </>
  )
}
