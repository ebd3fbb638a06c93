import { useId } from 'react'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'

interface Option<Value extends string> {
  value: Value
  label: string
}

interface Common<Value extends string> {
  options: readonly Option<Value>[]
  disabled?: boolean
  /** When no `<Field group>` around it names the question. */
  'aria-label'?: string
}

const pill = cx(
  'print-exact relative inline-flex min-h-11 cursor-pointer items-center rounded-full border border-edge bg-white px-4 py-1.5 transition-colors select-none',
  'hover:bg-sea-soft has-checked:border-sea has-checked:bg-sea has-checked:text-white',
  'has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-sea',
  // On paper the chosen one says what is shown, the others are nothing to press.
  'print:not-has-checked:hidden has-disabled:cursor-not-allowed has-disabled:border-line has-disabled:bg-sand has-disabled:text-soft',
)
const hiddenInput = 'absolute inset-0 m-0 size-full cursor-pointer appearance-none opacity-0'

interface ChoiceProps<Value extends string> extends Common<Value> {
  value: Value | null
  onChange: (value: Value) => void
}

/** One of a few, as pills: radio buttons underneath, so arrow keys work. */
export function Choice<Value extends string>({
  options,
  value,
  onChange,
  disabled,
  ...rest
}: ChoiceProps<Value>) {
  const name = useId()
  return (
    <div role="radiogroup" className="flex flex-wrap gap-2" {...rest}>
      {options.map((option) => (
        <label key={option.value} className={pill}>
          <input
            type="radio"
            name={name}
            className={hiddenInput}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            disabled={disabled}
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}

interface ChoicesProps<Value extends string> extends Common<Value> {
  value: readonly Value[]
  onChange: (value: Value[]) => void
}

/** Any of a few, as pills; a chosen one carries a tick, so it differs by more than colour. */
export function Choices<Value extends string>({
  options,
  value,
  onChange,
  disabled,
  ...rest
}: ChoicesProps<Value>) {
  const toggle = (one: Value): void =>
    onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one])
  return (
    <div role="group" className="flex flex-wrap gap-2" {...rest}>
      {options.map((option) => (
        <label key={option.value} className={pill}>
          <input
            type="checkbox"
            className={hiddenInput}
            checked={value.includes(option.value)}
            onChange={() => toggle(option.value)}
            disabled={disabled}
          />
          {value.includes(option.value) && <Icon name="check" size={16} className="-ms-1 me-1 shrink-0" />}
          {option.label}
        </label>
      ))}
    </div>
  )
}
