import { Trans, useLingui } from '@lingui/react/macro'
import type { CardKind } from '#shared/duties/schema.ts'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { ContactFields, ContactHead } from './contact-fields.tsx'
import type { Earlier } from './earlier.ts'
import type { FieldProps } from './field-props.ts'
import { TalkFields, type Sex } from './talk-fields.tsx'
import { VisitFields } from './visit-fields.tsx'
import { LateFields, WhenField } from './when-field.tsx'

interface CardFieldsProps extends FieldProps {
  kind: CardKind
  sex: Sex
  earlier: readonly Earlier[]
  late: boolean
  /** Relations of those not to be contacted. */
  keptAway: readonly string[]
}

/** Attempted is not reached (K-30); both are worth a card. */
function ReachedField({ kind, draft, change }: FieldProps & { kind: CardKind }) {
  const { t } = useLingui()
  const words = {
    talk: { question: t`谈成了吗`, yes: t`谈成了`, no: t`没有谈成` },
    parentContact: { question: t`联系上了吗`, yes: t`联系上了`, no: t`没有联系上` },
    homeVisit: { question: t`见到人了吗`, yes: t`见到了`, no: t`没有见到` },
  }[kind]
  return (
    <Field
      label={words.question}
      group
      help={draft.reached ? undefined : <Trans>会记下试过一次；还留在名单上，等联系上再记。</Trans>}
    >
      <Choice
        value={draft.reached ? 'yes' : 'no'}
        onChange={(value) => change({ reached: value === 'yes' })}
        options={[
          { value: 'yes', label: words.yes },
          { value: 'no', label: words.no },
        ]}
      />
    </Field>
  )
}

/** All questions of one card, the ones every card has first. */
export function CardFields({ kind, sex, earlier, late, keptAway, ...props }: CardFieldsProps) {
  return (
    <div className="space-y-5">
      {kind === 'parentContact' && <ContactHead {...props} keptAway={keptAway} />}
      <WhenField {...props} />
      <LateFields {...props} earlier={earlier} needed={late} />
      <ReachedField {...props} kind={kind} />
      {kind === 'talk' && <TalkFields {...props} sex={sex} />}
      {kind === 'parentContact' && <ContactFields {...props} />}
      {kind === 'homeVisit' && <VisitFields {...props} sex={sex} />}
    </div>
  )
}
