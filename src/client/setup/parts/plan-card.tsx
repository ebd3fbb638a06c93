import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { PlanPreset } from '#shared/duties/schema.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { SkeletonLine } from '#client/ui/states.tsx'
import { planLoadQuery } from '../queries.ts'
import { PlanCost } from './plan-cost.tsx'
import { definitionText, duties, extras, planText } from './plan-words.ts'

function Cost({ preset }: { preset: PlanPreset }) {
  const load = useQuery(planLoadQuery(preset.key))
  if (load.data !== undefined) return <PlanCost load={load.data} />
  return load.isError ? null : <SkeletonLine className="w-3/5" />
}

interface PlanCardProps {
  preset: PlanPreset
  isCurrent: boolean
  onChoose: () => void
}

/** One of the eleven: whom it is for, what it asks, what it costs. */
export function PlanCard({ preset, isCurrent, onChoose }: PlanCardProps) {
  const { t } = useLingui()
  const { params } = preset
  const name = planText(preset.name)
  const about = definitionText(params.definition)
  return (
    <Card as="li" className="flex flex-col gap-2">
      <div className="flex items-start justify-between gap-3">
        <h3 className="text-lg font-bold">{name}</h3>
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
        <Cost preset={preset} />
      </div>
      <div className="mt-auto pt-1">
        <Button wide aria-label={t`选这个：${name}`} onClick={onChoose}>
          <Trans>选这个</Trans>
        </Button>
      </div>
    </Card>
  )
}
