import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Board } from '#shared/figures/schema.ts'
import { planQuery } from '#client/lib/care-plan.ts'
import { definitionName, definitionsQuery } from '#client/lib/definitions.ts'
import { formatDate } from '#client/lib/format.ts'
import { Banner } from '#client/ui/banner.tsx'
import { buttonClass } from '#client/ui/button.tsx'

/** The board counts children with work in the month, the list those who count today: said where the two differ. */
export function ListNote({ board }: { board: Board }) {
  const isNow = board.grade === null && board.month === board.today.slice(0, 7)
  const plan = useQuery({ ...planQuery, enabled: isNow }).data?.plan
  const definitions = useQuery({ ...definitionsQuery(), enabled: isNow }).data?.definitions
  const primary = definitions?.find((one) => one.isPrimary)
  const { children } = board.headline
  if (!isNow || primary === undefined || primary.counted === children) return null
  const { counted } = primary
  const name = definitionName(primary.key)
  // The list is made by this rule since the plan that brought it began, or since the rule was changed.
  const days = [primary.effectiveFrom, plan?.effectiveFrom].filter((day) => typeof day === 'string')
  const latest = days.sort().at(-1)
  const since = latest === undefined ? '' : formatDate(latest, 'full')
  return (
    <div className="mb-4 print:hidden">
      <Banner
        action={
          <Link to="/children/definitions" className={buttonClass()}>
            <Trans>名单怎么算</Trans>
          </Link>
        }
      >
        {since === '' ? (
          <Trans>
            今天名单上有 {counted} 个孩子（{name}），这里数的是本月有任务的 {children}{' '}
            个；名单变了，从下一期起跟上。
          </Trans>
        ) : (
          <Trans>
            今天名单上有 {counted} 个孩子（{name}，{since}起），这里数的是本月有任务的 {children}{' '}
            个；名单变了，从下一期起跟上。
          </Trans>
        )}
      </Banner>
    </div>
  )
}
