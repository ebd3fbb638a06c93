import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState, type SubmitEvent } from 'react'
import type { PlanParams } from '#shared/duties/schema.ts'
import type { OwnPlan } from '#shared/plans/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { focusFirstFault } from '#client/lib/focus-fault.ts'
import { newId } from '#client/lib/id.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { ConfirmDialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { ActionBar, Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { allPresets, type Choosable, ofOwn } from './parts/choosable.ts'
import { OwnFields } from './parts/own-fields.tsx'
import { ownPlansQuery, useChangeOwnPlan, useCreateOwnPlan, useRemoveOwnPlan } from './queries.ts'

const newRoute = getRouteApi('/app/start/plan/own')
const ownRoute = getRouteApi('/app/start/plan/own/$id')

function Remove({ plan }: { plan: OwnPlan }) {
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const remove = useRemoveOwnPlan()
  const { name } = plan
  return (
    <div className="mt-6">
      <Button tone="plain" icon="trash" onClick={() => setAsking(true)}>
        <Trans>不要这个方案了</Trans>
      </Button>
      {remove.isError && <Banner tone="danger">{errorText(remove.error)}</Banner>}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={<Trans>去掉“{name}”？</Trans>}
        confirm={<Trans>去掉</Trans>}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(plan.id, { onSuccess: () => void navigate({ to: '/start/plan' }) })}
      >
        <Trans>以后选方案时看不到它。正在用的、用过的都不受影响。</Trans>
      </ConfirmDialog>
    </div>
  )
}

/** An own plan: its name and every setting; a new one begins as a copy. */
function OwnPlanForm({ plan }: { plan: Choosable }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [id] = useState(() => plan.own?.id ?? newId())
  const [name, setName] = useState(plan.own === null ? t`${plan.name}（本校）` : plan.name)
  const [params, setParams] = useState<PlanParams>(plan.params)
  const create = useCreateOwnPlan()
  const change = useChangeOwnPlan(id)
  const mutation = plan.own === null ? create : change
  const errors = fieldErrors(mutation.error)
  const hasDuty = params.talk.on || params.parentContact.on || params.visit.on
  const saved = (): void => {
    toast({ tone: 'done', text: t`存好了。采用以后才会改变老师要做的事。` })
    void navigate({ to: '/start/plan' })
  }
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (mutation.isPending || !hasDuty) return
    const form = event.currentTarget
    const body = { name: name.trim(), params }
    const then = { onSuccess: saved, onError: () => focusFirstFault(form) }
    if (plan.own === null) create.mutate({ id, preset: plan.preset, ...body }, then)
    else change.mutate({ version: plan.own.version, ...body }, then)
  }
  return (
    <form onSubmit={submit} noValidate>
      <div className="space-y-5">
        <Field label={<Trans>方案的名字</Trans>} required error={errors['name']}>
          <TextInput value={name} onChange={setName} maxLength={40} />
        </Field>
        <OwnFields value={params} onChange={setParams} error={errors['params.definition']} />
      </div>
      {plan.own !== null && <Remove plan={plan.own} />}
      {!hasDuty && (
        <p role="alert" className="mt-4 text-danger">
          <Trans>至少留一件事，不然没有孩子会被看望到。</Trans>
        </p>
      )}
      <ActionBar
        fault={mutation.isError && Object.keys(errors).length === 0 ? errorText(mutation.error) : undefined}
      >
        <Button type="submit" tone="primary" size="lg" busy={mutation.isPending} disabled={!hasDuty}>
          <Trans>存为学校的方案</Trans>
        </Button>
      </ActionBar>
    </form>
  )
}

function Frame({ id, isNew }: { id: string; isNew: boolean }) {
  const manages = useHasRole('administrator', 'principal')
  const own = useQuery({ ...ownPlansQuery, enabled: manages })
  const all = [...allPresets(), ...(own.data?.plans.map(ofOwn) ?? [])]
  const found = all.find((plan) => plan.id === id)
  const start = isNew && found ? { ...found, own: null } : found
  return (
    <Page>
      <PageHeader
        title={isNew ? <Trans>复制一个方案来改</Trans> : <Trans>改学校自己的方案</Trans>}
        below={<Trans>存好以后，像别的方案一样采用。采用以前什么都不变。</Trans>}
        back={{ link: { to: '/start/plan' }, label: <Trans>关爱方案</Trans> }}
      />
      {!manages ? (
        <EmptyState icon="lock" title={<Trans>方案由校长或管理员来定</Trans>} />
      ) : start !== undefined ? (
        <OwnPlanForm key={start.id} plan={start} />
      ) : own.isError ? (
        <QueryError error={own.error} onRetry={() => void own.refetch()} busy={own.isFetching} />
      ) : own.isPending ? (
        <Skeleton rows={4} />
      ) : (
        <EmptyState icon="search" title={<Trans>找不到这个方案</Trans>} />
      )}
    </Page>
  )
}

export const NewOwnPlanPage = () => <Frame id={newRoute.useSearch().from ?? 'plan1'} isNew />
export const OwnPlanPage = () => <Frame id={ownRoute.useParams().id} isNew={false} />
