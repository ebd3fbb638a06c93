import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { CATALOGUE } from '#shared/duties/rules/catalogue.ts'
import { CALENDAR_DUTIES } from '#shared/duties/rules/catalogue-calendar.ts'
import { DEFAULT_CAPACITY, minutesOf } from '#shared/duties/rules/duty-minutes.ts'
import type { EvidenceKind, RuleKey } from '#shared/duties/schema.ts'
import type { LoadCapacity } from '#shared/plans/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
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
// What is shown by a record of work has a time of its own; entries of the year's calendar are such records like any other.
const works = CATALOGUE.filter((duty) => duty.cardKinds[0] === 'work' && !CALENDAR_DUTIES.includes(duty)).map(
  ({ key }) => key,
)

/** An empty field is no number: the server says so at the field. */
const numberOf = (text: string): number => (text.trim() === '' ? 0 : Number(text))

const hasOwnFault = (errors: Readonly<Record<string, string>>): boolean =>
  works.some((key) => errors[`minutes.${key}`] !== undefined)

function Minutes({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  return <TextInput value={value} onChange={onChange} inputMode="numeric" type="number" min={1} max={600} />
}

interface EachThingProps {
  errors: Readonly<Record<string, string>>
  textOf: (key: RuleKey) => string
  onChange: (key: RuleKey, text: string) => void
}

/** What is shown by a record of work, each with a time of its own. */
function EachThing({ errors, textOf, onChange }: EachThingProps) {
  return (
    <details className="rounded-card border border-line bg-white px-3.5" open={hasOwnFault(errors)}>
      <summary className="min-h-11 cursor-pointer py-2.5 font-semibold">
        <Trans>各件事一次几分钟</Trans>
      </summary>
      <p className="mb-3 text-sm text-soft">
        <Trans>
          没有改过的是我们估的数。建档、过生日这样遇到才做的事，事先不知道有几次，没有算进担子里。
        </Trans>
      </p>
      <div className="grid gap-x-4 gap-y-3 pb-3.5 sm:grid-cols-2">
        {works.map((key) => (
          <Field key={key} label={dutyText(key)} error={errors[`minutes.${key}`]}>
            <Minutes value={textOf(key)} onChange={(text) => onChange(key, text)} />
          </Field>
        ))}
      </div>
    </details>
  )
}

/** How long a card takes, and how many hours a week somebody has for it. */
export function CapacityDialog({ capacity, onClose }: { capacity: LoadCapacity; onClose: () => void }) {
  const { t } = useLingui()
  const [id] = useState(newId)
  const [hours, setHours] = useState(String(capacity.hoursPerWeek))
  const [minutes, setMinutes] = useState<Readonly<Record<RuleKey, string>>>({})
  const save = useSetCapacity()
  const errors = fieldErrors(save.error)
  const textOf = (kind: RuleKey): string => minutes[kind] ?? String(minutesOf(capacity, kind))
  const submit = (): void =>
    save.mutate(
      {
        id,
        hoursPerWeek: numberOf(hours),
        // What is left as it is by default goes on with the default.
        minutes: Object.fromEntries(
          [...new Set([...kinds, ...Object.keys(capacity.minutes), ...Object.keys(minutes)])].map((key) => [
            key,
            numberOf(textOf(key)),
          ]),
        ),
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
            <Minutes value={textOf(kind)} onChange={(text) => setMinutes({ ...minutes, [kind]: text })} />
          </Field>
        ))}
        <EachThing
          errors={errors}
          textOf={textOf}
          onChange={(key, text) => setMinutes({ ...minutes, [key]: text })}
        />
        {save.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(save.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}
