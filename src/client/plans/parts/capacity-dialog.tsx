import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { DEFAULT_CAPACITY, minutesOf } from '#shared/duties/rules/load.ts'
import type { EvidenceKind } from '#shared/duties/schema.ts'
import type { LoadCapacity } from '#shared/plans/schema.ts'
import { errorText, fieldErrors } from '#client/lib/error-text.ts'
import { newId } from '#client/lib/id.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { useSetCapacity } from '../queries.ts'
import { recordText } from './plan-words.ts'

// The kinds that have a time by default; the keys of the record are kinds.
const kinds = Object.keys(DEFAULT_CAPACITY.minutes) as EvidenceKind[]

/** An empty field is no number: the server says so at the field. */
const numberOf = (text: string): number => (text.trim() === '' ? 0 : Number(text))

/** How long a card takes, and how many hours a week somebody has for it. */
export function CapacityDialog({ capacity, onClose }: { capacity: LoadCapacity; onClose: () => void }) {
  const { t } = useLingui()
  const [id] = useState(newId)
  const [hours, setHours] = useState(String(capacity.hoursPerWeek))
  const [minutes, setMinutes] = useState<Partial<Record<EvidenceKind, string>>>({})
  const save = useSetCapacity()
  const errors = fieldErrors(save.error)
  const textOf = (kind: EvidenceKind): string => minutes[kind] ?? String(minutesOf(capacity, kind))
  const submit = (): void =>
    save.mutate(
      {
        id,
        hoursPerWeek: numberOf(hours),
        minutes: Object.fromEntries(kinds.map((kind) => [kind, numberOf(textOf(kind))])),
      },
      { onSuccess: onClose },
    )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>老师能承担多少</Trans>}
      description={<Trans>按本校的情况估一估。各种方案要花多少时间，都按这里算。</Trans>}
      actions={
        <Button tone="primary" busy={save.isPending} onClick={submit}>
          <Trans>保存</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field
          label={<Trans>一位老师每周能拿出几小时</Trans>}
          help={<Trans>上课、备课以外，留给谈心、联系和家访的时间。</Trans>}
          error={errors['hoursPerWeek']}
        >
          <TextInput
            value={hours}
            onChange={setHours}
            inputMode="decimal"
            type="number"
            min={0.5}
            max={60}
            step={0.5}
          />
        </Field>
        {kinds.map((kind) => (
          <Field
            key={kind}
            label={t`${recordText(kind)}一次几分钟`}
            help={kind === 'homeVisit' ? <Trans>路上的时间也算。</Trans> : undefined}
            error={errors[`minutes.${kind}`]}
          >
            <TextInput
              value={textOf(kind)}
              onChange={(text) => setMinutes({ ...minutes, [kind]: text })}
              inputMode="numeric"
              type="number"
              min={1}
              max={600}
            />
          </Field>
        ))}
        {save.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(save.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}
