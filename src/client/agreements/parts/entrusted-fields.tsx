import { Trans, useLingui } from '@lingui/react/macro'
import { HEARD_FROM_AGE } from '#shared/family/rules/entrusted.ts'
import { DeclaredBar } from '#shared/kin/schema.ts'
import { carerBarText } from '#client/lib/carer-bars.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Section } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, TextArea } from '#client/ui/text-input.tsx'
import type { AgreementDraft } from './draft.ts'

export interface FieldsProps {
  draft: AgreementDraft
  change: (part: Partial<AgreementDraft>) => void
  errors: Readonly<Record<string, string>>
}

/** The bars of the law, asked one by one; only the day of asking is kept. */
function Declaration({ draft, change, errors }: FieldsProps) {
  const { t } = useLingui()
  return (
    <Section title={<Trans>请照顾孩子的人逐项说明</Trans>}>
      <p className="mb-3 text-sm text-soft">
        <Trans>法律规定，有下面任何一项的人不能受托照顾孩子。这里只记下问过的日期，不记回答。</Trans>
      </p>
      {errors['declaration'] !== undefined && (
        <div className="mb-3">
          <Banner tone="danger">{errors['declaration']}</Banner>
        </div>
      )}
      <div className="space-y-4">
        {DeclaredBar.options.map((bar) => (
          <Field key={bar} group label={carerBarText(bar)} error={errors[`declaration.${bar}`]}>
            <Choice
              value={draft.declaration[bar] ?? null}
              onChange={(answer) => change({ declaration: { ...draft.declaration, [bar]: answer } })}
              options={[
                { value: 'no', label: t({ message: '没有', context: 'declaration' }) },
                { value: 'yes', label: t({ message: '有', context: 'declaration' }) },
              ]}
            />
          </Field>
        ))}
      </div>
    </Section>
  )
}

/** What entrusted care needs besides: bars, the child's own view, who was told. */
export function EntrustedFields(props: FieldsProps & { age: number }) {
  const { draft, change, errors, age } = props
  const mustSpeak = age >= HEARD_FROM_AGE
  return (
    <>
      <Declaration {...props} />
      <Section title={<Trans>孩子怎么说</Trans>}>
        <Field
          label={mustSpeak ? <Trans>孩子自己的话</Trans> : <Trans>孩子的话或表现（可以不填）</Trans>}
          help={
            <Trans>
              单独问孩子愿不愿意、有什么希望。这些话加密保存，只有您和心理老师看得到，也不印在协议上。
            </Trans>
          }
          error={errors['opinion']}
          required={mustSpeak}
        >
          <TextArea
            value={draft.opinion}
            onChange={(opinion) => change({ opinion })}
            maxLength={500}
            rows={3}
          />
        </Field>
      </Section>
      <Section title={<Trans>父母告诉了谁</Trans>}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={<Trans>书面告诉学校的日期</Trans>} error={errors['toldSchoolOn']}>
            <DateInput value={draft.toldSchoolOn} onChange={(toldSchoolOn) => change({ toldSchoolOn })} />
          </Field>
          <Field label={<Trans>书面告诉村（居）委会的日期</Trans>} error={errors['toldVillageOn']}>
            <DateInput value={draft.toldVillageOn} onChange={(toldVillageOn) => change({ toldVillageOn })} />
          </Field>
        </div>
      </Section>
    </>
  )
}
