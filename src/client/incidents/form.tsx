import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { wallTimeIn } from '#shared/calendar/rules/clock-time.ts'
import { ApiError } from '#client/lib/api-error.ts'
import { useDraft } from '#client/lib/draft.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { focusFirstFault } from '#client/lib/focus-fault.ts'
import { newId } from '#client/lib/id.ts'
import { KeptWords } from '#client/lib/kept-words.tsx'
import { useSession } from '#client/lib/session.ts'
import { Button } from '#client/ui/button.tsx'
import { ActionBar, Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { CallNow } from './parts/call-now.tsx'
import { emptyDraft, faultsOf, inputOf, type PickedChild } from './parts/draft.ts'
import { IncidentFields } from './parts/incident-fields.tsx'
import { useServerClock } from './parts/server-clock.ts'
import { formQuery, useRecord } from './queries.ts'

const route = getRouteApi('/app/incidents/new')

interface FormProps {
  subject: string
  pupils: readonly PickedChild[]
  /** The server's clock, as an instant. */
  now: string
}

function Form({ subject, pupils, now }: FormProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { timeZone } = useSession().school
  const [checked, setChecked] = useState(false)
  const [initial] = useState(() => emptyDraft(wallTimeIn(timeZone, now), pupils))
  const draft = useDraft('incident', subject, initial)
  const record = useRecord()
  const { value, change } = draft
  const faults = faultsOf(value)
  const errors = { ...fieldErrors(record.error), ...(checked && faults) }
  const save = async (form: HTMLFormElement): Promise<void> => {
    setChecked(true)
    const input = inputOf(value, timeZone)
    if (Object.keys(faults).length > 0 || input === undefined) return focusFirstFault(form)
    const recorded = await record.mutateAsync(input).catch(() => undefined)
    if (recorded === undefined) return focusFirstFault(form)
    await draft.clear()
    toast({ tone: 'done', text: t`记下了。接着告诉家里和上级。` })
    await navigate({ to: '/incidents/$id', params: { id: recorded.id }, replace: true })
  }
  const again = (): void => {
    setChecked(false)
    record.reset()
    void draft
      .clear()
      .then(() => change({ id: newId(), known: wallTimeIn(timeZone, now), acted: wallTimeIn(timeZone, now) }))
  }
  const offline = record.error instanceof ApiError && record.error.code === 'offline'
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save(event.currentTarget)
      }}
    >
      <KeptWords restored={draft.restored} onAgain={again} />
      <IncidentFields draft={value} change={change} errors={errors} now={wallTimeIn(timeZone, now)} />
      <ActionBar
        {...(record.isError &&
          !record.isPending && {
            fault: offline ? (
              <Trans>没有信号，还没有交上去。现在就打电话告诉家里人和校长，有信号后再点保存。</Trans>
            ) : (
              errorText(record.error)
            ),
          })}
      >
        <Button tone="primary" size="lg" type="submit" busy={record.isPending}>
          <Trans>保存，开始计时</Trans>
        </Button>
      </ActionBar>
    </form>
  )
}

/** Something has happened: written down in a minute, after the child is safe. */
export function NewIncidentPage() {
  const { child } = route.useSearch()
  const form = useQuery(formQuery(child))
  const now = useServerClock(form.data?.now, form.dataUpdatedAt)
  const unknown = form.error instanceof ApiError && form.error.code === 'not-found'
  return (
    <Page>
      <PageHeader
        title={<Trans>记下突发事件</Trans>}
        back={{ link: { to: '/incidents' }, label: <Trans>突发事件</Trans> }}
      />
      <CallNow />
      {unknown ? (
        <EmptyState icon="search" title={<Trans>找不到这个孩子</Trans>} />
      ) : form.data !== undefined || form.isError ? (
        // Without an answer the form is there all the same: by this device's clock, and the child is found later.
        <Form
          key={child ?? ''}
          subject={child ?? ''}
          pupils={form.data?.child ? [form.data.child] : []}
          now={now}
        />
      ) : (
        <Skeleton rows={5} />
      )}
    </Page>
  )
}
