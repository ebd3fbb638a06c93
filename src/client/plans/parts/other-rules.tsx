import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { planRules } from '#shared/duties/rules/plan-rules.ts'
import type { PlanRule } from '#shared/duties/schema.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Few } from '#client/ui/few.tsx'
import { Field } from '#client/ui/field.tsx'
import { Select } from '#client/ui/text-input.tsx'
import { allPresets } from './choosable.ts'
import { RuleSwitch } from './rule-switch.tsx'

interface OtherRulesProps {
  value: readonly PlanRule[]
  onChange: (value: readonly PlanRule[]) => void
}

/** Rows shown before one asks for more: a year's calendar has more than forty. */
const few = 8

/** Of another plan what this one does not have yet: taken, it stands among its own. */
function OfPlan({ preset, value, onChange }: OtherRulesProps & { preset: string }) {
  const others = planRules(preset).filter(({ key }) => value.every((rule) => rule.key !== key))
  if (others.length === 0)
    return (
      <p className="text-soft">
        <Trans>这个方案里的其他事，上面都有了。</Trans>
      </p>
    )
  return (
    <Few items={others} most={few} renderMore={(hidden) => <Trans>再看 {hidden} 项</Trans>}>
      {(shown) => (
        <ul className="-mx-3.5 divide-y divide-line border-t border-line">
          {shown.map((rule) => (
            <RuleSwitch
              key={rule.key}
              rule={{ ...rule, on: false }}
              onChange={() => onChange([...value, { ...rule, on: true, by: 'school' }])}
            />
          ))}
        </ul>
      )}
    </Few>
  )
}

/** Plans can be mixed: a duty of any other plan may be taken into this one (C06). */
export function OtherRules({ value, onChange }: OtherRulesProps) {
  const { t } = useLingui()
  const [open, setOpen] = useState(false)
  const [preset, setPreset] = useState('')
  return (
    <Card>
      <p className="font-semibold">
        <Trans>从别的方案里添</Trans>
      </p>
      <p className="text-sm text-soft">
        <Trans>别的方案里哪件事想做，打开就添到上面。</Trans>
      </p>
      <div className="mt-2">
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? <Trans>收起来</Trans> : <Trans>看别的方案</Trans>}
        </Button>
      </div>
      {open && (
        <div className="mt-3 space-y-3">
          <Field label={<Trans>哪个方案</Trans>}>
            <Select
              value={preset}
              onChange={setPreset}
              options={[
                { value: '', label: t`选一个方案` },
                ...allPresets().map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </Field>
          {preset !== '' && <OfPlan key={preset} preset={preset} value={value} onChange={onChange} />}
        </div>
      )}
    </Card>
  )
}
