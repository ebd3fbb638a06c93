import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { RenewalRule } from '#shared/files/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button, IconButton } from '#client/ui/button.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { useSetRule } from '../queries.ts'

type Window = RenewalRule['windows'][number]
const MOST = 4

interface WindowsProps {
  windows: readonly Window[]
  errors: Readonly<Record<string, string>>
  onChange: (windows: Window[]) => void
}

function Windows({ windows, errors, onChange }: WindowsProps) {
  const { t } = useLingui()
  const set = (at: number, part: Partial<Window>): void =>
    onChange(windows.map((one, place) => (place === at ? { ...one, ...part } : one)))
  return (
    <div className="space-y-3">
      {windows.map((one, at) => (
        <div key={at} className="flex flex-wrap items-end gap-2">
          <Field label={<Trans>从（月-日）</Trans>} error={errors[`windows.${at}.from`]} className="w-28">
            <TextInput
              value={one.from}
              onChange={(from) => set(at, { from })}
              placeholder="09-01"
              maxLength={5}
            />
          </Field>
          <Field label={<Trans>到（月-日）</Trans>} error={errors[`windows.${at}.to`]} className="w-28">
            <TextInput value={one.to} onChange={(to) => set(at, { to })} placeholder="09-30" maxLength={5} />
          </Field>
          <IconButton
            icon="trash"
            label={t`去掉这一段`}
            onClick={() => onChange(windows.filter((_, place) => place !== at))}
          />
        </div>
      ))}
      {windows.length < MOST && (
        <Button icon="plus" onClick={() => onChange([...windows, { from: '', to: '' }])}>
          <Trans>加一段时间</Trans>
        </Button>
      )}
    </div>
  )
}

/** When every file is gone through; what the school sets stands in place of its plan's. */
export function RuleDialog({ rule, onClose }: { rule: RenewalRule; onClose: () => void }) {
  const [windows, setWindows] = useState<Window[]>(rule.windows)
  const [eachTerm, setEachTerm] = useState(rule.eachTerm)
  const [onChange, setOnChange] = useState(rule.onChange)
  const send = useSetRule()
  const errors = fieldErrors(send.error)
  const save = (): void => send.mutate({ body: { windows, eachTerm, onChange } }, { onSuccess: onClose })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>什么时候核对</Trans>}
      description={<Trans>到了时候，每份档案都要有人看一遍、确认一遍。</Trans>}
      actions={
        <Button tone="primary" size="lg" busy={send.isPending} onClick={save}>
          <Trans>保存</Trans>
        </Button>
      }
    >
      <div className="space-y-3">
        <Windows windows={windows} errors={errors} onChange={setWindows} />
        <Checkbox checked={eachTerm} onChange={setEachTerm} label={<Trans>每学期一次</Trans>} />
        <Checkbox
          checked={onChange}
          onChange={setOnChange}
          label={<Trans>照护人、外出或班级变了以后</Trans>}
          help={<Trans>只核对家里人和家里的情况。</Trans>}
        />
        {send.error !== null && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(send.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}
