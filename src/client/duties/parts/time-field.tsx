import { t as text } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput } from '#client/ui/text-input.tsx'

/** This one window, or a time. */
export interface TimeForm {
  whole: boolean
  from: string
  to: string
}

export function timeFault({ whole, from, to }: TimeForm): string | undefined {
  if (!whole) return undefined
  if (from === '' || to === '') return text`请选一个日期。`
  return to < from ? text`结束不能早于开始。` : undefined
}

export const timeOf = ({ whole, from, to }: TimeForm): { from: string; to: string } | null =>
  whole ? { from, to } : null

/** What was just asked for must not come up below the edge of the sheet. */
const intoView = (node: HTMLElement | null): void => node?.scrollIntoView({ block: 'nearest' })

interface TimeFieldProps {
  form: TimeForm
  change: (part: Partial<TimeForm>) => void
  error: string | undefined
}

/** For a child away for weeks: everything that lies in the time whole (K-28). */
export function TimeField({ form, change, error }: TimeFieldProps) {
  const { t } = useLingui()
  return (
    <Field
      label={<Trans>多久</Trans>}
      group
      error={error}
      help={form.whole ? <Trans>整期都在这段时间里的，谈心、联系、家访都免。</Trans> : undefined}
    >
      <Choice
        value={form.whole ? 'time' : 'once'}
        onChange={(value) => change({ whole: value === 'time' })}
        options={[
          { value: 'once', label: t`只这一次` },
          { value: 'time', label: t`一段时间` },
        ]}
      />
      {form.whole && (
        <div ref={intoView} className="mt-2 grid scroll-mb-24 grid-cols-2 gap-3">
          <DateInput aria-label={t`从哪天`} value={form.from} onChange={(from) => change({ from })} />
          <DateInput
            aria-label={t`到哪天`}
            value={form.to}
            min={form.from}
            onChange={(to) => change({ to })}
          />
        </div>
      )}
    </Field>
  )
}
