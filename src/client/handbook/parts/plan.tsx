import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import type { WeekPage } from '#shared/handbook/schema.ts'
import { ApiError } from '#client/lib/api-error.ts'
import { useDraft } from '#client/lib/draft.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextArea } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { useSavePlan } from '../queries.ts'
import { timesText } from './words.ts'

interface PlanProps {
  classId: string
  page: WeekPage
  /** Whether something typed is not saved yet: then the page cannot be complete. */
  onUnsaved: (unsaved: boolean) => void
}

interface PlanDraft {
  /** Null: nothing typed that is not saved. */
  planned: string | null
  /** Page and version it was typed over. */
  id: string
  version: number
}

function usePlan({ classId, page: { page, week } }: PlanProps) {
  const { t } = useLingui()
  const [id] = useState(() => newId())
  const draft = useDraft<PlanDraft>('handbook-plan', `${classId}-${week.on}`, {
    planned: null,
    id,
    version: 0,
  })
  const save = useSavePlan()
  const base = { id: page?.id ?? id, version: page?.version ?? 0 }
  const text = draft.value.planned ?? page?.planned ?? ''
  const change = (planned: string): void =>
    draft.change(draft.value.planned === null ? { planned, ...base } : { planned })
  const send = (over: { id: string; version: number }): void =>
    save.mutate(
      { params: { classId, on: week.on }, body: { ...over, planned: text } },
      {
        onSuccess: () => {
          void draft.clear()
          toast({ tone: 'done', text: t`保存好了。` })
        },
      },
    )
  return { draft, save, base, text, change, send }
}

/** Somebody else wrote meanwhile: both are shown, nothing is overwritten unseen. */
function Conflict({
  theirs,
  onMine,
  onTheirs,
}: {
  theirs: string
  onMine: () => void
  onTheirs: () => void
}) {
  return (
    <Banner
      tone="due"
      title={<Trans>别人刚刚也写了这一周</Trans>}
      action={
        <span className="flex flex-wrap gap-2.5">
          <Button onClick={onMine}>
            <Trans>留我写的</Trans>
          </Button>
          <Button onClick={onTheirs}>
            <Trans>用对方的</Trans>
          </Button>
        </span>
      }
    >
      <p className="whitespace-pre-wrap">{theirs}</p>
    </Banner>
  )
}

function PlanEditor(props: PlanProps) {
  const { t } = useLingui()
  const { page, onUnsaved } = props
  const { draft, save, base, text, change, send } = usePlan(props)
  const unsaved = draft.value.planned !== null && text !== (page.page?.planned ?? '')
  useEffect(() => onUnsaved(unsaved), [onUnsaved, unsaved])
  const { error } = save
  const conflict = error instanceof ApiError && error.code === 'version-conflict'
  const open = page.duties.filter(({ count, done }) => count > done)
  const suggest = (): void => {
    const lines = open.map(({ key, count, done }) => timesText(key, count - done))
    change([text.trimEnd(), ...lines].filter((line) => line !== '').join('\n'))
  }
  return (
    <>
      <Field
        label={<Trans>写下打算</Trans>}
        help={<Trans>校长也看得到。写到某个孩子，请写在下面“自己记的”里。</Trans>}
        error={fieldErrors(error)['planned']}
      >
        <TextArea value={text} onChange={change} rows={5} maxLength={2000} />
      </Field>
      <div className="mt-2.5 flex flex-wrap gap-2.5">
        <Button
          tone="primary"
          busy={save.isPending}
          disabled={draft.value.planned === null || text.trim() === ''}
          onClick={() => send(draft.value)}
        >
          <Trans>保存</Trans>
        </Button>
        {open.length > 0 && (
          <Button icon="plus" onClick={suggest}>
            <Trans>写进这周到期的</Trans>
          </Button>
        )}
      </div>
      {draft.restored && draft.value.planned !== null && (
        <p className="mt-2 text-sm text-soft">
          <Trans>上次没保存的内容还在。</Trans>
        </p>
      )}
      {error !== null && (
        <div className="mt-3">
          {conflict ? (
            <Conflict
              theirs={page.page?.planned ?? t`（空）`}
              onMine={() => send(base)}
              onTheirs={() => {
                save.reset()
                void draft.clear()
              }}
            />
          ) : (
            <Banner tone="danger">{errorText(error)}</Banner>
          )}
        </div>
      )}
    </>
  )
}

/** The planned care work of the week (D02). */
export function PlanSection(props: PlanProps) {
  const { page } = props.page
  const editable = props.page.mayWrite && (page === null || page.completedOn === null)
  return (
    <Section title={<Trans>这周打算做的</Trans>}>
      <Card>
        {editable ? (
          <PlanEditor {...props} />
        ) : page !== null && page.planned !== '' ? (
          <p className="whitespace-pre-wrap">{page.planned}</p>
        ) : (
          <p className="text-soft">
            <Trans>还没有写。</Trans>
          </p>
        )}
      </Card>
    </Section>
  )
}
