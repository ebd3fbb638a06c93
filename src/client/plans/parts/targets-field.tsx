import { Trans } from '@lingui/react/macro'
import type { PlanParams } from '#shared/duties/schema.ts'
import { Choices } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import * as words from './param-words.ts'

interface ParamsProps {
  value: PlanParams
  onChange: (value: PlanParams) => void
}

/** Rates aimed at; an empty number is a direction without one. */
export function TargetsField({ value, onChange }: ParamsProps) {
  const set = (targets: PlanParams['targets']): void => onChange({ ...value, targets })
  return (
    <>
      <Field group label={<Trans>目标</Trans>}>
        <Choices
          value={value.targets.map(({ key }) => key)}
          onChange={(keys) =>
            set(keys.map((key) => value.targets.find((one) => one.key === key) ?? { key, percent: null }))
          }
          options={words.targetOptions()}
        />
      </Field>
      {value.targets.map((target) => {
        const name = words.targetText(target.key)
        return (
          <Field
            key={target.key}
            label={<Trans>{name}要到百分之几</Trans>}
            help={<Trans>空着就是没有数字。</Trans>}
          >
            <TextInput
              type="number"
              inputMode="decimal"
              min={0}
              max={100}
              value={target.percent === null ? '' : String(target.percent)}
              onChange={(text) => {
                const percent = text.trim() === '' ? null : Math.min(100, Math.max(0, Number(text)))
                set(value.targets.map((one) => (one.key === target.key ? { ...one, percent } : one)))
              }}
            />
          </Field>
        )
      })}
    </>
  )
}
