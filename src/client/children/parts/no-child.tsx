import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useHasRole } from '#client/lib/session.ts'
import { buttonClass } from '#client/ui/button.tsx'
import { EmptyState } from '#client/ui/states.tsx'

/**
 * An old link: the child went to another school, was one with another entry, or is another teacher's. Which of them is not said
 * to everybody; whoever keeps the register finds it from here.
 */
export function NoChild() {
  const keeps = useHasRole('principal', 'archiveKeeper')
  return (
    <EmptyState
      icon="accounts"
      title={<Trans>这个孩子不在您的名单里</Trans>}
      action={
        <span className="flex flex-wrap justify-center gap-2.5">
          <Link to="/children" className={buttonClass({ tone: 'primary' })}>
            <Trans>看孩子名单</Trans>
          </Link>
          {keeps && (
            <Link to="/transfers" className={buttonClass()}>
              <Trans>转学和离校</Trans>
            </Link>
          )}
          {keeps && (
            <Link to="/duplicates" className={buttonClass()}>
              <Trans>重复的登记</Trans>
            </Link>
          )}
        </span>
      }
    >
      <Trans>可能已经转学，或者和另一份登记合成了一份，也可能换了老师来带。</Trans>
    </EmptyState>
  )
}
