import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Card } from '#shared/cards/schema.ts'
import { useChildHead } from '#client/lib/care-file.ts'
import { useDraft } from '#client/lib/draft.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { focusFirstFault } from '#client/lib/focus-fault.ts'
import { useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Field } from '#client/ui/field.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { CardFields } from './parts/card-fields.tsx'
import { faultsOf } from './parts/check.ts'
import { draftOf, writtenOf } from './parts/draft.ts'
import { SaveBar } from './parts/save-bar.tsx'
import { cardQuery, useCorrectCard } from './queries.ts'

const route = getRouteApi('/app/cards/$id/correct')

function CorrectForm({ card }: { card: Card }) {
  const { t } = useLingui()
  const { today } = useSession().school
  const navigate = useNavigate()
  const [checked, setChecked] = useState(false)
  const [initial] = useState(() => draftOf(card, today))
  const draft = useDraft('card-correction', card.id, initial)
  const correct = useCorrectCard(card.id)
  const { head } = useChildHead(card.pupilId)
  const { value, change } = draft
  // An entry that was late needs its reason again; the server asks when the new date makes it late.
  const late = value.lateReason !== '' || card.enteredForDutyId !== null
  const faults = {
    ...faultsOf(card.kind, value, late, today),
    ...(value.reason.trim() === '' && { reason: t`请写一句。` }),
  }
  const errors = { ...fieldErrors(correct.error), ...(checked && faults) }
  const save = async (form: HTMLFormElement): Promise<void> => {
    setChecked(true)
    if (Object.keys(faults).length > 0) return focusFirstFault(form)
    const body = { ...writtenOf(card.kind, value, card.enteredForDutyId), reason: value.reason }
    const filed = await correct.mutateAsync(body).catch(() => undefined)
    if (filed === undefined) return focusFirstFault(form)
    await draft.clear()
    toast({ tone: 'done', text: t`已改好，旧的一版还留着。` })
    await navigate({ to: '/cards/$id', params: { id: filed.card.id }, replace: true })
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
        back={{ link: { to: '/cards/$id', params: { id: card.id } }, label: <Trans>不改了</Trans> }}
        title={<Trans>更正记录</Trans>}
        below={head?.name}
      />
      <div className="mb-5 space-y-4">
        <Banner>
          <Trans>改的是新的一版，原来的那一版会留着。</Trans>
        </Banner>
        <Field label={<Trans>为什么改</Trans>} required error={errors['reason']}>
          <TextInput
            value={value.reason}
            onChange={(reason) => change({ reason })}
            maxLength={200}
            placeholder={t`比如：日期写错了`}
          />
        </Field>
      </div>
      <CardFields
        kind={card.kind}
        sex={head?.sex ?? 'unknown'}
        draft={value}
        change={change}
        errors={errors}
        earlier={[]}
        late={late}
        keptAway={[]}
      />
      <SaveBar busy={correct.isPending} error={correct.error} />
    </form>
  )
}

/** An own card put right: with a reason, as a new version. */
export function CorrectCardPage() {
  const { id } = route.useParams()
  const card = useQuery(cardQuery(id))
  return (
    <Page>
      {card.data !== undefined ? (
        card.data.mine && !card.data.superseded ? (
          <CorrectForm key={id} card={card.data} />
        ) : (
          <EmptyState icon="lock" title={<Trans>只有写的人能改，而且只能改最新的一版</Trans>} />
        )
      ) : card.isError ? (
        <QueryError error={card.error} onRetry={() => void card.refetch()} busy={card.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
