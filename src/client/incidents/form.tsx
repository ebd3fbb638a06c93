import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type ReactNode } from 'react'
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

/** Why it was not filed, and what to do now. */
function faultOf(error: unknown, id: string): ReactNode {
  const code = error instanceof ApiError ? error.code : undefined
  if (code === 'offline')
    return <Trans>没有信号，还没有交上去。现在就打电话告诉家里人和校长，有信号后再点保存。</Trans>
  if (code === 'not-found') return <Trans>选的孩子里有不归您管，或者不在学校的。请去掉，再选一次。</Trans>
  if (code !== 'already-exists') return errorText(error)
  return (
    <>
      <Trans>这件事先前已经交上去了，只是当时没有收到回音；后来改的没有存。打开它，用“补充一句”写上。</Trans>{' '}
      <Link to="/incidents/$id" params={{ id }} className={buttonClass()}>
        <Trans>打开</Trans>
      </Link>
    </>
  )
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
  // Begun without a signal: whose it is may be known only later.
  const [first] = pupils
  useEffect(() => {
    if (first !== undefined && value.pupils.length === 0) change({ pupils: [first] })
    // oxlint-disable-next-line react/exhaustive-deps -- once, when it comes to be known: whoever takes it away has it away
  }, [first?.id])
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
      <ActionBar {...(record.isError && !record.isPending && { fault: faultOf(record.error, value.id) })}>
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
