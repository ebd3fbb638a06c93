import { Trans, useLingui } from '@lingui/react/macro'
import { formatDate } from '#client/lib/format.ts'
import { useSession } from '#client/lib/session.ts'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, TextInput } from '#client/ui/text-input.tsx'
import { whenToday } from './draft.ts'
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
  /** The window of the overdue duty one came from. */
  earlier: { from: string; to: string } | null
  needed: boolean
}

/** A late card says why; one written from an overdue duty says for which time it counts (K-26). */
export function LateFields({ draft, change, errors, earlier, needed }: LateProps) {
  const { t } = useLingui()
  if (!needed && earlier === null) return null
  const from = earlier === null ? '' : formatDate(earlier.from)
  const to = earlier === null ? '' : formatDate(earlier.to)
  return (
    <>
      {earlier !== null && (
        <Field
          label={<Trans>记在哪一次</Trans>}
          group
          help={draft.forEarlier ? <Trans>补上以后，这一次不再算在现在这一期里。</Trans> : undefined}
        >
          <Choice
            value={draft.forEarlier ? 'earlier' : 'now'}
            onChange={(value) => change({ forEarlier: value === 'earlier' })}
            options={[
              { value: 'earlier', label: t`补 ${from}至${to} 那一次` },
              { value: 'now', label: t`算现在的` },
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
