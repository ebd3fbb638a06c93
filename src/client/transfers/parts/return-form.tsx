import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { fieldErrors } from '#client/lib/field-text.ts'
import { formatDate } from '#client/lib/format.ts'
import { useSession } from '#client/lib/session.ts'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { useReturn } from '../queries.ts'
import { useClassOptions } from './answer-dialogs.tsx'
import { Form } from './move-forms.tsx'

/** A child that had left is back, or never left. */
export function ReturnForm({ id, name, leftOn }: { id: string; name: string; leftOn: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { today } = useSession().school
  const [classId, setClassId] = useState('')
  const [from, setFrom] = useState(today)
  const classes = useClassOptions()
  const comeBack = useReturn()
  const errors = fieldErrors(comeBack.error)
  const left = formatDate(leftOn, 'full')
  const save = (): void =>
    comeBack.mutate(
      { params: { id }, body: { classId, from } },
      {
        onSuccess: () => {
          toast({ tone: 'done', text: t`${name}回到名册上了，任务从这一天起照常。` })
          void navigate({ to: '/children/$id', params: { id } })
        },
      },
    )
  return (
    <Form
      change={comeBack}
      ready={classId !== '' && from !== ''}
      verb={<Trans>回到我们学校</Trans>}
      onSave={save}
    >
      <p>
        <Trans>
          {name}
          {left}离校。回来了，或者当时办错了，在这里办回校。
        </Trans>
      </p>
      <Field label={<Trans>到哪个班</Trans>} required error={errors['classId']}>
        <Select value={classId} onChange={setClassId} options={classes} placeholder={t`请选班级`} />
      </Field>
      <Field
        label={<Trans>从哪天起又在我们学校</Trans>}
        help={<Trans>当时办错了，就填离校的那一天，中间不算离开过。</Trans>}
        error={errors['from']}
        required
      >
        <DateInput value={from} onChange={setFrom} min={leftOn} max={today} />
      </Field>
      <p className="text-sm text-soft">
        <Trans>帮扶老师、结对、协议和联系卡的链接在离校时停了，要重新办。</Trans>
      </p>
    </Form>
  )
}
