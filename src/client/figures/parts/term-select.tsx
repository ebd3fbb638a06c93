import { useLingui } from '@lingui/react/macro'
import type { FigureTerm } from '#shared/figures/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { knownName } from '#client/lib/known-name.ts'
import { Field } from '#client/ui/field.tsx'
import { Select } from '#client/ui/text-input.tsx'

interface TermSelectProps {
  term: FigureTerm
  /** The newest first. */
  terms: readonly FigureTerm[]
  onChange: (id: string) => void
}

/** One of the terms that have begun, with the month in which it did: several have the same name. */
export function TermSelect({ term, terms, onChange }: TermSelectProps) {
  const { t } = useLingui()
  return (
    <Field label={t`哪个学期`} className="w-full max-w-72 print:hidden">
      <Select
        value={term.id}
        onChange={onChange}
        options={terms.map(({ id, name, from }) => ({
          value: id,
          label: `${knownName(name)} · ${formatDate(from, 'month')}`,
        }))}
      />
    </Field>
  )
}
