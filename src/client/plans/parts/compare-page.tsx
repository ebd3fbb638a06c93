import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { planQuery } from '#client/lib/care-plan.ts'
import { useHasRole } from '#client/lib/session.ts'
import { Switch } from '#client/ui/checkbox.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { cx } from '#client/ui/cx.ts'
import { Field } from '#client/ui/field.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Select } from '#client/ui/text-input.tsx'
import { ownPlansQuery } from '../queries.ts'
import { allPresets, type Choosable, IN_USE, ofInUse, ofOwn, toCompare } from './choosable.ts'
import { paramLines } from './param-lines.ts'
import { Cost } from './plan-card.tsx'
import { sentenceOf } from './rule-words.ts'

const route = getRouteApi('/app/start/plan/compare')

/** Side by side from 768 px, under each other on a phone. */
const columns: Record<number, string> = {
  1: 'md:grid-cols-[10rem_1fr]',
  2: 'md:grid-cols-[10rem_1fr_1fr]',
  3: 'md:grid-cols-[10rem_1fr_1fr_1fr]',
}

interface RowProps {
  label: string
  plans: readonly Choosable[]
  /** What each plan says, in the order of the plans. */
  values: readonly (readonly string[])[]
  differs: boolean
}

/** One setting: what each plan says of it. */
function Row({ label, plans, values, differs }: RowProps) {
  return (
    <section
      className={cx(
        'grid gap-x-4 gap-y-2 px-3.5 py-3',
        columns[plans.length],
        differs ? 'bg-amber-soft' : 'bg-white',
      )}
    >
      <h2 className="flex flex-wrap items-center gap-2 self-start font-semibold">
        {label}
        {differs && (
          <Chip tone="plain">
            <Trans>不一样</Trans>
          </Chip>
        )}
      </h2>
      {plans.map((plan, at) => (
        <div key={plan.id} className="min-w-0">
          <p className="text-sm text-soft md:visually-hidden">{plan.name}</p>
          {values[at]?.length ? (
            // Hanging lines: of many things one sees where each begins.
            <ul className="space-y-0.5">
              {values[at].map((value, _at, { length }) => (
                <li key={value} className={cx(length > 1 && 'ps-3 -indent-3')}>
                  {sentenceOf(value)}
                </li>
              ))}
            </ul>
          ) : (
            <p className="text-soft">
              <Trans>没有规定</Trans>
            </p>
          )}
        </div>
      ))}
    </section>
  )
}

function CostRow({ plans }: { plans: readonly Choosable[] }) {
  return (
    <section className={cx('grid gap-x-4 gap-y-3 bg-white px-3.5 py-3', columns[plans.length])}>
      <h2 className="font-semibold">
        <Trans>老师的担子</Trans>
      </h2>
      {plans.map((plan) => (
        <div key={plan.id} className="min-w-0">
          <p className="mb-1 text-sm text-soft md:visually-hidden">{plan.name}</p>
          <Cost plan={plan} isCurrent={plan.id === IN_USE} />
        </div>
      ))}
    </section>
  )
}

/** Every setting of the chosen plans; what differs is marked, by word and by colour. */
function Comparison({ plans, withCost }: { plans: readonly Choosable[]; withCost: boolean }) {
  const { t } = useLingui()
  const [onlyDifferences, setOnlyDifferences] = useState(false)
  const lines = plans.map(({ params }) => paramLines(params))
  const rows = (lines[0] ?? []).map(({ key, label }, at) => {
    const values = lines.map((own) => own[at]?.values ?? [])
    const texts = new Set(values.map((own) => own.join('|')))
    return { key, label, values, differs: texts.size > 1 }
  })
  const different = rows.filter(({ differs }) => differs).length
  return (
    <>
      <div className="mb-2">
        <Switch
          checked={onlyDifferences}
          onChange={setOnlyDifferences}
          label={<Trans>只看不一样的</Trans>}
          help={plural(different, { one: '# 处不一样', other: '# 处不一样' })}
        />
      </div>
      <div className="divide-y divide-line overflow-hidden rounded-card border border-line">
        <div
          aria-hidden="true"
          className={cx('hidden gap-x-4 bg-sand px-3.5 py-2.5 md:grid', columns[plans.length])}
        >
          <span />
          {plans.map(({ id, name }) => (
            <span key={id} className="min-w-0 font-bold">
              {name}
            </span>
          ))}
        </div>
        {rows
          .filter(({ differs }) => differs || !onlyDifferences)
          .map(({ key, ...row }) => (
            <Row key={key} plans={plans} {...row} />
          ))}
        {withCost && <CostRow plans={plans} />}
        {onlyDifferences && different === 0 && (
          <p className="bg-white px-3.5 py-3">{t`这几种方案写的一样。`}</p>
        )}
      </div>
    </>
  )
}

/** Two or three plans beside each other. */
export function ComparePage() {
  const { t } = useLingui()
  const navigate = route.useNavigate()
  const inUse = useQuery(planQuery).data?.plan ?? null
  const { plans: wanted = toCompare(inUse) } = route.useSearch()
  const manages = useHasRole('administrator', 'principal')
  const own = useQuery({ ...ownPlansQuery, enabled: manages })
  const all = [
    ...(inUse === null ? [] : [ofInUse(inUse)]),
    ...(own.data?.plans.map(ofOwn) ?? []),
    ...allPresets(),
  ]
  const ids = wanted.split(',').slice(0, 3)
  const chosen = ids.flatMap((id) => all.find((plan) => plan.id === id) ?? [])
  const choose = (at: number, id: string): void => {
    const next = [...ids]
    if (id === '-') next.splice(at, 1)
    else next[at] = id
    void navigate({ search: { plans: next.join(',') }, replace: true })
  }
  const labels = [t`第一种`, t`第二种`, t`第三种`]
  return (
    <Page width="wide">
      <PageHeader
        title={<Trans>并排比较</Trans>}
        below={<Trans>选两种或三种，一项一项对着看。</Trans>}
        back={{ link: { to: '/start/plan' }, label: <Trans>关爱方案</Trans> }}
      />
      <div className="mb-4 grid gap-3 md:grid-cols-3">
        {labels.map((label, at) => {
          const none = { value: '-', label: t`不比第三种` }
          const others = all.filter(({ id }) => id === ids[at] || !ids.includes(id))
          const options = others.map(({ id, name }) => ({ value: id, label: name }))
          return (
            <Field key={label} label={label}>
              <Select
                value={ids[at] ?? '-'}
                onChange={(id) => choose(at, id)}
                options={at === 2 ? [none, ...options] : options}
              />
            </Field>
          )
        })}
      </div>
      <Comparison plans={chosen} withCost={manages} />
    </Page>
  )
}
