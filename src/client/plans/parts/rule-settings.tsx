import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { periodChoices } from '#shared/duties/rules/plan-rules.ts'
import type { PlanRule } from '#shared/duties/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Switch } from '#client/ui/checkbox.tsx'
import { catalogueText, eventDays, periodText, sentenceOf } from './rule-words.ts'

interface RuleSettingsProps {
  value: readonly PlanRule[]
  onChange: (value: readonly PlanRule[]) => void
}

interface RuleProps {
  rule: PlanRule
  onChange: (rule: PlanRule) => void
}

function RuleSwitch({ rule, onChange }: RuleProps) {
  const { t } = useLingui()
  const { key, on, by, period } = rule
  const name = dutyText(key)
  const choices = periodChoices(key)
  const about = catalogueText(rule)
  const days = period === 'event' ? eventDays(rule) : null
  return (
    <li className="px-3.5 py-1">
      <Switch
        checked={on}
        onChange={(next) => onChange({ ...rule, on: next })}
        label={<b className="font-semibold">{name}</b>}
        help={by === 'plan' ? about : t`${about}（学校自己定）`}
      />
      {on && choices.length > 1 && (
        <div className="pb-2">
          <Choice
            aria-label={t`${name}多久一次`}
            value={period}
            onChange={(next) => onChange({ ...rule, period: next })}
            options={choices.map((one) => ({ value: one, label: sentenceOf(periodText(one)) }))}
          />
        </div>
      )}
      {on && days !== null && (
        <div className="pb-2">
          <Choice
            aria-label={t`${name}：几天`}
            value={String(days)}
            onChange={(next) => onChange({ ...rule, days: Number(next) })}
            options={[...new Set([7, 14, 30, 60, days])]
              .sort((a, b) => a - b)
              .map((one) => ({ value: String(one), label: plural(one, { one: '# 天', other: '# 天' }) }))}
          />
        </div>
      )}
    </li>
  )
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
