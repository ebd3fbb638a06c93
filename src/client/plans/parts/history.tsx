import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { findPlanPreset } from '#shared/duties/rules/presets.ts'
import type { PlanVersion } from '#shared/plans/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { planText } from '#client/lib/plan-text.ts'
import { formatDateRange, formatInstant } from '#client/lib/format.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Section } from '#client/ui/card.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { historyQuery } from '../queries.ts'
import { definitionText, wayText } from './plan-words.ts'

export function planName({ preset, ownName }: Pick<PlanVersion, 'preset' | 'ownName'>): string {
  const found = findPlanPreset(preset)
  return ownName ?? (found === undefined ? preset : planText(found.name))
}

function Version({ version }: { version: PlanVersion }) {
  const { t } = useLingui()
  const { rules, effectiveFrom, effectiveTo, adoptedAt, adoptedByName, definition } = version
  const at = formatInstant(adoptedAt, 'full')
  return (
    <li className="py-3">
      <p className="font-semibold">{planName(version)}</p>
      <p className="text-soft">{formatDateRange(effectiveFrom, effectiveTo)}</p>
      <ul className="mt-1">
        {rules.map((rule) => (
          <li key={rule.key}>{t`${dutyText(rule.key)}：${wayText(rule)}`}</li>
        ))}
      </ul>
      <p className="mt-1 text-sm text-soft">
        <Trans>名单：{definitionText(definition)}</Trans>
      </p>
      <p className="text-sm text-soft">
        {adoptedByName === null ? (
          <Trans>{at} 采用</Trans>
        ) : (
          <Trans>
            {adoptedByName} {at} 采用
          </Trans>
        )}
      </p>
    </li>
  )
}

/** The plans the school has had, with their time and who adopted them. */
export function PlanHistory() {
  const query = useQuery(historyQuery)
  if (query.data === undefined)
    return query.isError ? (
      <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
    ) : (
      <Skeleton rows={2} />
    )
  const { versions } = query.data
  if (versions.length === 0) return null
  return (
    <Section title={<Trans>用过的方案</Trans>}>
      <ol className="divide-y divide-line rounded-card border border-line bg-white px-3.5">
        {versions.map((version) => (
          <Version key={version.id} version={version} />
        ))}
      </ol>
    </Section>
  )
}
