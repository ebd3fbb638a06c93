import { Trans, useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { CoverPerson } from '#shared/cover/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { focusFirstFault } from '#client/lib/focus-fault.ts'
import { newId } from '#client/lib/id.ts'
import { useHoldsRole, useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { ActionBar, Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { CoverFields } from './parts/cover-fields.tsx'
import { chosenPosts, type CoverForm, draftOf, faultsOf } from './parts/draft.ts'
import { Preview } from './parts/preview.tsx'
import { peopleQuery, previewQuery, useArrangeCover } from './queries.ts'

/** Answers, checks, what would move, and the sending. */
function useNewCover(people: readonly CoverPerson[]) {
  const { t } = useLingui()
  const { user, school } = useSession()
  const navigate = useNavigate()
  const holders = people.filter(({ posts }) => posts.length > 0)
  const own = holders.length === 1 && holders[0]?.userId === user.id ? user.id : ''
  const [id] = useState(newId)
  const [checked, setChecked] = useState(false)
  const [form, setForm] = useState<CoverForm>({
    fromUserId: own,
    roleIds: null,
    toUserId: '',
    from: school.today,
    to: '',
    forGood: false,
  })
  const nameOf = (userId: string): string => people.find((one) => one.userId === userId)?.name ?? ''
  const posts = chosenPosts(
    form,
    people.find(({ userId }) => userId === form.fromUserId),
  )
  const faults = faultsOf(form, posts)
  const ready = Object.keys(faults).length === 0
  const preview = useQuery({
    ...previewQuery(ready ? draftOf(form, posts) : null),
    placeholderData: keepPreviousData,
  })
  const arrange = useArrangeCover()
  const save = async (element: HTMLFormElement): Promise<void> => {
    setChecked(true)
    if (!ready) return focusFirstFault(element)
    const saved = await arrange.mutateAsync({ id, ...draftOf(form, posts) }).catch(() => undefined)
    if (saved === undefined) return focusFirstFault(element)
    const { fromName, toName } = saved.cover
    toast({
      tone: 'done',
      text: form.forGood ? t`已交接给${toName}。` : t`安排好了，${toName}替${fromName}。`,
    })
    await navigate({ to: '/cover' })
  }
  const errors = {
    ...(ready && fieldErrors(preview.error)),
    ...fieldErrors(arrange.error),
    ...(checked && faults),
  }
  return {
    form,
    change: (part: Partial<CoverForm>) => {
      arrange.reset()
      setForm((old) => ({ ...old, ...part }))
    },
    errors,
    preview: ready && !preview.isError ? preview.data : undefined,
    toName: nameOf(form.toUserId),
    arrange,
    save,
  }
}

function CoverFormBody({ people }: { people: readonly CoverPerson[] }) {
  const { form, change, errors, preview, toName, arrange, save } = useNewCover(people)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save(event.currentTarget)
      }}
    >
      <CoverFields form={form} change={change} people={people} errors={errors} />
      {preview !== undefined && <Preview preview={preview} toName={toName} forGood={form.forGood} />}
      <ActionBar
        fault={arrange.isError && Object.keys(errors).length === 0 ? errorText(arrange.error) : undefined}
      >
        <Button type="submit" tone="primary" size="lg" busy={arrange.isPending}>
          {form.forGood ? <Trans>交接</Trans> : <Trans>安排代办</Trans>}
        </Button>
      </ActionBar>
    </form>
  )
}

/** A cover in one form: who is away, what, to whom, which days; what moves is counted before it is saved. */
export function NewCoverPage() {
  const allowed = useHoldsRole('principal', 'administrator', 'classTeacher', 'helpingTeacher')
  const people = useQuery({ ...peopleQuery, enabled: allowed })
  const somebody = people.data?.some(({ posts }) => posts.length > 0) === true
  return (
    <Page>
      <PageHeader
        title={<Trans>安排代办</Trans>}
        below={<Trans>请假、培训几天，或长期交接</Trans>}
        back={{ link: { to: '/cover' }, label: <Trans>代办</Trans> }}
      />
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>代办由校长、管理员或老师本人安排</Trans>} />
      ) : people.data !== undefined ? (
        somebody ? (
          <CoverFormBody people={people.data} />
        ) : (
          <EmptyState icon="accounts" title={<Trans>还没有人负责孩子</Trans>}>
            <Trans>先在帐号里给老师添上班主任或帮扶老师的岗位。</Trans>
          </EmptyState>
        )
      ) : people.isError ? (
        <QueryError error={people.error} onRetry={() => void people.refetch()} busy={people.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
