import { useEffect, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { cx } from './cx.ts'

interface PrintSlipProps {
  /** Each sheet says which of how many it is, where the browser can. */
  numbered?: boolean
  children: ReactNode
}

/** What is printed in place of the page while it is mounted; invisible on screen. */
export function PrintSlip({ numbered = false, children }: PrintSlipProps) {
  return createPortal(
    <div
      data-print-slip={numbered ? 'numbered' : ''}
      className={cx('hidden print:block', numbered ? 'space-y-2.5' : 'space-y-4')}
    >
      {children}
    </div>,
    document.body,
  )
}

interface PrintOnceProps extends PrintSlipProps {
  /** Takes it away again; the same from one drawing to the next. */
  onPrinted: () => void
}

/** A slip that prints itself once, as soon as it is there. */
export function PrintOnce({ onPrinted, ...slip }: PrintOnceProps) {
  useEffect(() => {
    const printed = (): void => onPrinted()
    window.addEventListener('afterprint', printed, { once: true })
    window.print()
    return () => window.removeEventListener('afterprint', printed)
  }, [onPrinted])
  return <PrintSlip {...slip} />
}
