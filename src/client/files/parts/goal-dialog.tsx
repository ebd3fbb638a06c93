import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Goal, GoalState, ToldBy } from '#shared/files/schema.ts'
import { ApiError } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDate } from '#client/lib/format.ts'
import { newId } from '#client/lib/id.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select, TextArea } from '#client/ui/text-input.tsx'
import { cardsQuery, useStateGoal } from '../queries.ts'
import { goalStateText, goalText, toldByText } from './words.ts'

const states: readonly GoalState[] = ['met', 'partly', 'open']
const tellers: readonly ToldBy[] = ['teacher', 'child', 'family', 'village', 'other']

/** A word about one goal: what is seen, who says so, what shows it. Earlier words stay. */
export function GoalDialog({ childId, goal, onClose }: { childId: string; goal: Goal; onClose: () => void }) {
  const { t } = useLingui()
  const { today } = useSession().school
  const [id] = useState(newId)
  const [state, setState] = useState<GoalState | null>(null)
  const [toldBy, setToldBy] = useState<ToldBy>('teacher')
  const [on, setOn] = useState(today)
  const [evidence, setEvidence] = useState('')
  const [card, setCard] = useState('')
  const cards = useQuery(cardsQuery(childId)).data ?? []
  const send = useStateGoal()
  const errors = fieldErrors(send.error)
  const isOther = send.error !== null && !(send.error instanceof ApiError && send.error.fields.length > 0)
  const save = (): void => {
    if (state === null) return
    send.mutate(
      {
        params: { id: childId },
        body: { id, goal, state, toldBy, on, evidence, ...(card !== '' && { cardId: card }) },
      },
      { onSuccess: onClose },
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={goalText(goal)}
      actions={
        <Button tone="primary" size="lg" disabled={state === null} busy={send.isPending} onClick={save}>
          <Trans>保存</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field label={<Trans>现在怎么样</Trans>} group>
          <Choice
            value={state}
            onChange={setState}
            options={states.map((one) => ({ value: one, label: goalStateText(one) }))}
          />
        </Field>
        <Field
          label={<Trans>从哪里看出来</Trans>}
          help={t`写看到的事，不写评价`}
          error={errors['evidence']}
          required
        >
          <TextArea value={evidence} onChange={setEvidence} rows={2} maxLength={500} />
        </Field>
        {cards.length > 0 && (
          <Field label={<Trans>或者一张记录</Trans>} error={errors['cardId']}>
            <Select
              value={card}
              onChange={setCard}
              options={[
                { value: '', label: t`不用记录` },
                ...cards.map((one) => ({
                  value: one.id,
                  label: `${formatDate(one.heldOn, 'full')} ${dutyText(one.kind)}`,
                })),
              ]}
            />
          </Field>
        )}
        <Field label={<Trans>谁说的</Trans>} group>
          <Choice
            value={toldBy}
            onChange={setToldBy}
            options={tellers.map((one) => ({ value: one, label: toldByText(one) }))}
          />
        </Field>
        <Field label={<Trans>哪一天</Trans>} error={errors['on']}>
          <DateInput value={on} onChange={setOn} max={today} />
        </Field>
        {isOther && <Banner tone="danger">{errorText(send.error)}</Banner>}
      </div>
    </Dialog>
  )
}
