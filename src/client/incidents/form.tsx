import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { wallTimeIn } from '#shared/calendar/rules/clock-time.ts'
import { ApiError } from '#client/lib/api-error.ts'
import { useKnownHead } from '#client/lib/care-file.ts'
import { useDraft } from '#client/lib/draft.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { focusFirstFault } from '#client/lib/focus-fault.ts'
import { newId } from '#client/lib/id.ts'
import { KeptWords } from '#client/lib/kept-words.tsx'
import { useSession } from '#client/lib/session.ts'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { ActionBar, Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { CallNow } from './parts/call-now.tsx'
import { GoingOn } from './parts/going-on.tsx'
import { emptyDraft, faultsOf, inputOf, withChildren, type PickedChild } from './parts/draft.ts'
import { IncidentFields } from './parts/incident-fields.tsx'
import { useServerClock } from './parts/server-clock.ts'
import { formQuery, useRecord } from './queries.ts'

const route = getRouteApi('/app/incidents/new')

interface FormProps {
  subject: string
  /** The child it was begun for; begun without a signal it may be known only later. */
  pupils: readonly PickedChild[]
  /** The server's clock, as an instant. */
  now: string
}

interface NotFiledProps {
  error: unknown
  /** Of the incident as it was sent. */
  id: string
  /** Under an id of its own it is something else that happened. */
  onOther: () => void
}

/** Why it was not filed, and what to do now. */
function NotFiled({ error, id, onOther }: NotFiledProps) {
  const failed = error instanceof ApiError ? error : undefined
  if (failed?.unsure === true)
    return (
      <Trans>
        没有收到回音，不确定是否已经交上去。现在就打电话告诉家里人和校长，过一会儿再点一次保存，不会记成两件。
      </Trans>
    )
  if (failed?.code === 'offline')
    return <Trans>没有信号，还没有交上去。现在就打电话告诉家里人和校长，有信号后再点保存。</Trans>
  if (failed?.code === 'not-found')
    return <Trans>选的孩子里有不归您管，或者不在学校的。请去掉，再选一次。</Trans>
  if (failed?.code !== 'already-exists') return errorText(error)
  return (
    <>
      <Trans>这件事先前已经交上去了，只是当时没有收到回音；后来改的没有存。打开它，用“补充一句”写上。</Trans>
      <span className="mt-2 flex flex-wrap gap-2.5">
        <Link to="/incidents/$id" params={{ id }} className={buttonClass()}>
          <Trans>打开</Trans>
        </Link>
        <Button onClick={onOther}>
          <Trans>是另一件事，另记一件</Trans>
        </Button>
      </span>
    </>
  )
}

function Form({ subject, pupils, now }: FormProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { timeZone } = useSession().school
  const [checked, setChecked] = useState(false)
  const [initial] = useState(() => emptyDraft(wallTimeIn(timeZone, now)))
  const draft = useDraft('incident', subject, initial)
  const record = useRecord()
  const { change } = draft
  const value = withChildren(draft.value, pupils)
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
  const asOther = (): void => {
    record.reset()
    change({ id: newId() })
  }
  const fault = record.isError && !record.isPending && (
    <NotFiled error={record.error} id={value.id} onOther={asOther} />
  )
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save(event.currentTarget)
      }}
    >
      <KeptWords restored={draft.restored} onAgain={again} />
      <GoingOn pupils={value.pupils} />
      <IncidentFields draft={value} change={change} errors={errors} now={wallTimeIn(timeZone, now)} />
      <ActionBar {...(fault !== false && { fault })}>
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
  const known = useKnownHead(child)
  const found = form.data?.child ?? known
  return (
    <Page>
      <PageHeader
        title={<Trans>记下突发事件</Trans>}
        back={{ link: { to: '/incidents' }, label: <Trans>突发事件</Trans> }}
      />
      <CallNow />
      {unknown ? (
        <EmptyState icon="search" title={<Trans>找不到这个孩子</Trans>} />
      ) : form.data?.child && form.data.child.leftOn !== null ? (
        <EmptyState icon="leave" title={<Trans>这个孩子已经离校</Trans>}>
          <Trans>离校以后的事不在这里记。离校前还没处理完的，在“突发事件”里接着处理。</Trans>
        </EmptyState>
      ) : form.data !== undefined || form.isError ? (
        // Without an answer the form is there all the same: by this device's clock, and the child is found later.
        <Form key={child ?? ''} subject={child ?? ''} pupils={found ? [found] : []} now={now} />
      ) : (
        <Skeleton rows={5} />
      )}
    </Page>
  )
}
