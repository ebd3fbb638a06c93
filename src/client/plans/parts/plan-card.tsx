import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CarePlan } from '#shared/duties/schema.ts'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { SkeletonLine } from '#client/ui/states.tsx'
import { loadQuery, planLoadQuery } from '../queries.ts'
import { type Choosable, ofInUse } from './choosable.ts'
import { PlanCost } from './plan-cost.tsx'
import { definitionText, duties, extras } from './plan-words.ts'

/** What it would cost here; of the plan in use, what it does cost as the school has set it. */
export function Cost({ plan, isCurrent }: { plan: Choosable; isCurrent: boolean }) {
  const asPlanned = useQuery({ ...planLoadQuery(plan.id), enabled: !isCurrent })
  const asSet = useQuery({ ...loadQuery, enabled: isCurrent })
  const load = isCurrent ? asSet : asPlanned
  if (load.data !== undefined) return <PlanCost load={load.data} />
  return load.isError ? null : <SkeletonLine className="w-3/5" />
}

interface PlanCardProps {
  plan: Choosable
  /** The school's plan, when it is this one: the card then says what the school has made of it. */
  inUse: CarePlan | null
  onChoose: () => void
}

/** One plan: whom it is for, what it asks, what it costs. */
export function PlanCard({ plan, inUse, onChoose }: PlanCardProps) {
  const { t } = useLingui()
  const { name, own } = plan
  const params = inUse === null ? plan.params : ofInUse(inUse).params
  const about = definitionText(params.definition)
  return (
    <Card as="li" className="flex flex-col gap-2">
      <div className="flex items-start justify-between gap-3">
        <h3 className="text-lg font-bold [overflow-wrap:anywhere]">{name}</h3>
        {inUse !== null && (
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
              {demand.own && inUse === null && <span className="ms-2 text-sm text-soft">{t`可改`}</span>}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-sm text-soft">
        <Trans>名单：{about}</Trans>
      </p>
      <p className="text-sm text-soft">{extras(params).join(' · ')}</p>
      <div className="min-h-6">
        <Cost plan={plan} isCurrent={inUse !== null} />
      </div>
      <div className="mt-auto flex flex-wrap gap-2 pt-1 [&>*]:flex-auto">
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
