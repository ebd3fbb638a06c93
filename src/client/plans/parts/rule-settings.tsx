import { plural } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { PlanRule } from '#shared/duties/schema.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { RuleSwitch } from './rule-switch.tsx'

interface RuleSettingsProps {
  value: readonly PlanRule[]
  onChange: (value: readonly PlanRule[]) => void
}

/** What the plan asks for besides: switched on where it gives a number, for the school to choose where it gives none. */
export function RuleSettings({ value, onChange }: RuleSettingsProps) {
  const [open, setOpen] = useState(false)
  const chosen = value.filter(({ on }) => on).length
  if (value.length === 0) return null
  const set = (on: boolean): void => onChange(value.map((rule) => ({ ...rule, on })))
  return (
    <Card>
      <p className="font-semibold">
        <Trans>方案里的其他事</Trans>
      </p>
      <p className="text-sm text-soft">
        {plural(value.length, { one: '共 # 项', other: '共 # 项' })}
        {' · '}
        {plural(chosen, { one: '选了 # 项', other: '选了 # 项' })}
      </p>
      <div className="mt-2 flex flex-wrap gap-2.5">
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? <Trans>收起来</Trans> : <Trans>一项一项看</Trans>}
        </Button>
        {chosen > 0 ? (
          <Button tone="plain" onClick={() => set(false)}>
            <Trans>都先不做</Trans>
          </Button>
        ) : (
          <Button tone="plain" onClick={() => set(true)}>
            <Trans>都做</Trans>
          </Button>
        )}
      </div>
      {open && (
        <ul className="-mx-3.5 mt-2 divide-y divide-line border-t border-line">
          {value.map((rule) => (
            <RuleSwitch
              key={rule.key}
              rule={rule}
              onChange={(next) => onChange(value.map((one) => (one.key === next.key ? next : one)))}
            />
          ))}
        </ul>
      )}
    </Card>
  )
}
