import type { ComponentProps } from 'react'
import { cx } from './cx.ts'
import { controlClass, useField } from './field.tsx'

interface TextInputProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'className'> {
  value: string
  onChange: (value: string) => void
  className?: string
}

export function TextInput({ value, onChange, className, ...rest }: TextInputProps) {
  return (
    <input
      type="text"
      {...useField()}
      {...rest}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cx(controlClass, 'min-h-11', className)}
    />
  )
}

/** The browser's own date picker; `YYYY-MM-DD`, empty when nothing is chosen. */
export function DateInput(props: TextInputProps) {
  return <TextInput {...props} type="date" className={cx('max-w-56', props.className)} />
}

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'value' | 'className'> {
  value: string
  onChange: (value: string) => void
}

export function TextArea({ value, onChange, rows = 4, ...rest }: TextAreaProps) {
  return (
    <textarea
      {...useField()}
      {...rest}
      rows={rows}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cx(controlClass, 'py-2.5 leading-relaxed')}
    />
  )
}

interface Option<Value extends string> {
  value: Value
  label: string
}

interface SelectProps<Value extends string> extends Omit<
  ComponentProps<'select'>,
  'onChange' | 'value' | 'className'
> {
  value: Value | ''
  onChange: (value: Value) => void
  options: readonly Option<Value>[]
  /** Shown while nothing is chosen. */
  placeholder?: string
}

/** The system's own list: the one that works best on an old phone. */
export function Select<Value extends string>({
  value,
  onChange,
  options,
  placeholder,
  ...rest
}: SelectProps<Value>) {
  const choose = (chosen: string): void => {
    const option = options.find((one) => one.value === chosen)
    if (option !== undefined) onChange(option.value)
  }
  return (
    <div className="relative">
      <select
        {...useField()}
        {...rest}
        value={value}
        onChange={(event) => choose(event.target.value)}
        className={cx(controlClass, 'min-h-11 appearance-none truncate pe-10')}
      >
        {placeholder !== undefined && (
          <option value="" disabled>
            {placeholder}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <svg
        aria-hidden="true"
        viewBox="0 0 24 24"
        className="pointer-events-none absolute end-3 top-1/2 size-5 -translate-y-1/2 fill-none stroke-soft stroke-2"
      >
        <path d="M5 9l7 7 7-7" />
      </svg>
    </div>
  )
}
