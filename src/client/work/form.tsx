import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { DutyWork, Work } from '#shared/work/schema.ts'
import { useDraft } from '#client/lib/draft.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { focusFirstFault } from '#client/lib/focus-fault.ts'
import { useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Field } from '#client/ui/field.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { draftOf, faultsOf, writtenOf } from './parts/draft.ts'
import { Save } from './parts/save.tsx'
import { asksOf, WorkFields } from './parts/work-fields.tsx'
import { dutyWorkQuery, useCorrectWork } from './queries.ts'

const route = getRouteApi('/app/work/$id/correct')

function CorrectForm({ duty, work }: { duty: DutyWork['duty']; work: Work }) {
  const { t } = useLingui()
  const { today } = useSession().school
  const navigate = useNavigate()
  const [checked, setChecked] = useState(false)
  const [initial] = useState(() => draftOf(work))
  const draft = useDraft('work-correction', work.id, initial)
  const correct = useCorrectWork(work.id)
  const { value, change } = draft
  const asked = fieldErrors(correct.error)
  // When it was first entered is the server's to know: it asks when the new date makes it late.
  const late = work.enteredLate || asked['lateReason'] !== undefined || value.heldOn > duty.to
  const faults = {
    ...faultsOf(value, duty, late, today),
    ...(value.reason.trim() === '' && { reason: t`请写一句。` }),
  }
  const errors: Record<string, string> = { ...asked, ...(checked && faults) }
  const save = async (form: HTMLFormElement): Promise<void> => {
    setChecked(true)
    if (Object.keys(faults).length > 0) return focusFirstFault(form)
    const body = { ...writtenOf(value), reason: value.reason }
    const filed = await correct.mutateAsync(body).catch(() => undefined)
    if (filed === undefined) return focusFirstFault(form)
    await draft.clear()
    toast({ tone: 'done', text: t`已改好，旧的一版还留着。` })
    await navigate({ to: '/work/$id', params: { id: duty.id }, replace: true })
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save(event.currentTarget)
      }}
    >
      <PageHeader
        back={{ link: { to: '/work/$id', params: { id: duty.id } }, label: <Trans>不改了</Trans> }}
        title={<Trans>更正记录</Trans>}
        below={dutyText(duty.key)}
      />
      <div className="mb-5">
        <Field label={<Trans>为什么改</Trans>} required error={errors['reason']}>
          <TextInput
            value={value.reason}
            onChange={(reason) => change({ reason })}
            maxLength={200}
            placeholder={t`比如：日期写错了`}
          />
        </Field>
      </div>
      <WorkFields
        draft={value}
        asks={asksOf(duty.key, initial)}
        change={change}
        errors={errors}
        late={late}
      />
      <Save busy={correct.isPending} error={correct.error} />
    </form>
  )
}

/** An own record put right: with a reason, as a new version. */
export function CorrectWorkPage() {
  const { id } = route.useParams()
  const query = useQuery(dutyWorkQuery(id))
  const own = query.data?.records.find(({ mine, superseded }) => mine && !superseded)
  return (
    <Page>
      {query.data !== undefined ? (
        own === undefined ? (
          <EmptyState icon="lock" title={<Trans>只有写的人能改，而且只能改最新的一版</Trans>} />
        ) : (
          <CorrectForm key={own.id} duty={query.data.duty} work={own} />
        )
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
