import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { OrganisationYear } from '#shared/organisation/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { formatDateRange } from '#client/lib/format.ts'
import { newId } from '#client/lib/id.ts'
import { knownName } from '#client/lib/known-name.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button, IconButton } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, TextInput } from '#client/ui/text-input.tsx'
import { useChangePeriod, useCreateTerm } from '../queries.ts'
import { RemovePeriod } from './remove-period.tsx'

interface Values {
  name: string
  startsOn: string
  endsOn: string
}

interface PeriodDialogProps {
  title: string
  initial: Values
  error: unknown
  busy: boolean
  onSave: (values: Values) => void
  onClose: () => void
}

function PeriodDialog({ title, initial, error, busy, onSave, onClose }: PeriodDialogProps) {
  const [values, setValues] = useState(initial)
  const errors = fieldErrors(error)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      actions={
        <Button tone="primary" busy={busy} onClick={() => onSave(values)}>
          <Trans>保存</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field label={<Trans>名称</Trans>} error={errors['name']}>
          <TextInput value={values.name} onChange={(name) => setValues({ ...values, name })} maxLength={40} />
        </Field>
        <Field label={<Trans>第一天</Trans>} error={errors['startsOn']}>
          <DateInput value={values.startsOn} onChange={(startsOn) => setValues({ ...values, startsOn })} />
        </Field>
        <Field label={<Trans>最后一天</Trans>} error={errors['endsOn']}>
          <DateInput value={values.endsOn} onChange={(endsOn) => setValues({ ...values, endsOn })} />
        </Field>
        <p className="text-sm text-soft">
          <Trans>改了日期，还没到期的任务会照新的日期重新安排；做过的不变。</Trans>
        </p>
        {error !== null && <Banner tone="danger">{errorText(error)}</Banner>}
      </div>
    </Dialog>
  )
}

interface PeriodLineProps {
  kind: 'year' | 'term'
  period: Values & { id: string; version: number }
}

function PeriodLine({ kind, period }: PeriodLineProps) {
  const { t } = useLingui()
  const [editing, setEditing] = useState(false)
  const change = useChangePeriod(kind, period.id)
  const { version } = period
  const name = knownName(period.name)
  const close = (): void => {
    setEditing(false)
    change.reset()
  }
  return (
    <li className="flex items-center gap-3 py-1.5">
      <div className="min-w-0 flex-1">
        <p className={kind === 'year' ? 'font-semibold' : ''}>{name}</p>
        <p className="text-sm text-soft">{formatDateRange(period.startsOn, period.endsOn)}</p>
      </div>
      <div className="flex shrink-0">
        <IconButton icon="edit" label={t`修改${name}`} onClick={() => setEditing(true)} />
        <RemovePeriod kind={kind} id={period.id} name={name} />
      </div>
      {editing && (
        <PeriodDialog
          title={t`修改${name}`}
          initial={{ name: period.name, startsOn: period.startsOn, endsOn: period.endsOn }}
          error={change.error}
          busy={change.isPending}
          onSave={(values) => change.mutate({ version, ...values }, { onSuccess: close })}
          onClose={close}
        />
      )}
    </li>
  )
}

function AddTerm({ year }: { year: OrganisationYear }) {
  const { t } = useLingui()
  const [adding, setAdding] = useState(false)
  const [id, setId] = useState(newId)
  const create = useCreateTerm(year.id)
  const close = (): void => {
    setAdding(false)
    setId(newId())
    create.reset()
  }
  return (
    <>
      <Button tone="plain" icon="plus" onClick={() => setAdding(true)}>
        <Trans>加一个学期</Trans>
      </Button>
      {adding && (
        <PeriodDialog
          title={t`加一个学期`}
          initial={{ name: '', startsOn: '', endsOn: year.endsOn }}
          error={create.error}
          busy={create.isPending}
          onSave={(values) => create.mutate({ id, ...values }, { onSuccess: close })}
          onClose={close}
        />
      )}
    </>
  )
}

/** One school year with its terms. */
export function YearPeriods({ year, isCurrent }: { year: OrganisationYear; isCurrent: boolean }) {
  const terms = [...year.terms].sort((one, other) => (one.startsOn < other.startsOn ? -1 : 1))
  return (
    <Section
      title={knownName(year.name)}
      aside={
        isCurrent && (
          <Chip>
            <Trans>现在用的</Trans>
          </Chip>
        )
      }
    >
      <Card>
        <ul className="divide-y divide-line">
          <PeriodLine kind="year" period={year} />
          {terms.map((term) => (
            <PeriodLine key={term.id} kind="term" period={term} />
          ))}
        </ul>
        {terms.length < 4 && <AddTerm year={year} />}
      </Card>
    </Section>
  )
}
