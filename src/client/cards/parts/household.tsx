import { Trans, useLingui } from '@lingui/react/macro'
import type { HouseholdChild } from '#shared/cards/schema.ts'
import { newId } from '#client/lib/id.ts'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Field } from '#client/ui/field.tsx'
import type { CardDraft } from './draft.ts'

interface HouseholdFieldProps {
  draft: CardDraft
  change: (part: Partial<CardDraft>) => void
  /** The other children of the household that the visitor may write of. */
  others: readonly HouseholdChild[]
}

/** One visit, several children of the family: each ticked one gets a card of its own, with an id made once. */
export function HouseholdField({ draft, change, others }: HouseholdFieldProps) {
  const { t } = useLingui()
  const isChosen = (id: string): boolean => draft.siblings.some(({ pupilId }) => pupilId === id)
  const toggle = (id: string, checked: boolean): void =>
    change({
      siblings: checked
        ? [...draft.siblings, { pupilId: id, cardId: newId() }]
        : draft.siblings.filter(({ pupilId }) => pupilId !== id),
    })
  return (
    <Field
      label={<Trans>这家还有学校的孩子</Trans>}
      group
      help={<Trans>也见到了就一起记，每个孩子各有一张。只适合某一个孩子的话，请分开记。</Trans>}
    >
      <div className="rounded-card border border-line bg-white px-3.5">
        {others.map(({ id, name, className }) => (
          <Checkbox
            key={id}
            checked={isChosen(id)}
            onChange={(checked) => toggle(id, checked)}
            label={className === null ? name : t`${name} · ${className}`}
          />
        ))}
      </div>
    </Field>
  )
}
