import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState, type SubmitEvent } from 'react'
import { KINDS } from '#shared/agreements/rules/kinds.ts'
import type { Agreement, AgreementKind, FormFacts, Part } from '#shared/agreements/schema.ts'
import { agreementText } from '#client/lib/agreement-words.ts'
import { useDraft } from '#client/lib/draft.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors, fieldText } from '#client/lib/field-text.ts'
import { focusFirstFault } from '#client/lib/focus-fault.ts'
import { newId } from '#client/lib/id.ts'
import { KeptWords } from '#client/lib/kept-words.tsx'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Field } from '#client/ui/field.tsx'
import { ActionBar, Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { Select } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { AgreementFields } from './parts/agreement-fields.tsx'
import { gapsOf, inputOf, startOf } from './parts/draft.ts'
import { kinds } from './parts/search.ts'
import { aimText } from './parts/words.ts'
import { agreementQuery, formQuery, useCreateAgreement } from './queries.ts'

const route = getRouteApi('/app/agreements/new')

interface FormProps {
  kind: AgreementKind
  child: string | undefined
  staff: string | undefined
  old: Agreement | undefined
  facts: FormFacts
}

function Form({ kind, child, staff, old, facts }: FormProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [id] = useState(newId)
  const [partyIds] = useState((): Partial<Record<Part, string>> =>
    Object.fromEntries(KINDS[kind].parts.map((part) => [part, newId()])),
  )
  const [initial] = useState(() => startOf(kind, facts, { staff, old }))
  const {
    value: draft,
    change,
    restored,
    clear,
  } = useDraft(`agreement-${kind}`, child ?? staff ?? '', initial)
  const [checked, setChecked] = useState(false)
  const create = useCreateAgreement()
  const gaps = gapsOf(kind, draft, facts.child?.age ?? null)
  const errors = {
    ...fieldErrors(create.error),
    ...(checked && Object.fromEntries(gaps.map((path) => [path, fieldText({ code: 'required' })]))),
  }
  const save = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    setChecked(true)
    if (gaps.length > 0) return focusFirstFault(form)
    const body = inputOf(kind, id, child, draft, partyIds)
    const saved = await create.mutateAsync(body).catch(() => undefined)
    if (saved === undefined) return focusFirstFault(form)
    await clear()
    toast({ tone: 'done', text: t`写好了，请双方签字。` })
    await navigate({ to: '/agreements/$id', params: { id }, replace: true })
  }
  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <KeptWords restored={restored} onAgain={() => void clear()} />
      {old !== undefined && !restored && (
        <p className="mb-4 text-soft">
          <Trans>人和约定照原来的填好了，请和大家再看一遍；要当面问的，请重新问。</Trans>
        </p>
      )}
      <AgreementFields kind={kind} facts={facts} draft={draft} change={change} errors={errors} />
      <ActionBar
        fault={create.isError && Object.keys(errors).length === 0 ? errorText(create.error) : undefined}
      >
        <Button type="submit" tone="primary" size="lg" busy={create.isPending}>
          <Trans>写好，去签字</Trans>
        </Button>
      </ActionBar>
    </form>
  )
}

interface LoadedProps extends Omit<FormProps, 'facts' | 'old'> {
  renews: string | undefined
}

function Loaded({ renews, ...props }: LoadedProps) {
  const { kind, child } = props
  const facts = useQuery(formQuery(kind, child))
  const renewed = useQuery({ ...agreementQuery(renews ?? ''), enabled: renews !== undefined })
  const waits = [facts, ...(renews === undefined ? [] : [renewed])]
  const failed = waits.find(({ isError }) => isError)
  if (failed)
    return <QueryError error={failed.error} onRetry={() => void failed.refetch()} busy={failed.isFetching} />
  if (facts.data === undefined || waits.some(({ data }) => data === undefined)) return <Skeleton rows={4} />
  // Of another kind than the one renewed there is nothing to take over.
  const old = renewed.data?.kind === kind ? renewed.data : undefined
  return <Form key={`${kind}${child}`} {...props} old={old} facts={facts.data} />
}

function ChooseChild() {
  return (
    <EmptyState
      icon="children"
      title={<Trans>给哪个孩子签？</Trans>}
      action={
        <Link to="/children" className={buttonClass({ tone: 'primary' })}>
          <Trans>去选孩子</Trans>
        </Link>
      }
    >
      <Trans>打开孩子的页面，在“协议”一栏点“签一份”。</Trans>
    </EmptyState>
  )
}

/** A new agreement: who, from when to when, what; the signing comes after. */
export function NewAgreementPage() {
  const { kind, child, staff, renews } = route.useSearch()
  const navigate = route.useNavigate()
  const leads = useHasRole('principal', 'archiveKeeper')
  const choices = kinds.filter((one) => (child === undefined ? leads && !KINDS[one].child : KINDS[one].child))
  const chosen = choices.find((one) => one === kind) ?? choices[0]
  return (
    <Page>
      <PageHeader
        title={<Trans>签一份协议</Trans>}
        {...(chosen !== undefined && { below: aimText(chosen) })}
        back={
          child === undefined
            ? { link: { to: '/agreements' }, label: <Trans>协议和责任书</Trans> }
            : { link: { to: '/children/$id', params: { id: child } }, label: <Trans>孩子的页面</Trans> }
        }
      />
      {chosen === undefined ? (
        <ChooseChild />
      ) : (
        <>
          <div className="mb-4">
            <Field label={<Trans>哪一种</Trans>}>
              <Select
                value={chosen}
                onChange={(next) =>
                  void navigate({ search: (old) => ({ ...old, kind: next }), replace: true })
                }
                options={choices.map((one) => ({ value: one, label: agreementText(one) }))}
              />
            </Field>
          </div>
          <Loaded kind={chosen} child={child} staff={staff} renews={renews} />
        </>
      )}
    </Page>
  )
}
