import { Trans, useLingui } from '@lingui/react/macro'
import type { PlanParams, TargetCategory } from '#shared/duties/schema.ts'
import { Choice, Choices } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import * as words from './param-words.ts'

interface ParamsProps {
  value: PlanParams
  onChange: (value: PlanParams) => void
}

type Part = 'survey' | 'archive' | 'duties'

interface CategoriesProps<Plan> {
  value: Plan
  onChange: (value: Plan) => void
}

/** Other children the plan looks after, and how far. */
export function CategoriesField<Plan extends Pick<PlanParams, 'otherTargets'>>({
  value,
  onChange,
}: CategoriesProps<Plan>) {
  const { t } = useLingui()
  const { otherTargets } = value
  const set = (category: TargetCategory['category'], parts: readonly Part[]): void => {
    const others = otherTargets.filter((one) => one.category !== category)
    const own = {
      category,
      survey: parts.includes('survey'),
      archive: parts.includes('archive'),
      duties: parts.includes('duties'),
    }
    onChange({ ...value, otherTargets: parts.length === 0 ? others : [...others, own] })
  }
  return (
    <>
      {words.categoryOptions().map(({ value: category, label }) => {
        const own = otherTargets.find((one) => one.category === category)
        const parts = words.partOptions()
        return (
          <Field key={category} group label={label}>
            <Choices
              aria-label={t`${label}：做到哪一步`}
              value={parts.map((part) => part.value).filter((part) => own?.[part] === true)}
              onChange={(list) => set(category, list)}
              options={parts}
            />
          </Field>
        )
      })}
    </>
  )
}

/** Who is paired with a child, and how many children one may have. */
export function PairingField({ value, onChange }: ParamsProps) {
  const { pairing } = value
  const set = (next: Partial<PlanParams['pairing']>): void =>
    onChange({ ...value, pairing: { ...pairing, ...next } })
  return (
    <>
      <Field group label={<Trans>和谁结对</Trans>}>
        <Choices
          value={pairing.models.map(({ kind }) => kind)}
          onChange={(kinds) =>
            set({
              models: kinds.map(
                (kind) => pairing.models.find((one) => one.kind === kind) ?? { kind, maxChildren: null },
              ),
            })
          }
          options={words.pairingOptions()}
        />
      </Field>
      {pairing.models.length > 0 && (
        <Field group label={<Trans>给哪些孩子结对</Trans>}>
          <Choice value={pairing.scope} onChange={(scope) => set({ scope })} options={words.scopeOptions()} />
        </Field>
      )}
      {pairing.models.map((model) => {
        const name = words.pairingText(model.kind)
        return (
          <Field
            key={model.kind}
            label={<Trans>{name}：每人最多帮几个孩子</Trans>}
            help={<Trans>空着就是不限。</Trans>}
          >
            <TextInput
              type="number"
              inputMode="numeric"
              min={1}
              value={model.maxChildren === null ? '' : String(model.maxChildren)}
              onChange={(text) => {
                const most = Math.floor(Number(text))
                const maxChildren = most >= 1 ? most : null
                set({
                  models: pairing.models.map((one) =>
                    one.kind === model.kind ? { ...one, maxChildren } : one,
                  ),
                })
              }}
            />
          </Field>
        )
      })}
    </>
  )
}
