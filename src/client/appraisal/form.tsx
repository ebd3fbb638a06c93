import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import type { AppraisalView } from '#shared/appraisal/schema.ts'
import { appraisalQuery } from '#client/lib/appraisal.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors, fieldText } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { organisationQuery } from '#client/lib/organisation.ts'
import { knownName } from '#client/lib/known-name.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { ActionBar, Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { Select, TextInput } from '#client/ui/text-input.tsx'
import { Harm, OtherWay } from './parts/harm.tsx'
import { inputOf, startOf, type Values } from './parts/draft.ts'
import { bothText, gradeText, populationText, togetherText, topFiveText } from './parts/words.ts'
import { useTurnOn } from './queries.ts'

const route = getRouteApi('/app/appraisal/new')

type Set = <Key extends keyof Values>(key: Key, value: Values[Key]) => void
interface FieldsProps {
  values: Values
  /** Grades of the year's classes. */
  grades: readonly number[]
  set: Set
  errors: Record<string, string>
}

const yesNo = (text: (yes: boolean) => string) => [
  { value: 'yes' as const, label: text(true) },
  { value: 'no' as const, label: text(false) },
]

function Points({ values, grades, set }: FieldsProps) {
  return (
    <>
      <Field label={<Trans>保持在前五名加 10 分，怎么算</Trans>} group>
        <Choice
          value={values.topFiveRule}
          onChange={(value) => set('topFiveRule', value)}
          options={(['kept', 'reached'] as const).map((value) => ({ value, label: topFiveText(value) }))}
        />
      </Field>
      <Field label={<Trans>进步的分和前五名的分</Trans>} group>
        <Choice
          value={values.cumulative}
          onChange={(value) => set('cumulative', value)}
          options={yesNo(togetherText)}
        />
      </Field>
      <Field
        label={<Trans>从几年级算第一学年</Trans>}
        help={<Trans>这个年级和第一学期比；往上的年级和上一学年期末比。</Trans>}
      >
        <Select
          value={values.firstGrade}
          onChange={(value) => set('firstGrade', value)}
          options={grades.map((grade) => ({ value: String(grade), label: gradeText(grade) }))}
        />
      </Field>
    </>
  )
}

function PupilAwards({ values, set }: FieldsProps) {
  return (
    <>
      <Field
        label={<Trans>学生奖发给谁</Trans>}
        help={<Trans>选全班，就要填全班的名次；选名单上的孩子，只填他们的。</Trans>}
        group
      >
        <Choice
          value={values.population}
          onChange={(value) => set('population', value)}
          options={(['target', 'class'] as const).map((value) => ({ value, label: populationText(value) }))}
        />
      </Field>
      <Field label={<Trans>又得优秀奖又得进步奖</Trans>} group>
        <Choice
          value={values.exclusive}
          onChange={(value) => set('exclusive', value)}
          options={yesNo(bothText).reverse()}
        />
      </Field>
    </>
  )
}

function Money({ values, set, errors }: FieldsProps) {
  return (
    <>
      <Field label={<Trans>一分折多少元</Trans>} error={errors['fenPerPoint']} required>
        <TextInput
          value={values.yuanPerPoint}
          onChange={(value) => set('yuanPerPoint', value)}
          inputMode="decimal"
          maxLength={5}
        />
      </Field>
      <Field
        label={<Trans>每人一学年最多多少元</Trans>}
        help={<Trans>超过的部分不发；分数不变。</Trans>}
        error={errors['capPerson']}
        required
      >
        <TextInput
          value={values.capPerson}
          onChange={(value) => set('capPerson', value)}
          inputMode="numeric"
          maxLength={6}
        />
      </Field>
      <Field
        label={<Trans>每个孩子最多多少元</Trans>}
        help={<Trans>一个孩子给一位老师算的钱、孩子自己的奖金，都不超过这个数。</Trans>}
        error={errors['capChild']}
        required
      >
        <TextInput
          value={values.capChild}
          onChange={(value) => set('capChild', value)}
          inputMode="numeric"
          maxLength={5}
        />
      </Field>
    </>
  )
}

