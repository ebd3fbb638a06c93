import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { School } from '#shared/organisation/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors, fieldText } from '#client/lib/field-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { useChangeSchool } from '../queries.ts'

function EditSchool({ school, onClose }: { school: School; onClose: () => void }) {
  const [name, setName] = useState(school.name)
  const [code, setCode] = useState(school.code ?? '')
  const [officer, setOfficer] = useState(school.dataOfficer ?? '')
  const save = useChangeSchool()
  const errors = fieldErrors(save.error)
  const isEmpty = name.trim() === ''
  const submit = (): void => {
    if (isEmpty) return
    save.mutate(
      { version: school.version, name, code: code.trim() || null, dataOfficer: officer.trim() || null },
      { onSuccess: onClose },
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>学校的资料</Trans>}
      actions={
        <Button tone="primary" busy={save.isPending} onClick={submit}>
          <Trans>保存</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field
          label={<Trans>学校名称</Trans>}
          error={errors['name'] ?? (isEmpty && fieldText({ code: 'required' }))}
          required
        >
          <TextInput value={name} onChange={setName} maxLength={80} />
        </Field>
        <Field label={<Trans>学校标识码</Trans>} error={errors['code']}>
          <TextInput value={code} onChange={setCode} maxLength={20} inputMode="numeric" />
        </Field>
        <Field
          label={<Trans>谁对孩子的信息负责</Trans>}
          help={<Trans>家长问起孩子的信息时，由这位老师答复。</Trans>}
          error={errors['dataOfficer']}
        >
          <TextInput value={officer} onChange={setOfficer} maxLength={40} />
        </Field>
        {save.isError && <Banner tone="danger">{errorText(save.error)}</Banner>}
      </div>
    </Dialog>
  )
}

/** Name, number and who answers for the data. */
export function SchoolCard({ school }: { school: School }) {
  const { t } = useLingui()
  const [editing, setEditing] = useState(false)
  return (
    <Card>
      <KeyValue
        items={[
          { label: t`学校名称`, value: school.name },
          { label: t`学校标识码`, value: school.code },
          { label: t`谁对孩子的信息负责`, value: school.dataOfficer },
        ]}
        empty={<Trans>还没有填</Trans>}
      />
      <div className="mt-2">
        <Button icon="edit" onClick={() => setEditing(true)}>
          <Trans>修改</Trans>
        </Button>
      </div>
      {editing && <EditSchool school={school} onClose={() => setEditing(false)} />}
    </Card>
  )
}
