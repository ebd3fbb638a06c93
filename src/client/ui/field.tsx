import { Trans } from '@lingui/react/macro'
import { createContext, use, useId, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'

interface FieldContext {
  id: string
  describedBy: string | undefined
  invalid: boolean
  required: boolean
}

const Context = createContext<FieldContext | null>(null)

/** The ids and state a control takes from the field around it. */
export function useField(): {
  id?: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  'aria-required'?: true
} {
  const field = use(Context)
  if (field === null) return {}
  return {
    id: field.id,
    ...(field.describedBy !== undefined && { 'aria-describedby': field.describedBy }),
    ...(field.invalid && { 'aria-invalid': true }),
    ...(field.required && { 'aria-required': true }),
  }
}

interface FieldProps {
  label: ReactNode
  /** Said before anything is wrong: what to write, and why we ask. */
  help?: ReactNode
  /** What is wrong and the cure, in one sentence. */
  error?: ReactNode
  required?: boolean
  /** Several controls under one label (choice pills, a pair of dates). */
  group?: boolean
  className?: string
  children: ReactNode
}

function FieldLabel({ label, required }: Pick<FieldProps, 'label' | 'required'>) {
  return (
    <>
      {label}
      {required === true && (
        <span className="ms-2 text-sm font-normal text-soft">
          <Trans>必填</Trans>
        </span>
      )}
    </>
  )
}

const labelClass = 'mb-1.5 block px-0.5 font-medium text-soft'

/** Label, control, help and error of one question; every form field is one of these. */
export function Field({
  label,
  help,
  error,
  required = false,
  group = false,
  className,
  children,
}: FieldProps) {
  const id = useId()
  const hasError = error !== undefined && error !== null && error !== false && error !== ''
  const described = [help !== undefined && `${id}-help`, hasError && `${id}-error`].filter(
    (part) => part !== false,
  )
  const describedBy = described.length > 0 ? described.join(' ') : undefined
  const heading = <FieldLabel label={label} required={required} />
  const notes = (
    <>
      {help !== undefined && (
        <p id={`${id}-help`} className="mt-1 px-0.5 text-sm text-soft">
          {help}
        </p>
      )}
      {hasError && (
        <p id={`${id}-error`} className="mt-1 flex items-start gap-1.5 px-0.5 text-sm text-danger">
          <Icon name="warning" size={18} className="mt-px shrink-0" />
          <span>{error}</span>
        </p>
      )}
    </>
  )
  return (
    <Context value={{ id, describedBy, invalid: hasError, required }}>
      {group ? (
        <fieldset className={cx('min-w-0', className)} aria-describedby={describedBy}>
          <legend className={labelClass}>{heading}</legend>
          {children}
          {notes}
        </fieldset>
      ) : (
        <div className={className}>
          <label htmlFor={id} className={labelClass}>
            {heading}
          </label>
          {children}
          {notes}
        </div>
      )}
    </Context>
  )
}

/** The look shared by everything one types into. */
export const controlClass = cx(
  'w-full rounded-control border border-edge bg-white px-3 text-base text-ink',
  'aria-invalid:border-2 aria-invalid:border-danger disabled:border-line disabled:bg-sand disabled:text-soft',
)
