import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

interface ToggleProps {
  checked: boolean
  onChange: (checked: boolean) => void
  label: ReactNode
  /** What it means, under the label. */
  help?: ReactNode
  disabled?: boolean
}

const row =
  'flex min-h-11 cursor-pointer items-start gap-3 py-2.5 has-disabled:cursor-not-allowed has-disabled:text-soft has-focus-visible:rounded-control has-focus-visible:outline-3 has-focus-visible:outline-sea'

function Words({ label, help }: Pick<ToggleProps, 'label' | 'help'>) {
  return (
    <span className="min-w-0 flex-1">
      {label}
      {help !== undefined && <span className="block text-sm text-soft">{help}</span>}
    </span>
  )
}

export function Checkbox({ checked, onChange, label, help, disabled }: ToggleProps) {
  return (
    <label className={row}>
      <span className="relative mt-px size-6 shrink-0">
        <input
          type="checkbox"
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          disabled={disabled}
          className="peer size-6 cursor-pointer appearance-none rounded-md border border-edge bg-white outline-none checked:border-sea checked:bg-sea disabled:border-line disabled:bg-sand"
        />
        {checked && (
          <Icon
            name="check"
            size={18}
            className="pointer-events-none absolute start-[3px] top-[3px] text-white"
          />
        )}
      </span>
      <Words label={label} help={help} />
    </label>
  )
}

/** Takes effect at once; for a choice that is sent with a form use a checkbox. */
export function Switch({ checked, onChange, label, help, disabled }: ToggleProps) {
  return (
    <label className={row}>
      <Words label={label} help={help} />
      <span className="relative h-7 w-12 shrink-0">
        <input
          type="checkbox"
          role="switch"
          aria-checked={checked}
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          disabled={disabled}
          className="peer h-7 w-12 cursor-pointer appearance-none rounded-full border border-edge bg-sand outline-none checked:border-sea checked:bg-sea disabled:opacity-50"
        />
        <span className="pointer-events-none absolute start-1 top-1 size-5 rounded-full bg-white shadow-[0_0_0_1px_#8d8578] transition-transform peer-checked:translate-x-5" />
      </span>
    </label>
  )
}
