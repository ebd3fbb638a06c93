import { Trans } from '@lingui/react/macro'
import type { UseQueryResult } from '@tanstack/react-query'
import { alternative, type PlanDuties } from '#shared/duties/rules/alternatives.ts'
import type { PlanPreview } from '#shared/plans/schema.ts'
import { Section } from '#client/ui/card.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { Changes, Warnings } from './change-words.tsx'
import { OtherChoices } from './other-choices.tsx'
import { PlanCost } from './plan-cost.tsx'

interface OutlookProps {
  preview: UseQueryResult<PlanPreview>
  definition: string
  own: PlanDuties
  onTry: (duties: PlanDuties) => void
}

/** What adopting would mean: what to look at first, what it costs, what else one could do, what ends and begins. */
export function Outlook({ preview, definition, own, onTry }: OutlookProps) {
  const { data, isError, isFetching, isPlaceholderData } = preview
  if (isError) return null
  if (data === undefined) return isFetching ? <Skeleton rows={2} /> : null
  return (
    <div aria-busy={isFetching} className={isPlaceholderData ? 'opacity-60' : ''}>
      <Warnings warnings={data.warnings} />
      <Section title={<Trans>老师的担子</Trans>}>
        <PlanCost load={data.load} bars={5} />
      </Section>
      <OtherChoices preview={data} onTry={(choice) => onTry(alternative(choice, own) ?? own)} />
      <Changes preview={data} definition={definition} />
    </div>
  )
}