function Conduct({ values, set, errors, candidates }: FieldsProps & Pick<AppraisalView, 'candidates'>) {
  const { t } = useLingui()
  return (
    <>
      <Field
        label={<Trans>谁来确认“没有严重违纪”</Trans>}
        help={<Trans>领奖的人不能自己确认，所以班主任和帮扶老师不在里面。</Trans>}
        error={errors['conductBy']}
        required
      >
        <Select
          value={values.conductBy}
          onChange={(value) => set('conductBy', value)}
          placeholder={t`请选一位`}
          options={candidates.map(({ id: value, name }) => ({ value, label: name }))}
        />
      </Field>
      <Checkbox
        checked={values.understood}
        onChange={(understood) => set('understood', understood)}
        label={<Trans>上面会伤到孩子的地方我看过了。名次不公布，奖金私下给。</Trans>}
      />
    </>
  )
}

interface FormProps {
  view: AppraisalView
  yearId: string
  grades: readonly number[]
}

function Form({ view, yearId, grades }: FormProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [id] = useState(newId)
  const [values, setValues] = useState<Values>(() => startOf(grades))
  const [checked, setChecked] = useState(false)
  const turnOn = useTurnOn()
  const set: Set = (key, value) => setValues((old) => ({ ...old, [key]: value }))
  const { input, faults } = inputOf(values)
  const missing = Object.fromEntries(faults.map(({ path, code }) => [path, fieldText({ code })]))
  const errors = { ...(checked && missing), ...fieldErrors(turnOn.error) }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setChecked(true)
    if (input === null || !values.understood) return
    turnOn.mutate(
      { id, yearId, ...input, understood: true },
      { onSuccess: () => void navigate({ to: '/appraisal' }) },
    )
  }
  const fault = !checked
    ? undefined
    : faults.length > 0
      ? t`还有没填好的，请看上面标出的地方。`
      : !values.understood
        ? t`请先看一遍会伤到孩子的地方，再打勾。`
        : turnOn.isError
          ? errorText(turnOn.error)
          : undefined
  const fields = { values, grades, set, errors }
  return (
    <form onSubmit={submit} noValidate>
      <Harm />
      <OtherWay />
      <div className="mt-6 space-y-5">
        <Points {...fields} />
        <PupilAwards {...fields} />
        <Money {...fields} />
        <Conduct {...fields} candidates={view.candidates} />
      </div>
      <ActionBar fault={fault}>
        <Button tone="primary" size="lg" type="submit" busy={turnOn.isPending}>
          <Trans>交给另一位同意</Trans>
        </Button>
      </ActionBar>
    </form>
  )
}

/** Turning it on: first what it does, then the way without ranks, then the settings (H-07). */
export function TurnOnPage() {
  const { yearId } = route.useSearch()
  const query = useQuery(appraisalQuery(yearId))
  const organisation = useQuery(organisationQuery)
  const view = query.data
  const failed = query.isError ? query : organisation.isError ? organisation : undefined
  const grades = new Set(
    organisation.data?.classes.filter(({ yearId }) => yearId === view?.year?.id).map(({ grade }) => grade),
  )
  return (
    <Page>
      <PageHeader
        title={<Trans>打开考核奖励</Trans>}
        {...(view?.year && { above: knownName(view.year.name) })}
        back={{ link: { to: '/appraisal' }, label: <Trans>考核奖励</Trans> }}
      />
      {view === undefined || organisation.data === undefined ? (
        failed ? (
          <QueryError error={failed.error} onRetry={() => void failed.refetch()} busy={failed.isFetching} />
        ) : (
          <Skeleton rows={4} />
        )
      ) : !view.may.turnOn || view.year === null ? (
        <EmptyState
          icon="lock"
          title={<Trans>现在不能打开</Trans>}
          action={
            <Link to="/appraisal" className={buttonClass()}>
              <Trans>看看现在怎么样</Trans>
            </Link>
          }
        >
          <Trans>由校长来打开，一个学年一次。</Trans>
        </EmptyState>
      ) : (
        <Form view={view} yearId={view.year.id} grades={[...grades].sort((a, b) => a - b)} />
      )}
    </Page>
  )
}
