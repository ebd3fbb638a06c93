import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Banner } from '#client/ui/banner.tsx'

/** The order went out and nothing came back: it may have been done, and may be given again. */
export function NoAnswer({ children }: { children: ReactNode }) {
  return (
    <Banner tone="due" title={<Trans>没有收到回音</Trans>}>
      {children}
    </Banner>
  )
}
