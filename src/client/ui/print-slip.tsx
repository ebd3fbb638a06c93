import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'

/** What is printed in place of the page while it is mounted; invisible on screen. */
export function PrintSlip({ children }: { children: ReactNode }) {
  return createPortal(
    <div data-print-slip="" className="hidden space-y-4 print:block">
      {children}
    </div>,
    document.body,
  )
}
