import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { CarePlan } from '#shared/duties/schema.ts'
import { planQuery } from '#client/lib/care-plan.ts'
import { planText } from '#client/lib/plan-text.ts'
import { formatDate } from '#client/lib/format.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { AdoptPlan } from './parts/adopt-plan.tsx'
import { allPresets, type Choosable, ofOwn, toCompare } from './parts/choosable.ts'
import { PlanHistory } from './parts/history.tsx'
import { Limits } from './parts/limits.tsx'
import { RuleList } from './parts/rule-list.tsx'
import { PlanCard } from './parts/plan-card.tsx'
import { definitionText, duties } from './parts/plan-words.ts'
import { ownPlansQuery } from './queries.ts'

function CurrentPlan({ plan, onChange }: { plan: CarePlan; onChange: (() => void) | undefined }) {
  const { t } = useLingui()
  return (
    <Card tone="soft">
      <p className="text-xl font-bold [overflow-wrap:anywhere]">{planText(plan.name)}</p>
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

const isCurrent = (plan: Choosable, current: CarePlan | null): boolean =>
  plan.own === null
    ? current?.preset === plan.preset && current.ownPlanId === null
    : current?.ownPlanId === plan.own.id

function Plans({
  plans,
  current,
  onChoose,
}: {
  plans: readonly Choosable[]
  current: CarePlan | null
  onChoose: (plan: Choosable) => void
}) {
  return (
    <ul className="grid gap-3 lg:grid-cols-2">
      {plans.map((plan) => (
        <PlanCard
          key={plan.id}
          plan={plan}
          inUse={isCurrent(plan, current) ? current : null}
          onChoose={() => onChoose(plan)}
        />
      ))}
    </ul>
  )
}

function Choose({ current, onClose }: { current: CarePlan | null; onClose: () => void }) {
  const [chosen, setChosen] = useState<Choosable | null>(null)
  const own = useQuery(ownPlansQuery)
  const ownPlans = own.data?.plans.map(ofOwn) ?? []
  return (
    <>
      {ownPlans.length > 0 && (
        <Section title={<Trans>学校自己的方案</Trans>}>
          <Plans plans={ownPlans} current={current} onChoose={setChosen} />
        </Section>
      )}
      <Section title={<Trans>十一种方案</Trans>}>
        <Plans plans={allPresets()} current={current} onChoose={setChosen} />
      </Section>
      {chosen !== null && (
        <AdoptPlan
          key={chosen.id}
          plan={chosen}
          current={current}
          onAdopted={onClose}
          onClose={() => setChosen(null)}
        />
      )}
    </>
  )
}

/** Ways on: plans beside each other, and what everybody carries. */
function Ways({ current }: { current: CarePlan | null }) {
  const leads = useHasRole('administrator', 'principal')
  return (
    <div className="mt-3 flex flex-wrap gap-2.5">
      <Link to="/start/plan/compare" search={{ plans: toCompare(current) }} className={buttonClass()}>
        <Trans>并排比较</Trans>
      </Link>
      <Link to="/load" className={buttonClass()}>
        <Trans>老师的担子</Trans>
      </Link>
      {leads && current?.params.appraisal === 'points' && (
        <Link to="/appraisal" className={buttonClass()}>
          <Trans>考核奖励（默认不开）</Trans>
        </Link>
      )}
    </div>
  )
}

/** Which care plan the school follows, what it asks for, what that costs each person, and what there was before. */
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
          {plan !== null && mayAdopt && <Limits plan={plan.params} />}
          {plan !== null && !changing && <RuleList rules={plan.rules} />}
          {next !== null && (
            <div className="mt-3">
              <Banner title={planText(next.name)}>
                <Trans>从{formatDate(next.effectiveFrom, 'full')}起改用这个方案。</Trans>
              </Banner>
            </div>
          )}
          {!mayAdopt && plan === null && (
            <Banner>
              <Trans>还没有选方案，请校长或管理员来选。</Trans>
            </Banner>
          )}
          <Ways current={plan} />
          {mayAdopt && (plan === null || changing) && (
            <Choose current={plan} onClose={() => setChanging(false)} />
          )}
          <PlanHistory />
        </>
      )}
    </Page>
  )
}
