import { Link, type LinkProps } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'

interface PageHeaderProps {
  title: ReactNode
  /**
   * What the window is called where the title names a child: the browser's history, its open windows and the names of
   * printed files stay on a shared device (H-26).
   */
  tab?: string
  /** One line above the title: the day, the school, the rule. */
  above?: ReactNode
  /** One line below: sex, age, class. */
  below?: ReactNode
  /** Leads back to where this page belongs. */
  back?: { link: LinkProps; label: ReactNode }
  /** Buttons, a ring, a chip at the right. */
  aside?: ReactNode
}

export function PageHeader({ title, tab, above, below, back, aside }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  // The window's title and the history read as the page does, without a child's name.
  useEffect(() => {
    document.title = `${(tab ?? heading.current?.textContent ?? '').trim()} · 守望`
  })
  return (
    <header className="mb-4">
      {back !== undefined && (
        <Link
          {...back.link}
          className="-ms-2 inline-flex min-h-11 items-center gap-1 pe-3 text-soft hover:text-sea print:hidden"
        >
          <Icon name="back" />
          {back.label}
        </Link>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        {/* A long title takes the whole line, and what stands beside it goes below; a long line below it does not. */}
        <div className="min-w-0 grow">
          {above !== undefined && <p className="text-sm text-soft">{above}</p>}
          <h1 ref={heading} className="text-2xl font-bold [overflow-wrap:anywhere] [word-break:keep-all]">
            {title}
          </h1>
          {below !== undefined && <div className="mt-0.5 w-0 min-w-full text-soft">{below}</div>}
        </div>
        {aside !== undefined && (
          // What a phone does not show leaves no gap there.
          <div className="flex shrink-0 flex-wrap items-center justify-end gap-2 max-lg:has-[>.hidden:only-child]:hidden">
            {aside}
          </div>
        )}
      </div>
    </header>
  )
}

/** A grey bar in a line of text, as high as the text that will stand there. */
function Bar({ className }: { className: string }) {
  return (
    <span
      aria-hidden="true"
      className={cx('skeleton inline-block max-w-full scale-y-75 align-top', className)}
    >
      &nbsp;
    </span>
  )
}

interface PageHeaderSkeletonProps extends Pick<PageHeaderProps, 'back'> {
  /** What the page is called while nobody knows more. */
  name: ReactNode
  above?: boolean
  below?: boolean
  /** The title takes two lines on a phone. */
  long?: boolean
  /** A ring stands at the right. */
  ring?: boolean
}

/** A header on its way: it has its name for the ear and its height for the eye, and nothing jumps when it is there. */
export function PageHeaderSkeleton({
  name,
  back,
  above,
  below,
  long = false,
  ring = false,
}: PageHeaderSkeletonProps) {
  return (
    <PageHeader
      {...(back !== undefined && { back })}
      {...(above === true && { above: <Bar className="w-40" /> })}
      title={
        <>
          <span className="visually-hidden">{name}</span>
          <Bar className="w-72" />
          {long && <Bar className="w-52 lg:hidden" />}
        </>
      }
      {...(below === true && { below: <Bar className="w-48" /> })}
      {...(ring && { aside: <span aria-hidden="true" className="skeleton size-16 rounded-full" /> })}
    />
  )
}

/** `narrow` for reading and forms, `wide` for boards and tables. */
export function Page({ width = 'narrow', children }: { width?: 'narrow' | 'wide'; children: ReactNode }) {
  return (
    <div className={cx('mx-auto w-full', width === 'narrow' ? 'max-w-2xl' : 'max-w-6xl')}>{children}</div>
  )
}

/**
 * The one action of a form, kept in view above the bottom bar on a phone; with it, what went wrong, which nobody
 * would see below a long form.
 */
export function ActionBar({ fault, children }: { fault?: ReactNode; children: ReactNode }) {
  return (
    <div
      data-action-bar
      className="sticky bottom-[var(--bottom-nav,0px)] z-20 -mx-4 mt-6 border-t border-line bg-white px-4 py-3 md:mx-0 md:rounded-card md:border"
    >
      {fault !== undefined && (
        <p role="alert" className="mb-2.5 text-danger">
          {fault}
        </p>
      )}
      <div className="flex gap-3 [&>*]:flex-1">{children}</div>
    </div>
  )
}
