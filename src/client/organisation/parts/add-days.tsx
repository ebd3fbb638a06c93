import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { CalendarDay } from '#shared/calendar/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, TextInput } from '#client/ui/text-input.tsx'
import { useSaveDays } from '../queries.ts'
import { daysFromTo } from './special-days.ts'

function AddDaysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [kind, setKind] = useState<CalendarDay['kind']>('holiday')
  const [name, setName] = useState('')
  const [checked, setChecked] = useState(false)
  const save = useSaveDays()
  const last = to === '' ? from : to
  const fault = from === '' ? t`请选日期。` : last < from ? t`结束不能早于开始。` : undefined
  const submit = (): void => {
    setChecked(true)
    if (fault !== undefined) return
    const days = daysFromTo(from, last).map((day) => ({ day, kind, name: name.trim() }))
    save.mutate(days, { onSuccess: onClose })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>加一段日子</Trans>}
      actions={
        <Button tone="primary" busy={save.isPending} onClick={submit}>
          <Trans>加上</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field label={<Trans>这些天</Trans>} group>
          <Choice
            value={kind}
            onChange={setKind}
            options={[
              { value: 'holiday', label: t({ context: 'day', message: '放假' }) },
              { value: 'makeup', label: t`周末上课` },
            ]}
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={<Trans>第一天</Trans>} error={checked && fault}>
            <DateInput value={from} onChange={setFrom} />
          </Field>
          <Field label={<Trans>最后一天</Trans>} help={<Trans>只有一天就空着。</Trans>}>
            <DateInput value={to} onChange={setTo} />
          </Field>
        </div>
        <Field label={<Trans>名称</Trans>} help={<Trans>例如：秋收假、运动会。可以空着。</Trans>}>
          <TextInput value={name} onChange={setName} maxLength={40} />
        </Field>
        {save.isError && <Banner tone="danger">{errorText(save.error)}</Banner>}
      </div>
    </Dialog>
  )
}

export function AddDays() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon="plus" onClick={() => setOpen(true)}>
        <Trans>加一段日子</Trans>
      </Button>
      {open && <AddDaysDialog onClose={() => setOpen(false)} />}
    </>
  )
}
