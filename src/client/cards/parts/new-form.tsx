import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { CardFiled } from '#shared/cards/schema.ts'
import type { CardKind } from '#shared/duties/schema.ts'
import { ApiError } from '#client/lib/api-error.ts'
import { useChildHead } from '#client/lib/care-file.ts'
import { useDraft } from '#client/lib/draft.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { focusFirstFault } from '#client/lib/focus-fault.ts'
import { KeptWords } from '#client/lib/kept-words.tsx'
import { useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { PageHeader } from '#client/ui/page.tsx'
import { toast } from '#client/ui/toast.ts'
import { householdQuery, useAmendCards, useFileCards } from '../queries.ts'
import { filedText } from './after.ts'
import { CardFields } from './card-fields.tsx'
import { faultsOf, needsLateReason } from './check.ts'
import { cardsOf, emptyDraft, heldOn } from './draft.ts'
import { type Earlier, earlierOf } from './earlier.ts'
import { HouseholdField } from './household.tsx'
import { outlookText } from './outlook.ts'
import { SaveBar } from './save-bar.tsx'
import { formTitle } from './words.ts'

interface NewFormProps {
  childId: string
  kind: CardKind
  /** The overdue duty one came from, and its window. */
  duty: Earlier | null
}

/** One form stands for all cards of a visit: a fault in any of them is one of the form's. */
const formErrors = (error: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fieldErrors(error)).map(([path, words]) => [path.replace(/^cards\.\d+\./, ''), words]),
  )

/** Draft, checks and sending of one new card. */
function useNewCard({ childId, kind, duty }: NewFormProps, name: string) {
  const { t } = useLingui()
  const { user, school } = useSession()
  const navigate = useNavigate()
  const [checked, setChecked] = useState(false)
  const [initial] = useState(() => emptyDraft(school.today, user.name, duty?.id ?? null))
  const draft = useDraft(`card-${kind}`, duty === null ? childId : `${childId}|${duty.id}`, initial)
  const file = useFileCards()
  const amend = useAmendCards()
  const household = useQuery(householdQuery(childId)).data ?? []
  const { value } = draft
  const own = household.find(({ id }) => id === childId)
  const asOf = { kind, heldOn: heldOn(value), today: school.today, opened: duty }
  const earlier = earlierOf(own?.duties, asOf)
  const dutyId = earlier.find(({ id }) => id === value.enteredFor)?.id ?? null
  const asked = file.error instanceof ApiError && file.error.code === 'late-reason-required'
  const late = asked || needsLateReason(value, school, dutyId)
  const faults = faultsOf(kind, value, late, school.today)

  const cards = cardsOf(kind, value, { childId, dutyId })
  const seen = cards.flatMap(({ pupilId }) => household.find(({ id }) => id === pupilId) ?? [])
  const outlook = outlookText(seen, (index) => ({
    kind,
    also: kind === 'homeVisit' && value.talked ? ['talk'] : [],
    heldOn: heldOn(value),
    reached: value.reached,
    enteredFor: index === 0 ? dutyId : null,
  }))

  const done = async (filed: readonly CardFiled[]): Promise<void> => {
    const first = filed.find(({ card }) => card.pupilId === childId)
    if (first === undefined) return
    await draft.clear()
    toast({
      tone: 'done',
      text: filedText(
        first,
        name,
        seen.slice(1).map((one) => one.name),
      ),
    })
    await navigate({ to: '/' })
  }
  const save = async (form: HTMLFormElement): Promise<void> => {
    setChecked(true)
    if (Object.keys(faults).length > 0) return focusFirstFault(form)
    const filed = await file.mutateAsync(cards).catch(() => undefined)
    return filed === undefined ? focusFirstFault(form) : done(filed)
  }
  // The card had arrived before; only its answer was lost.
  const correct = async (): Promise<void> => {
    const filed = await amend
      .mutateAsync({ cards, reason: t`第一次保存没有收到回音，接着改了` })
      .catch(() => undefined)
    if (filed !== undefined) await done(filed)
  }
  const errors = { ...formErrors(file.error), ...(checked && faults) }
  const keptAway = own?.keptAway ?? []
  // Who lives together is seen together; parents they need not share, so a call is noted child by child.
  const others = kind === 'homeVisit' && value.reached ? household.filter(({ id }) => id !== childId) : []
  return {
    draft,
    earlier,
    late,
    errors,
    file,
    save,
    correct,
    amend,
    outlook,
    others,
    keptAway,
    startAgain: () => setChecked(false),
  }
}

/** The card of one child: begun at once, kept while it is written, confirmed only by the server. */
export function NewForm(props: NewFormProps) {
  const { childId, kind } = props
  const { head, query } = useChildHead(childId)
  const name = head?.name ?? ''
  const card = useNewCard(props, name)
  const { draft, earlier, late, errors, file, save, outlook, others, startAgain } = card
  const empty = (): void => {
    startAgain()
    void draft.clear()
  }
  if (head === undefined && query.isError && file.data === undefined)
    return <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save(event.currentTarget)
      }}
    >
      <PageHeader
        back={{
          link: { to: '/children/$id', params: { id: childId } },
          label: name === '' ? <Trans>孩子</Trans> : name,
        }}
        title={formTitle(kind)}
        below={head?.className}
      />
      <KeptWords restored={draft.restored} onAgain={empty} />
      {others.length > 0 && (
        <div className="mb-5">
          <HouseholdField draft={draft.value} change={draft.change} others={others} />
        </div>
      )}
      <CardFields
        kind={kind}
        sex={head?.sex ?? 'unknown'}
        draft={draft.value}
        change={draft.change}
        errors={errors}
        earlier={earlier}
        late={late}
        keptAway={card.keptAway}
      />
      <SaveBar
        busy={file.isPending || card.amend.isPending}
        error={card.amend.error ?? file.error}
        outlook={outlook}
        onCorrect={() => void card.correct()}
      />
    </form>
  )
}
