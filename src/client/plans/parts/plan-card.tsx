import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { SkeletonLine } from '#client/ui/states.tsx'
import { planLoadQuery } from '../queries.ts'
import type { Choosable } from './choosable.ts'
import { PlanCost } from './plan-cost.tsx'
import { definitionText, duties, extras } from './plan-words.ts'

function Cost({ plan }: { plan: Choosable }) {
  const load = useQuery(planLoadQuery(plan.id))
  if (load.data !== undefined) return <PlanCost load={load.data} />
  return load.isError ? null : <SkeletonLine className="w-3/5" />
}

interface PlanCardProps {
  plan: Choosable
  isCurrent: boolean
  onChoose: () => void
}

/** One plan: whom it is for, what it asks, what it costs. */
export function PlanCard({ plan, isCurrent, onChoose }: PlanCardProps) {
  const { t } = useLingui()
  const { params, name, own } = plan
  const about = definitionText(params.definition)
  return (
    <Card as="li" className="flex flex-col gap-2">
      <div className="flex items-start justify-between gap-3">
        <h3 className="text-lg font-bold [overflow-wrap:anywhere]">{name}</h3>
        {isCurrent && (
          <Chip tone="done">
            <Trans>现在用的</Trans>
          </Chip>
        )}
      </div>
      <ul className="space-y-1">
        {duties(params).map((demand) => (
          <li key={demand.key} className="flex items-start gap-2">
            <Icon name="check" size={18} className="mt-1 shrink-0 text-sea" />
            <span>
              {demand.text}
              {demand.own && <span className="ms-2 text-sm text-soft">{t`可改`}</span>}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-sm text-soft">
        <Trans>名单：{about}</Trans>
      </p>
      <p className="text-sm text-soft">{extras(params).join(' · ')}</p>
      <div className="min-h-6">
        <Cost plan={plan} />
      </div>
      <div className="mt-auto flex flex-wrap gap-2 pt-1 [&>*]:flex-1">
        <Button aria-label={t`选这个：${name}`} onClick={onChoose}>
          <Trans>选这个</Trans>
        </Button>
        {own === null ? (
          <Link
            to="/start/plan/own"
            search={{ from: plan.id }}
            aria-label={t`复制来改：${name}`}
            className={buttonClass({ tone: 'plain' })}
          >
            <Trans>复制来改</Trans>
          </Link>
        ) : (
          <Link
            to="/start/plan/own/$id"
            params={{ id: own.id }}
            aria-label={t`改这个：${name}`}
            className={buttonClass({ tone: 'plain' })}
          >
            <Trans>改这个</Trans>
          </Link>
        )}
      </div>
    </Card>
  )
}
