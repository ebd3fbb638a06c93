import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PLAN_PRESETS } from '#shared/duties/rules/presets.ts'
import type { CarePlan, PlanPreset } from '#shared/duties/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { AdoptPlan } from './parts/adopt-plan.tsx'
import { RuleList } from './parts/rule-list.tsx'
import { PlanCard } from './parts/plan-card.tsx'
import { definitionText, duties, planText } from './parts/plan-words.ts'
import { planQuery } from './queries.ts'

const presets: readonly PlanPreset[] = PLAN_PRESETS

function CurrentPlan({ plan, onChange }: { plan: CarePlan; onChange: (() => void) | undefined }) {
  const { t } = useLingui()
  return (
    <Card tone="soft">
      <p className="text-xl font-bold">{planText(plan.name)}</p>
      <KeyValue
        items={[
          {
            label: t`要做什么`,
            value: duties(plan.params)
              .map(({ text }) => text)
              .join(t`；`),
          },
          { label: t`名单上是谁`, value: definitionText(plan.definition.key) },
          { label: t`从哪天开始`, value: formatDate(plan.effectiveFrom, 'full') },
        ]}
      />
      {onChange !== undefined && (
        <div className="mt-2">
          <Button icon="edit" onClick={onChange}>
            <Trans>换方案或改做法</Trans>
          </Button>
        </div>
      )}
    </Card>
  )
}

interface ChooseProps {
  current: CarePlan | null
  onClose: () => void
}

function Choose({ current, onClose }: ChooseProps) {
  const [chosen, setChosen] = useState<PlanPreset | null>(null)
  return (
    <>
      <Section title={<Trans>十一种方案</Trans>}>
        <ul className="grid gap-3 lg:grid-cols-2">
          {presets.map((preset) => (
            <PlanCard
              key={preset.key}
              preset={preset}
              isCurrent={current?.preset === preset.key}
              onChoose={() => setChosen(preset)}
            />
          ))}
        </ul>
      </Section>
      {chosen !== null && (
        <AdoptPlan
          key={chosen.key}
          preset={chosen}
          current={current}
          onAdopted={onClose}
          onClose={() => setChosen(null)}
        />
      )}
    </>
  )
}

/** Which care plan the school follows, what it asks for, and what that costs each class teacher. */
export function PlanPage() {
  const mayAdopt = useHasRole('administrator', 'principal')
  const query = useQuery(planQuery)
  const [changing, setChanging] = useState(false)
  const plan = query.data?.plan ?? null
  const next = query.data?.next ?? null
  return (
    <Page width="wide">
      <PageHeader
        title={<Trans>关爱方案</Trans>}
        below={<Trans>选一种最像学校现在做法的，再改成自己的。以后可以换，做过的记录都在。</Trans>}
        back={{ link: { to: '/start' }, label: <Trans>准备清单</Trans> }}
      />
      {query.data === undefined ? (
        query.isError ? (
          <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
        ) : (
          <Skeleton rows={4} />
        )
      ) : (
        <>
          {plan !== null && (
            <CurrentPlan plan={plan} onChange={mayAdopt && !changing ? () => setChanging(true) : undefined} />
          )}
          {plan !== null && !changing && <RuleList rules={plan.rules} />}
          {next !== null && (
            <div className="mt-3">
              <Banner title={planText(next.name)}>
                <Trans>从{formatDate(next.effectiveFrom, 'full')}起改用这个方案。</Trans>
              </Banner>
            </div>
          )}
          {mayAdopt && (plan === null || changing) && (
            <Choose current={plan} onClose={() => setChanging(false)} />
          )}
          {!mayAdopt && plan === null && (
            <Banner>
              <Trans>还没有选方案，请校长或管理员来选。</Trans>
            </Banner>
          )}
        </>
      )}
    </Page>
  )
}
