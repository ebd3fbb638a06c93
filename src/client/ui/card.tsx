import type { ReactNode } from 'react'
import { cx } from './cx.ts'

interface CardProps {
  /** `soft` marks the one card of a page that answers its first question. */
  tone?: 'white' | 'soft' | 'amber'
  as?: 'div' | 'article' | 'section' | 'li'
  /** `sides`: rows inside bring their own height; `none`: what fills the card brings all. */
  pad?: 'all' | 'sides' | 'none'
  className?: string
  children: ReactNode
}

const pads = { all: 'px-3.5 py-3', sides: 'px-3.5', none: '' }

const tones = {
  white: 'border-line bg-white',
  soft: 'border-sea-line bg-sea-soft',
  amber: 'border-amber-soft bg-amber-soft',
}

export function Card({ tone = 'white', as: Tag = 'div', pad = 'all', className, children }: CardProps) {
  return (
    <Tag className={cx('min-w-0 rounded-card border', pads[pad], tones[tone], className)}>{children}</Tag>
  )
}

interface SectionProps {
  title: ReactNode
  /** Said at the right end of the title: a count, a unit, a link. */
  aside?: ReactNode
  className?: string
  children: ReactNode
}

/** A titled part of a page. */
export function Section({ title, aside, className, children }: SectionProps) {
  return (
    <section className={cx('mt-5 min-w-0', className)}>
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-3 px-0.5">
        <h2 className="font-semibold text-soft">{title}</h2>
        {aside !== undefined && <div className="text-sm text-soft">{aside}</div>}
      </div>
      {children}
    </section>
  )
}

/** A titled card of a desktop board. */
export function Panel({ title, aside, className, children }: SectionProps) {
  return (
    <section className={cx('min-w-0 rounded-card border border-line bg-white p-4', className)}>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 className="font-semibold text-soft">{title}</h2>
        {aside !== undefined && <div className="text-sm text-soft">{aside}</div>}
      </div>
      {children}
    </section>
  )
}
