import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { findCatalogueDuty } from '#shared/duties/rules/catalogue.ts'
import { periodChoices } from '#shared/duties/rules/plan-rules.ts'
import type { PlanRule } from '#shared/duties/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { Choice, Choices } from '#client/ui/choice.tsx'
import { Switch } from '#client/ui/checkbox.tsx'
import { catalogueText, eventDays, monthText, periodText, sentenceOf } from './rule-words.ts'

interface RuleProps {
  rule: PlanRule
  onChange: (rule: PlanRule) => void
}

const YEAR = Array.from({ length: 12 }, (_, at) => at + 1)

const Row = ({ children }: { children: ReactNode }) => <div className="pb-2">{children}</div>

/** When a duty falls due, as far as the school may choose. */
function Times({ rule, onChange }: RuleProps) {
  const { t } = useLingui()
  const { key, period } = rule
  const name = dutyText(key)
  const duty = findCatalogueDuty(key)
  const choices = periodChoices(key)
  const days = period === 'event' ? eventDays(rule) : null
  const months = rule.months ?? duty?.months ?? []
  return (
    <>
      {choices.length > 1 && (
        <Row>
          <Choice
            aria-label={t`${name}多久一次`}
            value={period}
            onChange={(next) => onChange({ ...rule, period: next })}
            options={choices.map((one) => ({ value: one, label: sentenceOf(periodText(one)) }))}
          />
        </Row>
      )}
      {duty?.monthsBySchool === true && (
        <Row>
          <Choices
            aria-label={t`${name}：哪几个月`}
            value={months.map(String)}
            // The last month stays: a duty of no month would never fall due.
            onChange={(next) =>
              next.length > 0 && onChange({ ...rule, months: next.map(Number).sort((a, b) => a - b) })
            }
            options={YEAR.map((month) => ({ value: String(month), label: monthText(month) }))}
          />
        </Row>
      )}
      {days !== null && (
        <Row>
          <Choice
            aria-label={t`${name}：几天`}
            value={String(days)}
            onChange={(next) => onChange({ ...rule, days: Number(next) })}
            options={[...new Set([7, 14, 30, 60, days])]
              .sort((a, b) => a - b)
              .map((one) => ({ value: String(one), label: plural(one, { one: '# 天', other: '# 天' }) }))}
          />
        </Row>
      )}
    </>
  )
}

/** One further duty: whether it is done, and when. */
export function RuleSwitch({ rule, onChange }: RuleProps) {
  const { t } = useLingui()
  const { key, on, by } = rule
  const about = catalogueText(rule)
  return (
    <li className="px-3.5 py-1">
      <Switch
        checked={on}
        onChange={(next) => onChange({ ...rule, on: next })}
        label={<b className="font-semibold">{dutyText(key)}</b>}
        help={by === 'plan' ? about : t`${about}（学校自己定）`}
      />
      {on && <Times rule={rule} onChange={onChange} />}
    </li>
  )
}
