import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { PlanParams } from '#shared/duties/schema.ts'
import { Card } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Switch } from '#client/ui/checkbox.tsx'
import { dutyText } from '#client/lib/duty-words.ts'
import { periodText } from './rule-words.ts'

type Duties = Pick<PlanParams, 'talk' | 'parentContact' | 'visit'>

interface DutyProps {
  label: string
  on: boolean
  /** Set by the plan itself, not left to the school. */
  byPlan: boolean
  onToggle: (on: boolean) => void
  children: ReactNode
}

function Duty({ label, on, byPlan, onToggle, children }: DutyProps) {
  const help = byPlan ? <Trans>方案里写明的</Trans> : <Trans>方案没有写死，由学校定</Trans>
  return (
    <Card>
      <Switch checked={on} onChange={onToggle} label={<b className="font-semibold">{label}</b>} help={help} />
      {on && <div className="pb-1">{children}</div>}
    </Card>
  )
}

/** How often each of the three duties falls due; what the school changes is marked as its own. */
export function DutySettings({ value, onChange }: { value: Duties; onChange: (value: Duties) => void }) {
  const { t } = useLingui()
  const { talk, parentContact, visit } = value
  const school = { by: 'school' } as const
  return (
    <div className="space-y-2.5">
      <Duty
        label={dutyText('talk')}
        on={talk.on}
        byPlan={talk.by === 'plan'}
        onToggle={(on) => onChange({ ...value, talk: { ...talk, on, ...school } })}
      >
        <Choice
          aria-label={t`多久谈一次心`}
          value={talk.period}
          onChange={(period) => onChange({ ...value, talk: { ...talk, period, ...school } })}
          options={(['week', 'month'] as const).map((one) => ({ value: one, label: periodText(one) }))}
        />
      </Duty>
      <Duty
        label={dutyText('parentContact')}
        on={parentContact.on}
        byPlan={parentContact.by === 'plan'}
        onToggle={(on) => onChange({ ...value, parentContact: { ...parentContact, on, ...school } })}
      >
        <Choice
          aria-label={t`多久联系一次家长`}
          value={parentContact.period}
          onChange={(period) =>
            onChange({ ...value, parentContact: { ...parentContact, period, ...school } })
          }
          options={(['twoWeeks', 'month'] as const).map((one) => ({ value: one, label: periodText(one) }))}
        />
      </Duty>
      <Duty
        label={dutyText('homeVisit')}
        on={visit.on}
        byPlan={visit.by === 'plan'}
        onToggle={(on) => onChange({ ...value, visit: { ...visit, on, ...school } })}
      >
        <Choice
          aria-label={t`每学期家访几次`}
          value={String(visit.perTerm)}
          onChange={(times) => onChange({ ...value, visit: { ...visit, perTerm: Number(times), ...school } })}
          options={[1, 2, 3].map((times) => ({ value: String(times), label: t`每学期 ${times} 次` }))}
        />
      </Duty>
    </div>
  )
}
