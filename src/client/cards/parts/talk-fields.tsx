import { Trans, useLingui } from '@lingui/react/macro'
import { Banner } from '#client/ui/banner.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import type { FieldProps } from './field-props.ts'
import { moods, places, risks } from './words.ts'
import { NextField, TopicsField, WordsField } from './words-field.tsx'

/** 她, 他, or neither where the sex is not on file. */
export type Sex = 'male' | 'female' | 'unknown'

function useLabels(sex: Sex): { said: string; looked: string } {
  const { t } = useLingui()
  if (sex === 'female') return { said: t`她怎么说`, looked: t`她看上去` }
  if (sex === 'male') return { said: t`他怎么说`, looked: t`他看上去` }
  return { said: t`孩子怎么说`, looked: t`孩子看上去` }
}

/** How the child seemed, and whether to look again: asked of any talk, wherever it was. */
export function MoodFields({ draft, change, errors, sex }: FieldProps & { sex: Sex }) {
  const labels = useLabels(sex)
  return (
    <>
      <Field label={labels.looked} group error={errors['fields.mood']}>
        <Choice value={draft.mood} onChange={(mood) => change({ mood })} options={moods()} />
      </Field>
      <Field label={<Trans>要不要多留意</Trans>} group error={errors['fields.riskLevel']}>
        <Choice value={draft.riskLevel} onChange={(riskLevel) => change({ riskLevel })} options={risks()} />
      </Field>
      {draft.riskLevel === 'urgent' && (
        <Banner tone="danger">
          <Trans>
            请现在就当面告诉校长和心理老师。保存以后，他们也会马上看到有这么一次谈心，看不到谈了什么。
          </Trans>
        </Banner>
      )}
    </>
  )
}

/** A talk: a few touches and, if one likes, a sentence. */
export function TalkFields(props: FieldProps & { sex: Sex }) {
  const { draft, change, errors, sex } = props
  const labels = useLabels(sex)
  if (!draft.reached) return <WordsField {...props} label={<Trans>怎么没有谈成（可以不填）</Trans>} />
  return (
    <>
      <Field label={<Trans>在哪里</Trans>} group error={errors['fields.place']}>
        <Choice value={draft.place} onChange={(place) => change({ place })} options={places()} />
      </Field>
      <TopicsField {...props} />
      <WordsField {...props} label={labels.said} />
      <MoodFields {...props} />
      <Field label={<Trans>下一步（可以不填）</Trans>} error={errors['fields.followUp']}>
        <TextInput value={draft.followUp} onChange={(followUp) => change({ followUp })} maxLength={500} />
      </Field>
      <NextField {...props} />
    </>
  )
}
