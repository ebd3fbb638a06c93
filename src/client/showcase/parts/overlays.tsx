import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '#client/ui/button.tsx'
import { Section } from '#client/ui/card.tsx'
import { ConfirmDialog, Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { Menu } from '#client/ui/menu.tsx'
import { TextInput } from '#client/ui/text-input.tsx'

const nothing = (): void => undefined

export function Overlays() {
  const { t } = useLingui()
  const [dialog, setDialog] = useState(false)
  const [confirm, setConfirm] = useState(false)
  const [place, setPlace] = useState('')
  return (
    <Section title={<Trans>弹出</Trans>}>
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => setDialog(true)}>{t`打开窗口`}</Button>
        <Button tone="danger" onClick={() => setConfirm(true)}>{t`撤回这次导入`}</Button>
        <Menu
          label={t`更多`}
          items={[
            { label: t`修改`, icon: 'edit', onSelect: nothing },
            { label: t`打印`, icon: 'print', onSelect: nothing, disabled: true },
            { label: t`删除`, icon: 'trash', danger: true, onSelect: nothing },
          ]}
        />
      </div>
      <Dialog
        open={dialog}
        onOpenChange={setDialog}
        title={t`换一位老师`}
        description={t`从今天起由新的老师负责，以前的记录不变。`}
        actions={<Button tone="primary" onClick={() => setDialog(false)}>{t`换好了`}</Button>}
      >
        <Field label={t`老师`}>
          <TextInput value={place} onChange={setPlace} />
        </Field>
      </Dialog>
      <ConfirmDialog
        open={confirm}
        onOpenChange={setConfirm}
        title={t`撤回这次导入？`}
        confirm={t`撤回`}
        onConfirm={() => setConfirm(false)}
      >
        {t`新加的 122 个孩子会从名册里去掉。撤回以后可以重新导入。`}
      </ConfirmDialog>
    </Section>
  )
}
