import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Board } from '#shared/figures/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { useHasRole } from '#client/lib/session.ts'
import { buttonClass } from '#client/ui/button.tsx'
import { EmptyState } from '#client/ui/states.tsx'

/** Nothing about a child has been asked yet, as in a school that has just begun: no figures, but the day they begin. */
export function NotYet({ board: { beginsOn } }: { board: Board }) {
  const manages = useHasRole('principal', 'administrator')
  const day = beginsOn === null ? '' : formatDate(beginsOn, 'full')
  return (
    <EmptyState
      icon="calendar"
      title={beginsOn === null ? <Trans>还没有要做的</Trans> : <Trans>{day}起才有要做的</Trans>}
      action={
        beginsOn === null ? (
          <Link to="/children" className={buttonClass({ tone: 'primary' })}>
            <Trans>看看孩子们</Trans>
          </Link>
        ) : (
          manages && (
            <Link to="/start/plan" className={buttonClass()}>
              <Trans>看看方案</Trans>
            </Link>
          )
        )
      }
    >
      {beginsOn === null ? (
        <Trans>方案已经选好。名单上有了孩子，每个孩子从哪天起要做什么，就列在这里。</Trans>
      ) : (
        <Trans>方案已经选好，现在还没有要求做什么，也就没有数字。想起哪个孩子，现在就可以记一笔。</Trans>
      )}
    </EmptyState>
  )
}
