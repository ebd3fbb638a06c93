import { Trans } from '@lingui/react/macro'
import { MERGE_FIELDS } from '#shared/duplicates/rules/fields.ts'
import type { Comparison, MergeField } from '#shared/duplicates/schema.ts'
import { Choice } from '#client/ui/choice.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Field } from '#client/ui/field.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { fieldText, valueText } from './words.ts'

interface FieldChoicesProps {
  comparison: Comparison
  take: readonly MergeField[]
  onTake: (take: MergeField[]) => void
}

/** What differs, each with its two values to choose from; what is the same is only shown. */
export function FieldChoices({ comparison, take, onTake }: FieldChoicesProps) {
  const { kept, gone, differing } = comparison
  // What neither entry says is nothing to compare.
  const same = MERGE_FIELDS.filter((field) => !differing.includes(field) && kept.values[field] !== null)
  const choose = (field: MergeField, side: 'kept' | 'gone'): void =>
    onTake(side === 'gone' ? [...take, field] : take.filter((one) => one !== field))
  return (
    <>
      <Section title={<Trans>两份不一样的，留哪一个</Trans>}>
        <Card className="space-y-4">
          {differing.length === 0 ? (
            <p>
              <Trans>填的内容都一样。</Trans>
            </p>
          ) : (
            differing.map((field) => (
              <Field key={field} label={fieldText(field)} group>
                <Choice
                  value={take.includes(field) ? 'gone' : 'kept'}
                  onChange={(side) => choose(field, side)}
                  options={[
                    { value: 'kept', label: valueText(field, kept.values[field]) },
                    { value: 'gone', label: valueText(field, gone.values[field]) },
                  ]}
                />
              </Field>
            ))
          )}
        </Card>
      </Section>
      <Section title={<Trans>两份一样的</Trans>}>
        <Card pad="sides">
          <KeyValue
            items={same.map((field) => ({
              label: fieldText(field),
              value: valueText(field, kept.values[field]),
            }))}
          />
        </Card>
      </Section>
    </>
  )
}

/** Starts with what is filled: an empty value of the kept entry is taken from the other. */
export const firstTake = ({ kept, gone, differing }: Comparison): MergeField[] =>
  differing.filter((field) => kept.values[field] === null && gone.values[field] !== null)
