import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Helper, HelperInput } from '#shared/helpers/schema.ts'
import { getPairingChoices } from '#shared/pairing/api.ts'
import { call } from '#client/lib/call.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { orNull } from '#client/lib/or-null.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { Select, TextInput } from '#client/ui/text-input.tsx'
import { useAddHelper, useChangeHelper } from '../queries.ts'
import { helperKindText, sexOptions } from './helper-words.ts'

interface Draft {
  kind: Helper['kind']
  userId: string
  name: string
  sex: Helper['sex']
  village: string
  languages: string
  phone: string
  most: string
}

const draftOf = (helper: Helper | null): Draft => ({
  kind: helper?.kind ?? 'volunteer',
  userId: '',
  name: helper?.name ?? '',
  sex: helper?.sex ?? 'unknown',
  village: helper?.village ?? '',
  languages: (helper?.languages ?? []).join('、'),
  phone: '',
  most: helper?.mostChildren?.toString() ?? '',
})

/** What must be there before it is sent. */
const missingOf = (helper: Helper | null, { kind, name, userId }: Draft): 'name' | 'userId' | undefined => {
  if (kind !== 'staff') return name.trim() === '' ? 'name' : undefined
  return helper === null && userId === '' ? 'userId' : undefined
}

/** A member of staff is entered by the account; only what a pairing asks about is added. */
function StaffField({
  value,
  onChange,
  error,
}: {
  value: string
  onChange: (id: string) => void
  error: string | undefined
}) {
  const { t } = useLingui()
  const staff = useQuery({
    queryKey: ['pairings', 'choices'],
    queryFn: ({ signal }) => call(getPairingChoices, { signal }),
    select: (choices) => choices.staff,
  })
  return (
    <Field label={<Trans>哪位老师</Trans>} required error={error}>
      <Select
        value={value}
        onChange={onChange}
        placeholder={t`请选择`}
        options={(staff.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Field>
  )
}

function DraftFields({
  draft,
  set,
  helper,
  errors,
}: {
  draft: Draft
  set: (part: Partial<Draft>) => void
  helper: Helper | null
  errors: Record<string, string | undefined>
}) {
  const { t } = useLingui()
  const masked = helper?.phone ?? ''
  return (
    <div className="space-y-4">
      {helper === null && (
        <Field label={<Trans>哪一种</Trans>} group>
          <Choice
            value={draft.kind}
            onChange={(kind) => set({ kind })}
            options={(['volunteer', 'parent', 'staff'] as const).map((kind) => ({
              value: kind,
              label: helperKindText(kind),
            }))}
          />
        </Field>
      )}
      {helper === null && draft.kind === 'staff' && (
        <StaffField value={draft.userId} onChange={(userId) => set({ userId })} error={errors['userId']} />
      )}
      {draft.kind !== 'staff' && (
        <Field label={<Trans>姓名</Trans>} required error={errors['name']}>
          <TextInput value={draft.name} maxLength={40} onChange={(name) => set({ name })} />
        </Field>
      )}
      <Field label={<Trans>男还是女</Trans>} group>
        <Choice value={draft.sex} onChange={(sex) => set({ sex })} options={sexOptions()} />
      </Field>
      <Field
        label={<Trans>电话</Trans>}
        error={errors['phone']}
        {...(masked !== '' && { help: t`现在是 ${masked}，不改就空着` })}
      >
        <TextInput value={draft.phone} inputMode="tel" maxLength={30} onChange={(phone) => set({ phone })} />
      </Field>
      <Field label={<Trans>住在哪个村</Trans>}>
        <TextInput value={draft.village} maxLength={60} onChange={(village) => set({ village })} />
      </Field>
      <Field label={<Trans>会说的话</Trans>} help={<Trans>除普通话外，用顿号隔开，如：苗语、客家话</Trans>}>
        <TextInput value={draft.languages} maxLength={100} onChange={(languages) => set({ languages })} />
      </Field>
      <Field
        label={<Trans>最多帮几个孩子</Trans>}
        help={<Trans>空着就按方案来</Trans>}
        error={errors['mostChildren']}
      >
        <TextInput value={draft.most} inputMode="numeric" maxLength={2} onChange={(most) => set({ most })} />
      </Field>
    </div>
  )
}

/** Somebody new, or other facts of one who is known. */
export function HelperDialog({ helper, onClose }: { helper: Helper | null; onClose: () => void }) {
  const { t } = useLingui()
  const [id] = useState(newId)
  const [draft, setDraft] = useState(draftOf(helper))
  const [checked, setChecked] = useState(false)
  const add = useAddHelper()
  const change = useChangeHelper(helper?.id ?? '')
  const error = add.error ?? change.error
  const missing = missingOf(helper, draft)
  const errors = {
    ...fieldErrors(error),
    ...(checked && missing !== undefined && { [missing]: t`请填写这一项。` }),
  }
  const send = (): void => {
    setChecked(true)
    if (missing !== undefined) return
    const facts = {
      sex: draft.sex,
      village: orNull(draft.village),
      languages: draft.languages.split(/[、,，\s]+/u).filter((one) => one !== ''),
      mostChildren: draft.most === '' ? null : Number(draft.most),
    }
    const phone = orNull(draft.phone)
    const done = { onSuccess: onClose }
    if (helper === null) {
      const isStaff = draft.kind === 'staff'
      const input: HelperInput = {
        id,
        kind: draft.kind,
        name: isStaff ? null : draft.name.trim(),
        userId: isStaff ? draft.userId : null,
        phone,
        ...facts,
      }
      add.mutate(input, done)
    } else {
      const name = helper.kind === 'staff' ? {} : { name: draft.name.trim() }
      change.mutate({ version: helper.version, ...name, ...facts, ...(phone !== null && { phone }) }, done)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={helper === null ? <Trans>登记一位帮手</Trans> : helper.name}
      actions={
        <Button tone="primary" busy={add.isPending || change.isPending} onClick={send}>
          <Trans>保存</Trans>
        </Button>
      }
    >
      <DraftFields
        draft={draft}
        set={(part) => setDraft((old) => ({ ...old, ...part }))}
        helper={helper}
        errors={errors}
      />
      {error !== null && Object.keys(errors).length === 0 && (
        <div className="mt-4">
          <Banner tone="danger">{errorText(error)}</Banner>
        </div>
      )}
    </Dialog>
  )
}
