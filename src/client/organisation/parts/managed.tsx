import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { useHasRole } from '#client/lib/session.ts'
import { EmptyState } from '#client/ui/states.tsx'

/** Whoever may not change a setting is not led to a button that answers no. */
export function Managed({ children }: { children: ReactNode }) {
  const allowed = useHasRole('administrator', 'principal')
  if (allowed) return children
  return <EmptyState icon="lock" title={<Trans>学校设置由校长和管理员来改</Trans>} />
}
