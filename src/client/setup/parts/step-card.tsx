import { useLingui } from '@lingui/react/macro'
import { Link, type LinkProps } from '@tanstack/react-router'
import { buttonClass } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { cx } from '#client/ui/cx.ts'
import { Icon } from '#client/ui/icon.tsx'

export interface Step {
  key: string
  title: string
  to: LinkProps['to']
  done: boolean
  /** What it is good for, while it is open. */
  why: string
  /** What there is, once it is done. */
  state: string
  action: string
  /** Whose step it is, where it is not this person's: said instead of a way there. */
  others?: string | undefined
}

/** One preparation: done with what there is, next with its button, or still to come. */
export function StepCard({ step, number, isNext }: { step: Step; number: number; isNext: boolean }) {
  const { t } = useLingui()
  const { title } = step
  const mark = (
    <span
      className={cx(
        'flex size-8 shrink-0 items-center justify-center rounded-full border font-semibold',
        step.done && 'border-sea bg-sea-soft text-sea',
        !step.done && isNext && 'border-sea bg-sea text-white',
        !step.done && !isNext && 'border-edge bg-white text-soft',
      )}
    >
      {step.done ? <Icon name="check" size={18} label={t`已完成`} /> : number}
    </span>
  )
  return (
    <Card as="li" className={cx('relative', isNext && 'border-sea')}>
      <div className="flex items-start gap-3">
        {mark}
        <div className="min-w-0 flex-1">
          <p className="pt-0.5 font-semibold">{title}</p>
          <p className="text-sm text-soft">{step.done ? step.state : step.why}</p>
          {step.others !== undefined && !step.done && <p className="mt-1 text-sm">{step.others}</p>}
          {isNext && step.others === undefined && (
            <Link to={step.to} className={cx(buttonClass({ tone: 'primary' }), 'mt-2.5')}>
              {step.action}
            </Link>
          )}
        </div>
        {!isNext && step.others === undefined && (
          // The whole card leads there.
          <Link
            to={step.to}
            aria-label={step.done ? t`查看：${title}` : step.action}
            className="-my-1 flex min-h-11 min-w-11 items-center justify-end gap-1 self-center font-semibold text-sea after:absolute after:inset-0 after:rounded-card"
          >
            <span className="hidden sm:inline">{step.done ? t`查看` : step.action}</span>
            <Icon name="forward" />
          </Link>
        )}
      </div>
    </Card>
  )
}
