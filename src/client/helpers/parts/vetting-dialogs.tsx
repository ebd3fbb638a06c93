import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { addMonths } from '#shared/calendar/rules/local-date.ts'
import type { CheckKind, Helper } from '#shared/helpers/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, TextInput } from '#client/ui/text-input.tsx'
import { useAddCheck, useGiveAccount } from '../queries.ts'
import { checkKinds, checkText } from './helper-words.ts'

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
