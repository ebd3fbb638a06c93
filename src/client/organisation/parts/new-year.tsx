import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Field } from '#client/ui/field.tsx'
import { ActionBar } from '#client/ui/page.tsx'
import { DateInput, TextInput } from '#client/ui/text-input.tsx'
import { useCreateYear } from '../queries.ts'
import { proposeYear } from './year-proposal.ts'

interface Period {
  id: string
  name: string
  startsOn: string
  endsOn: string
}

interface PeriodFieldsProps {
  value: Period
  onChange: (value: Period) => void
  errors: Record<string, string>
  /** Of the fields in `errors`: `terms.0.` or nothing. */
  prefix?: string
}

function PeriodFields({ value, onChange, errors, prefix = '' }: PeriodFieldsProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Field label={<Trans>名称</Trans>} error={errors[`${prefix}name`]}>
        <TextInput value={value.name} onChange={(name) => onChange({ ...value, name })} maxLength={40} />
      </Field>
      <Field label={<Trans>第一天</Trans>} error={errors[`${prefix}startsOn`]}>
        <DateInput value={value.startsOn} onChange={(startsOn) => onChange({ ...value, startsOn })} />
      </Field>
      <Field label={<Trans>最后一天</Trans>} error={errors[`${prefix}endsOn`]}>
        <DateInput value={value.endsOn} onChange={(endsOn) => onChange({ ...value, endsOn })} />
      </Field>
    </div>
  )
}

/** A school year with its terms, filled in as they usually are. */
export function NewYear({ basis, onDone }: { basis: string; onDone?: () => void }) {
  const { t } = useLingui()
  const [year, setYear] = useState<Period>(() => {
    const { first, startsOn, endsOn } = proposeYear(basis)
    const next = first + 1
    return { id: newId(), name: t`${first}–${next} 学年`, startsOn, endsOn }
  })
  const [terms, setTerms] = useState<Period[]>(() => {
    const { autumn, spring } = proposeYear(basis)
    return [
      { id: newId(), name: t`秋季学期`, ...autumn },
      { id: newId(), name: t`春季学期`, ...spring },
    ]
  })
  const save = useCreateYear()
  const errors = fieldErrors(save.error)
  const change = (index: number, term: Period): void =>
    setTerms(terms.map((one, at) => (at === index ? term : one)))
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ ...year, terms }, { onSuccess: onDone })
      }}
    >
      <div className="mb-4">
        <Banner>
          <Trans>日期是按常见的校历和春节先填好的，请照教育局的校历改准。</Trans>
        </Banner>
      </div>
      <div className="space-y-3">
        <Card>
          <h2 className="mb-2 font-semibold">
            <Trans>学年</Trans>
          </h2>
          <PeriodFields value={year} onChange={setYear} errors={errors} />
        </Card>
        {terms.map((term, index) => (
          <Card key={term.id}>
            <div className="mb-2 flex items-center justify-between gap-3">
              <h2 className="font-semibold">{term.name}</h2>
              {terms.length > 1 && (
                <Button tone="plain" onClick={() => setTerms(terms.filter((_, at) => at !== index))}>
                  <Trans>去掉</Trans>
                </Button>
              )}
            </div>
            <PeriodFields
              value={term}
              onChange={(changed) => change(index, changed)}
              errors={errors}
              prefix={`terms.${index}.`}
            />
          </Card>
        ))}
      </div>
      {save.isError && (
        <div className="mt-4">
          <Banner tone="danger">{errorText(save.error)}</Banner>
        </div>
      )}
      <ActionBar>
        {onDone !== undefined && (
          <Button size="lg" onClick={onDone}>
            <Trans>先不</Trans>
          </Button>
        )}
        <Button type="submit" tone="primary" size="lg" busy={save.isPending}>
          <Trans>保存学年和学期</Trans>
        </Button>
      </ActionBar>
    </form>
  )
}
