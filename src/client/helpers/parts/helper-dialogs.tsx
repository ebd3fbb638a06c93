import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { addMonths } from '#shared/calendar/rules/local-date.ts'
import type { CheckKind, Helper, HelperInput } from '#shared/helpers/schema.ts'
import { errorText, fieldErrors } from '#client/lib/error-text.ts'
import { newId } from '#client/lib/id.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, TextInput } from '#client/ui/text-input.tsx'
import { useAddCheck, useAddHelper, useChangeHelper, useGiveAccount } from '../queries.ts'
import { checkKinds, checkText, helperKindText, sexOptions } from './helper-words.ts'

interface Draft {
  kind: 'volunteer' | 'parent'
  name: string
  sex: Helper['sex']
  village: string
  languages: string
  phone: string
  most: string
}

const draftOf = (helper: Helper | null): Draft => ({
  kind: helper?.kind === 'parent' ? 'parent' : 'volunteer',
  name: helper?.name ?? '',
  sex: helper?.sex ?? 'unknown',
  village: helper?.village ?? '',
  languages: (helper?.languages ?? []).join('、'),
  phone: '',
  most: helper?.mostChildren?.toString() ?? '',
})

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

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
            options={(['volunteer', 'parent'] as const).map((kind) => ({
              value: kind,
              label: helperKindText(kind),
            }))}
          />
        </Field>
      )}
      {helper?.kind !== 'staff' && (
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
  const missing = draft.name.trim() === '' ? t`请填写这一项。` : undefined
  const errors = { ...fieldErrors(error), ...(checked && missing !== undefined && { name: missing }) }
  const send = (): void => {
    setChecked(true)
    if (missing !== undefined) return
    const facts = {
      name: draft.name.trim(),
      sex: draft.sex,
      village: orNull(draft.village),
      languages: draft.languages.split(/[、,，\s]+/u).filter((one) => one !== ''),
      mostChildren: draft.most === '' ? null : Number(draft.most),
    }
    const phone = orNull(draft.phone)
    const done = { onSuccess: onClose }
    if (helper === null) {
      const input: HelperInput = { id, kind: draft.kind, userId: null, phone, ...facts }
      add.mutate(input, done)
    } else change.mutate({ version: helper.version, ...facts, ...(phone !== null && { phone }) }, done)
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

/** A check that was made, with the day until which it counts. */
export function CheckDialog({ helper, onClose }: { helper: Helper; onClose: () => void }) {
  const { today } = useSession().school
  const [id] = useState(newId)
  const open = checkKinds.find(
    (kind) => !helper.checks.some((check) => check.kind === kind && check.validTo >= today),
  )
  const [kind, setKind] = useState<CheckKind>(open ?? 'identity')
  const [doneOn, setDoneOn] = useState(today)
  const [validTo, setValidTo] = useState(addMonths(today, 12))
  const add = useAddCheck(helper.id)
  const errors = fieldErrors(add.error)
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={<Trans>{helper.name}的核查</Trans>}
      description={<Trans>三样都在有效期里，才能和孩子见面。原件由学校留存，这里只记日期。</Trans>}
      actions={
        <Button
          tone="primary"
          busy={add.isPending}
          onClick={() => add.mutate({ id, kind, doneOn, validTo }, { onSuccess: onClose })}
        >
          <Trans>记下</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field label={<Trans>查了什么</Trans>} group>
          <Choice
            value={kind}
            onChange={setKind}
            options={checkKinds.map((value) => ({ value, label: checkText(value) }))}
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={<Trans>哪天查的</Trans>} error={errors['doneOn']}>
            <DateInput value={doneOn} max={today} onChange={setDoneOn} />
          </Field>
          <Field label={<Trans>有效到哪天</Trans>} error={errors['validTo']}>
            <DateInput value={validTo} min={doneOn} onChange={setValidTo} />
          </Field>
        </div>
        {add.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(add.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}

/** A user name for a volunteer; the first password is shown once. */
export function AccountDialog({ helper, onClose }: { helper: Helper; onClose: () => void }) {
  const [username, setUsername] = useState('')
  const give = useGiveAccount(helper.id)
  const errors = fieldErrors(give.error)
  const made = give.data
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>给{helper.name}开帐号</Trans>}
      description={<Trans>这个帐号只看得到自己的活动卡片，别的什么也打不开。</Trans>}
      actions={
        made === undefined ? (
          <Button
            tone="primary"
            busy={give.isPending}
            disabled={username.trim() === ''}
            onClick={() => give.mutate(username)}
          >
            <Trans>开帐号</Trans>
          </Button>
        ) : (
          <Button tone="primary" onClick={onClose}>
            <Trans>已经交给本人</Trans>
          </Button>
        )
      }
    >
      {made === undefined ? (
        <Field label={<Trans>用户名</Trans>} required error={errors['username']}>
          <TextInput value={username} maxLength={40} autoCapitalize="off" onChange={setUsername} />
        </Field>
      ) : (
        <Banner tone="done" title={made.username}>
          <p className="text-lg font-semibold tabular-nums">{made.password}</p>
          <p>
            <Trans>初始密码只显示这一次，请当面交给本人，第一次登录时要改掉。</Trans>
          </p>
        </Banner>
      )}
      {give.isError && Object.keys(errors).length === 0 && (
        <Banner tone="danger">{errorText(give.error)}</Banner>
      )}
    </Dialog>
  )
}
