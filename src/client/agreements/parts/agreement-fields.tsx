import { Trans, useLingui } from '@lingui/react/macro'
import { KINDS } from '#shared/agreements/rules/kinds.ts'
import type { AgreementKind, FormFacts } from '#shared/agreements/schema.ts'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select, TextArea, TextInput } from '#client/ui/text-input.tsx'
import { isOwnPart } from './draft.ts'
import { EntrustedFields, type FieldsProps } from './entrusted-fields.tsx'
import { contactText, partText, personText } from './words.ts'

interface AllProps extends FieldsProps {
  kind: AgreementKind
  facts: FormFacts
}

function People({ kind, facts, draft, change, errors }: AllProps) {
  const { t } = useLingui()
  return (
    <>
      {KINDS[kind].staff && (
        <Field label={<Trans>哪位老师</Trans>} error={errors['staffId']} required>
          <Select
            value={draft.staffId}
            onChange={(staffId) => change({ staffId })}
            placeholder={t`请选`}
            options={facts.staff.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      )}
      {facts.parts
        .filter(({ part }) => !isOwnPart(part))
        .map(({ part, candidates }) => (
          <Field
            key={part}
            label={partText(part)}
            error={errors[`parties.${part}`]}
            required
            {...(candidates.length === 0 && {
              help:
                part === 'guardian' || part === 'carer' ? (
                  <Trans>档案里还没有合适的人。请先到孩子的页面，在家里人里添上。</Trans>
                ) : (
                  <Trans>学校里还没有人在这个岗位上，请先在帐号里设好。</Trans>
                ),
            })}
          >
            <Select
              value={draft.picks[part] ?? ''}
              onChange={(key) => change({ picks: { ...draft.picks, [part]: key } })}
              placeholder={t`请选`}
              options={candidates.map((one) => ({ value: one.key, label: personText(one) }))}
            />
          </Field>
        ))}
    </>
  )
}

function TermFields({ kind, draft, change, errors }: AllProps) {
  const isEntrusted = kind === 'entrusted'
  return (
    <>
      {isEntrusted && (
        <Field label={<Trans>为什么委托（可以不填）</Trans>} error={errors['terms.reason']}>
          <TextInput value={draft.reason} onChange={(reason) => change({ reason })} maxLength={200} />
        </Field>
      )}
      <Field label={<Trans>各自做什么（可以不填）</Trans>} error={errors['terms.duties']}>
        <TextArea value={draft.duties} onChange={(duties) => change({ duties })} maxLength={500} rows={3} />
      </Field>
      {isEntrusted && (
        <>
          <Field label={<Trans>费用怎么出（可以不填）</Trans>} error={errors['terms.cost']}>
            <TextInput value={draft.cost} onChange={(cost) => change({ cost })} maxLength={200} />
          </Field>
          <Field
            group
            label={<Trans>父母多久和孩子、照顾的人联系一次</Trans>}
            help={<Trans>法律要求每周至少一次。</Trans>}
            error={errors['terms.contact']}
            required
          >
            <Choice
              value={draft.contact}
              onChange={(contact) => change({ contact })}
              options={(['daily', 'twiceAWeek', 'weekly'] as const).map((value) => ({
                value,
                label: contactText(value),
              }))}
            />
          </Field>
        </>
      )}
    </>
  )
}

/** The questions of one agreement, by its kind. */
export function AgreementFields(props: AllProps) {
  const { kind, facts, draft, change, errors } = props
  return (
    <div className="space-y-4">
      <People {...props} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={<Trans>哪天开始</Trans>} error={errors['from']} required>
          <DateInput value={draft.from} onChange={(from) => change({ from })} />
        </Field>
        <Field label={<Trans>哪天结束</Trans>} error={errors['to']} required={kind === 'entrusted'}>
          <DateInput value={draft.to} min={draft.from} onChange={(to) => change({ to })} />
        </Field>
      </div>
      {KINDS[kind].child && <TermFields {...props} />}
      {kind === 'entrusted' && facts.child !== null && <EntrustedFields {...props} age={facts.child.age} />}
    </div>
  )
}
