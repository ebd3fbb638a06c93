import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { OwnField } from '#shared/files/schema.ts'
import { ApiError } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextArea, TextInput } from '#client/ui/text-input.tsx'
import { useAddOwnField, useChangeOwnField } from '../queries.ts'
import { kindText, tierText } from './own-field-words.ts'

const kinds: readonly OwnField['kind'][] = ['text', 'number', 'date', 'choice']
const tiers: readonly OwnField['tier'][] = ['basic', 'contact', 'case']

interface Draft {
  label: string
  purpose: string
  kind: OwnField['kind']
  options: string
  tier: OwnField['tier']
}

const draftOf = (field: OwnField | null): Draft =>
  field === null
    ? { label: '', purpose: '', kind: 'text', options: '', tier: 'basic' }
    : { ...field, options: field.options.join('\n') }

function useSaving(field: OwnField | null, onClose: () => void) {
  const [id] = useState(newId)
  const add = useAddOwnField()
  const change = useChangeOwnField()
  const save = ({ options, ...draft }: Draft, retired: boolean): void => {
    const lines = options.split('\n').map((line) => line.trim())
    const input = { ...draft, options: draft.kind === 'choice' ? lines.filter((line) => line !== '') : [] }
    if (field === null) add.mutate({ body: { id, field: input } }, { onSuccess: onClose })
    else
      change.mutate(
        { params: { id: field.fieldId }, body: { version: field.version, field: input, retired } },
        { onSuccess: onClose },
      )
  }
  const error = add.error ?? change.error
  return { save, error, busy: add.isPending || change.isPending }
}

/** A field of the school's own; kind and reader are fixed once there are values under them. */
export function OwnFieldDialog({ field, onClose }: { field: OwnField | null; onClose: () => void }) {
  const { t } = useLingui()
  const [draft, setDraft] = useState(() => draftOf(field))
  const [retired, setRetired] = useState(field?.retired ?? false)
  const { save, error, busy } = useSaving(field, onClose)
  const set = (part: Partial<Draft>): void => setDraft({ ...draft, ...part })
  const errors = fieldErrors(error)
  const fieldsOnly = error instanceof ApiError && error.fields.length > 0
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={field === null ? <Trans>加一项</Trans> : <Trans>修改“{field.label}”</Trans>}
      actions={
        <Button tone="primary" size="lg" busy={busy} onClick={() => save(draft, retired)}>
          <Trans>保存</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field label={<Trans>叫什么</Trans>} error={errors['field.label']} required>
          <TextInput value={draft.label} onChange={(label) => set({ label })} maxLength={20} />
        </Field>
        <Field
          label={<Trans>为什么问</Trans>}
          help={t`会写在问题下面，填的人都看得到`}
          error={errors['field.purpose']}
          required
        >
          <TextInput value={draft.purpose} onChange={(purpose) => set({ purpose })} maxLength={100} />
        </Field>
        {field === null ? (
          <>
            <Field label={<Trans>填什么</Trans>} group error={errors['field.kind']}>
              <Choice
                value={draft.kind}
                onChange={(kind) => set({ kind })}
                options={kinds.map((one) => ({ value: one, label: kindText(one) }))}
              />
            </Field>
            <Field label={<Trans>谁看得到</Trans>} group error={errors['field.tier']}>
              <Choice
                value={draft.tier}
                onChange={(tier) => set({ tier })}
                options={tiers.map((one) => ({ value: one, label: tierText(one) }))}
              />
            </Field>
          </>
        ) : (
          <Checkbox
            checked={retired}
            onChange={setRetired}
            label={<Trans>以后不再问</Trans>}
            help={<Trans>已经填的会留着。</Trans>}
          />
        )}
        {draft.kind === 'choice' && (
          <Field label={<Trans>可以选的</Trans>} help={t`一行一个`} error={errors['field.options']}>
            <TextArea value={draft.options} onChange={(options) => set({ options })} rows={4} />
          </Field>
        )}
        {error !== null && !fieldsOnly && <Banner tone="danger">{errorText(error)}</Banner>}
      </div>
    </Dialog>
  )
}
