import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icon.tsx'

type Tone = 'primary' | 'quiet' | 'plain' | 'danger'
interface Look {
  tone?: Tone
  /** `lg` for the one thing a phone screen is for. */
  size?: 'md' | 'lg'
  wide?: boolean
}

const tones: Record<Tone, string> = {
  primary: 'bg-sea text-white hover:bg-sea-deep',
  quiet: 'border border-sea-line bg-white text-sea hover:bg-sea-soft',
  plain: 'text-sea hover:bg-sea-soft',
  danger: 'border border-danger bg-white text-danger hover:bg-danger-soft',
}

/** The look of a button for a `<Link>` that leads somewhere. */
export function buttonClass({ tone = 'quiet', size = 'md', wide = false }: Look = {}): string {
  return cx(
    'inline-flex max-w-full min-w-min shrink-0 items-center justify-center gap-2 rounded-control px-4 text-center font-semibold transition-colors select-none',
    'disabled:border-line disabled:bg-sand disabled:text-soft print:hidden',
    tones[tone],
    size === 'lg' ? 'min-h-[50px] py-2' : 'min-h-11 py-1.5',
    wide && 'w-full',
  )
}

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'>, Look {
  icon?: IconName
  /** Under way: keeps its place, cannot be pressed twice. */
  busy?: boolean
  className?: string
  children: ReactNode
}

export function Button({
  tone,
  size,
  wide,
  icon,
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cx(
        buttonClass({ ...(tone && { tone }), ...(size && { size }), ...(wide && { wide }) }),
        className,
      )}
    >
      {busy ? <Spinner /> : icon !== undefined && <Icon name={icon} />}
      <span className="min-w-0">{children}</span>
    </button>
  )
}

/** A turning ring for what takes a moment; the text beside it says what. */
function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="size-4 shrink-0 animate-spin rounded-full border-2 border-current border-r-transparent"
    />
  )
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'children'> {
  icon: IconName
  /** What pressing does; read aloud and shown on hover. */
  label: string
  /** In the colour of the text around it, on a dark or coloured ground. */
  inherit?: boolean
  className?: string
}

export function IconButton({ icon, label, inherit = false, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(
        'inline-flex size-11 shrink-0 items-center justify-center rounded-control transition-colors disabled:text-edge',
        !inherit && 'text-sea hover:bg-sea-soft',
        className,
      )}
    >
      <Icon name={icon} size={22} />
    </button>
  )
}
