import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { OrganisationClass } from '#shared/organisation/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors, fieldText } from '#client/lib/field-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { useRenameClass } from '../queries.ts'

export function RenameClass({ group, onClose }: { group: OrganisationClass; onClose: () => void }) {
  const [name, setName] = useState(group.name)
  const rename = useRenameClass(group.id)
  const isEmpty = name.trim() === ''
  const submit = (): void => {
    if (!isEmpty) rename.mutate({ version: group.version, name: name.trim() }, { onSuccess: onClose })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>给班级改名</Trans>}
      actions={
        <Button tone="primary" busy={rename.isPending} onClick={submit}>
          <Trans>保存</Trans>
        </Button>
      }
    >
      <Field
        label={<Trans>班名</Trans>}
        error={fieldErrors(rename.error)['name'] ?? (isEmpty && fieldText({ code: 'required' }))}
      >
        <TextInput value={name} onChange={setName} maxLength={40} />
      </Field>
      {rename.isError && (
        <div className="mt-4">
          <Banner tone="danger">{errorText(rename.error)}</Banner>
        </div>
      )}
    </Dialog>
  )
}
