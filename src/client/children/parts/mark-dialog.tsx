import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { CareCategory, CareMark } from '#shared/marks/schema.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { orNull } from '#client/lib/or-null.ts'
import { useSession } from '#client/lib/session.ts'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, TextInput } from '#client/ui/text-input.tsx'
import { useAddMark, useChangeMark } from '../queries.ts'
import { markOptions, markText } from './mark-words.ts'
import { SaveDialog } from './save-dialog.tsx'

interface MarkDialogProps {
  childId: string
  /** Null: a new one. */
  mark: CareMark | null
  /** Chosen for a new one already. */
  proposed?: CareCategory
  onClose: () => void
}

/** What is said about one mark, and how it is sent. */
function useMarkForm({ childId, mark, proposed, onClose }: MarkDialogProps) {
  const { today } = useSession().school
  const [form, setForm] = useState(() => ({
    id: newId(),
    category: mark?.category ?? proposed ?? null,
    from: mark?.from ?? today,
    to: mark?.to ?? '',
    note: mark?.note ?? '',
    mistaken: false,
  }))
  const [wanting, setWanting] = useState(false)
  const add = useAddMark()
  const change = useChangeMark()
  const save = (): void => {
    const { id, category, from, to, note, mistaken } = form
    if (category === null) return setWanting(true)
    const days = { from, to: orNull(to), note: orNull(note) }
    if (mark === null)
      return add.mutate({ params: { id: childId }, body: { id, category, ...days } }, { onSuccess: onClose })
    const news = {
      ...(days.from !== mark.from && { from: days.from }),
      ...(days.to !== mark.to && { to: days.to }),
      ...(days.note !== mark.note && { note: days.note }),
    }
    const body = { version: mark.version, ...(mistaken ? { mistaken: true as const } : news) }
    return change.mutate({ params: { id: childId, recordId: mark.id }, body }, { onSuccess: onClose })
  }
  const set = (part: Partial<typeof form>): void => setForm({ ...form, ...part })
  return { form, set, save, wanting, sent: mark === null ? add : change }
}

/** Why else the school looks after this child: since when, until when, and on what it rests. */
export function MarkDialog(props: MarkDialogProps) {
  const { t } = useLingui()
  const { mark, onClose } = props
  const { form, set, save, wanting, sent } = useMarkForm(props)
  const errors = fieldErrors(sent.error)
  const what = mark === null ? '' : markText(mark.category)
  return (
    <SaveDialog
      title={mark === null ? t`登记另外照顾的原因` : t`改“${what}”`}
      description={
        <Trans>
          “学习吃力”“家里困难”和下面的凭什么，只有管档案的人看得到。保存以后，建不建档、排不排任务马上按方案重新算。
        </Trans>
      }
      change={sent}
      onSave={save}
      onClose={onClose}
    >
      {mark === null && (
        <Field
          label={<Trans>原因</Trans>}
          group
          required
          error={wanting && form.category === null ? t`请选一项。` : errors['category']}
        >
          <Choice value={form.category} onChange={(category) => set({ category })} options={markOptions()} />
        </Field>
      )}
      {!form.mistaken && (
        <>
          <Field
            label={<Trans>从哪天起照顾</Trans>}
            help={<Trans>从以前的日子算起，那些日子的事也会排上，没做过的算逾期。</Trans>}
            error={errors['from']}
          >
            <DateInput value={form.from} onChange={(from) => set({ from })} />
          </Field>
          <Field
            label={<Trans>照顾到哪天（最后一天）</Trans>}
            help={<Trans>还要照顾就空着。</Trans>}
            error={errors['to']}
          >
            <DateInput value={form.to} onChange={(to) => set({ to })} />
          </Field>
          <Field
            label={<Trans>凭什么（可以不填）</Trans>}
            help={<Trans>比如看过哪种证明。不要写证号。</Trans>}
            error={errors['note']}
          >
            <TextInput value={form.note} onChange={(note) => set({ note })} maxLength={200} />
          </Field>
        </>
      )}
      {mark !== null && (
        <Checkbox
          checked={form.mistaken}
          onChange={(mistaken) => set({ mistaken })}
          label={<Trans>登记错了，从来不是这样</Trans>}
        />
      )}
    </SaveDialog>
  )
}
