import { Trans, useLingui } from '@lingui/react/macro'
import { useSession } from '#client/lib/session.ts'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, TextInput } from '#client/ui/text-input.tsx'
import { whenToday } from './draft.ts'
import { type Earlier, earlierText } from './earlier.ts'
import type { FieldProps } from './field-props.ts'

/** When it was; usually one touch. */
export function WhenField({ draft, change, errors }: FieldProps) {
  const { t } = useLingui()
  const { today } = useSession().school
  const { when, day } = whenToday(draft, today)
  return (
    <Field label={<Trans>什么时候</Trans>} group error={errors['heldOn']}>
      <Choice
        value={when}
        onChange={(next) =>
          change({
            when: next,
            ...(next !== 'other' && { startedOn: today }),
            ...(next === 'other' && { day }),
          })
        }
        options={[
          { value: 'now', label: t`刚才` },
          { value: 'today', label: t`今天早些时候` },
          { value: 'other', label: t`改日期` },
        ]}
      />
      {when === 'other' && (
        <div className="mt-2">
          <DateInput
            aria-label={t`日期`}
            value={day}
            max={today}
            onChange={(value) => change({ when: 'other', day: value })}
          />
        </div>
      )}
    </Field>
  )
}

interface LateProps extends FieldProps {
  /** Times that went by undone, which the card can be entered for; the oldest first. */
  earlier: readonly Earlier[]
  needed: boolean
}

const NOW = 'now'

/** A late card says why; where times went by undone, for which one it counts (K-26). */
export function LateFields({ draft, change, errors, earlier, needed }: LateProps) {
  const { t } = useLingui()
  const chosen = earlier.find(({ id }) => id === draft.enteredFor)
  return (
    <>
      {earlier.length > 0 && (
        <Field
          label={<Trans>记在哪一次</Trans>}
          group
          help={chosen && <Trans>补上以后，这一次不再算在现在这一期里。</Trans>}
        >
          <Choice
            value={chosen?.id ?? NOW}
            onChange={(id) => change({ enteredFor: id === NOW ? null : id })}
            options={[
              ...earlier.map((one) => ({ value: one.id, label: earlierText(one) })),
              { value: NOW, label: t`算现在的` },
            ]}
          />
        </Field>
      )}
      {needed && (
        <Field label={<Trans>为什么晚了才记</Trans>} required error={errors['lateReason']}>
          <TextInput
            value={draft.lateReason}
            onChange={(lateReason) => change({ lateReason })}
            maxLength={200}
            placeholder={t`比如：那几天停电`}
          />
        </Field>
      )}
    </>
  )
}
