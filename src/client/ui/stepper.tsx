import { useLingui } from '@lingui/react/macro'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'

interface StepperProps {
  steps: readonly string[]
  /** Index of the step at hand. */
  current: number
  label: string
}

/** Where one stands in a wizard: all steps on a desk, "2 / 5" with the name on a phone. */
export function Stepper({ steps, current, label }: StepperProps) {
  const { t } = useLingui()
  const number = current + 1
  const count = steps.length
  return (
    <nav aria-label={label}>
      <p className="flex items-center gap-3 md:hidden">
        <span className="shrink-0 rounded-full bg-sea-soft px-2.5 text-sm leading-6 text-sea">
          {number} / {count}
        </span>
        <b className="font-semibold">{steps[current]}</b>
      </p>
      <ol className="hidden flex-wrap gap-x-1.5 gap-y-3 md:flex">
        {steps.map((step, index) => (
          <li
            key={step}
            aria-current={index === current ? 'step' : undefined}
            className="flex items-center gap-2 after:mx-0.5 after:h-px after:w-4 after:bg-edge last:after:hidden"
          >
            <span
              className={cx(
                'flex size-8 shrink-0 items-center justify-center rounded-full border text-sm font-semibold',
                index < current && 'border-sea bg-sea-soft text-sea',
                index === current && 'border-sea bg-sea text-white',
                index > current && 'border-edge bg-white text-soft',
              )}
            >
              {index < current ? <Icon name="check" size={18} label={t`已完成`} /> : index + 1}
            </span>
            <span className={index === current ? 'font-semibold' : 'text-soft'}>{step}</span>
          </li>
        ))}
      </ol>
    </nav>
  )
}
