import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { PairingChoices, PairingDetail, PairingKind, PairingOverview } from '#shared/pairing/schema.ts'
import { useDraft } from '#client/lib/draft.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { focusFirstFault } from '#client/lib/focus-fault.ts'
import { newId } from '#client/lib/id.ts'
import { KeptWords } from '#client/lib/kept-words.tsx'
import { pairingKinds, pairingKindText } from '#client/lib/pairing-words.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { Field } from '#client/ui/field.tsx'
import { ActionBar, Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { Select } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { AgreedFields } from './parts/agreed-fields.tsx'
import {
  faultsOf,
  hasOutside,
  inputOf,
  needsSupervisor,
  partsOf,
  sharesCard,
  type PairingForm,
} from './parts/draft.ts'
import { PeopleFields } from './parts/people-fields.tsx'
import { choicesQuery, pairingQuery, pairingsQuery, usePropose } from './queries.ts'

const route = getRouteApi('/app/pairing/new')

interface BodyProps {
  overview: PairingOverview
  choices: PairingChoices
  /** The pairing that is handed over. */
  old: PairingDetail | undefined
}

/** What the form begins with: the child one came from, or the pairing that is handed over without its helper. */
function useFirstForm({ overview, old }: BodyProps): PairingForm {
  const { child, kind } = route.useSearch()
  const first = kind ?? overview.models[0]?.kind ?? 'teacher'
  if (old === undefined)
    return {
      kind: pairingKinds.includes(first) ? first : 'teacher',
      chosen: child === undefined ? {} : { child: [child] },
      agreed: { activity: '', time: '', place: '', call: '' },
      supervisorId: '',
    }
  const own = (part: string): string[] =>
    old.members.flatMap((one) => (one.part === part ? [one.personId] : []))
  return {
    kind: old.kind,
    chosen: { child: own('child'), pupil: own('pupil'), class: own('class') },
    agreed: old.agreed,
    supervisorId: old.supervisorId ?? '',
  }
}

function useProposal(props: BodyProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { child, kind, follows } = route.useSearch()
  const first = useFirstForm(props)
  const [initial] = useState(() => ({ id: newId(), ...first }))
  const draft = useDraft(`pairing-${kind ?? ''}`, follows ?? child ?? '', initial)
  const form = draft.value
  const [checked, setChecked] = useState(false)
  const propose = usePropose()
  const faults = faultsOf(form)
  const save = async (element: HTMLFormElement): Promise<void> => {
    setChecked(true)
    if (Object.keys(faults).length > 0) return focusFirstFault(element)
    const saved = await propose.mutateAsync([inputOf(form.id, form, props.old?.id)]).catch(() => undefined)
    if (saved === undefined) return focusFirstFault(element)
    await draft.clear()
    toast({ tone: 'done', text: t`记下了。接下来问问大家同不同意。` })
    await navigate({ to: '/pairing/$id', params: { id: form.id } })
  }
  return {
    form,
    change: (part: Partial<PairingForm>) => {
      propose.reset()
      draft.change(part)
    },
    restored: draft.restored,
    startAgain: () => {
      setChecked(false)
      propose.reset()
      void draft.clear()
    },
    errors: { ...fieldErrors(propose.error), ...(checked && faults) },
    propose,
    save,
  }
}

/** The kinds of the school's plan come first. */
function useKinds({ models }: PairingOverview) {
  const planned = models.map(({ kind }) => kind)
  const all = [...planned, ...pairingKinds.filter((kind) => !planned.includes(kind))]
  return all.map((kind) => ({ value: kind, label: pairingKindText(kind) }))
}

function Body(props: BodyProps) {
  const { overview, choices, old } = props
  const { form, change, restored, startAgain, errors, propose, save } = useProposal(props)
  const kinds = useKinds(overview)
  const maxOf = (kind: PairingKind): number | null =>
    overview.models.find((model) => model.kind === kind)?.maxChildren ?? null
  return (
    <form
      noValidate
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault()
        void save(event.currentTarget)
      }}
    >
      <KeptWords restored={restored} onAgain={startAgain} />
      {old === undefined && (
        <Field label={<Trans>怎样结对</Trans>} required>
          <Select value={form.kind} onChange={(kind) => change({ kind })} options={kinds} />
        </Field>
      )}
      <PeopleFields
        form={form}
        maxOf={maxOf}
        change={change}
        choices={choices}
        parts={partsOf(form.kind)}
        errors={errors}
      />
      {form.kind !== 'class' && (
        <AgreedFields
          agreed={form.agreed}
          onAgreed={(agreed) => change({ agreed })}
          supervisorId={form.supervisorId}
          onSupervisor={(supervisorId) => change({ supervisorId })}
          staff={choices.staff}
          shared={sharesCard(form.kind)}
          outside={hasOutside(form.kind)}
          needsSupervisor={needsSupervisor(form.kind)}
          errors={errors}
        />
      )}
      <ActionBar
        fault={propose.isError && Object.keys(errors).length === 0 ? errorText(propose.error) : undefined}
      >
        <Button type="submit" tone="primary" size="lg" busy={propose.isPending}>
          {form.kind === 'class' ? <Trans>记下</Trans> : <Trans>记下，再问大家</Trans>}
        </Button>
      </ActionBar>
    </form>
  )
}

/** A new pairing, or one that takes over from another. Nothing begins before everybody has agreed. */
export function NewPairingPage() {
  const { follows } = route.useSearch()
  const allowed = useHasRole('principal', 'administrator', 'counsellor', 'classTeacher')
  const overview = useQuery({ ...pairingsQuery, enabled: allowed })
  const choices = useQuery({ ...choicesQuery, enabled: allowed })
  const old = useQuery({ ...pairingQuery(follows ?? ''), enabled: allowed && follows !== undefined })
  const failed = [overview, choices, old].find(({ isError }) => isError)
  const ready = overview.data && choices.data && (follows === undefined || old.data)
  return (
    <Page>
      <PageHeader
        title={follows === undefined ? <Trans>结一对</Trans> : <Trans>换一位帮手</Trans>}
        below={
          follows === undefined ? (
            <Trans>先记下是谁和谁，大家都同意了才开始</Trans>
          ) : (
            <Trans>新的一位开始那天，原来的才结束，孩子一天也不缺人</Trans>
          )
        }
        back={{ link: { to: '/pairing' }, label: <Trans>结对</Trans> }}
      />
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>结对由校长、管理员、心理老师或班主任安排</Trans>} />
      ) : ready && overview.data && choices.data ? (
        <Body overview={overview.data} choices={choices.data} old={old.data} />
      ) : failed ? (
        <QueryError error={failed.error} onRetry={() => void failed.refetch()} busy={failed.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
