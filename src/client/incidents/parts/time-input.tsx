import type { WallTime } from '#shared/calendar/rules/clock-time.ts'
import { TextInput } from '#client/ui/text-input.tsx'

interface TimeInputProps {
  value: WallTime
  onChange: (value: WallTime) => void
  /** The school's clock, as the server has it. */
  max: WallTime
  'aria-label'?: string
}

/** Day and minute on the school's clock, by the system's own picker. */
export function TimeInput({ value, onChange, max, ...rest }: TimeInputProps) {
  return (
    <TextInput
      {...rest}
      type="datetime-local"
      value={value}
      max={max}
      onChange={(next) => onChange(next.slice(0, 16))}
      className="max-w-64"
    />
  )
}
