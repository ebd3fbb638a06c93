import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Role } from '#shared/access/schema.ts'
import type { PlanDuties } from '#shared/duties/rules/alternatives.ts'
import { roleText } from '#client/lib/role-text.ts'
import { Card } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Switch } from '#client/ui/checkbox.tsx'
import { dutyText } from '#client/lib/duty-words.ts'
import { periodText, sentenceOf } from './rule-words.ts'

interface DutyProps {
  label: string
  on: boolean
  /** Set by the plan itself, not left to the school. */
  byPlan: boolean
  onToggle: (on: boolean) => void
  performer: Role
  onPerformer: (role: Role) => void
  children: ReactNode
}

/** Those who see a child every day, or take one child to heart. */
const performers: readonly Role[] = ['classTeacher', 'helpingTeacher']

function Duty({ label, on, byPlan, onToggle, performer, onPerformer, children }: DutyProps) {
  const { t } = useLingui()
  const help = byPlan ? <Trans>方案里写明的</Trans> : <Trans>方案没有写死，由学校定</Trans>
  return (
    <Card>
      <Switch checked={on} onChange={onToggle} label={<b className="font-semibold">{label}</b>} help={help} />
      {on && (
        <div className="space-y-2.5 pb-1">
          {children}
          <Choice
            aria-label={t`${label}由谁做`}
            value={performer}
            onChange={onPerformer}
            options={performers.map((value) => ({ value, label: t`${roleText(value)}做` }))}
          />
        </div>
      )}
    </Card>
  )
}

/** How often each of the three duties falls due and who does it; what the school changes is marked as its own. */
export function DutySettings({
  value,
  onChange,
}: {
  value: PlanDuties
  onChange: (value: PlanDuties) => void
}) {
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
        performer={talk.performerRole}
        onPerformer={(performerRole) => onChange({ ...value, talk: { ...talk, performerRole, ...school } })}
      >
        <Choice
          aria-label={t`多久谈一次心`}
          value={talk.period}
          onChange={(period) => onChange({ ...value, talk: { ...talk, period, ...school } })}
          options={(['week', 'month'] as const).map((one) => ({
            value: one,
            label: sentenceOf(periodText(one)),
          }))}
        />
      </Duty>
      <Duty
        label={dutyText('parentContact')}
        on={parentContact.on}
        byPlan={parentContact.by === 'plan'}
        onToggle={(on) => onChange({ ...value, parentContact: { ...parentContact, on, ...school } })}
        performer={parentContact.performerRole}
        onPerformer={(performerRole) =>
          onChange({ ...value, parentContact: { ...parentContact, performerRole, ...school } })
        }
      >
        <Choice
          aria-label={t`多久联系一次家长`}
          value={parentContact.period}
          onChange={(period) =>
            onChange({ ...value, parentContact: { ...parentContact, period, ...school } })
          }
          options={(['twoWeeks', 'month'] as const).map((one) => ({
            value: one,
            label: sentenceOf(periodText(one)),
          }))}
        />
      </Duty>
      <Duty
        label={dutyText('homeVisit')}
        on={visit.on}
        byPlan={visit.by === 'plan'}
        onToggle={(on) => onChange({ ...value, visit: { ...visit, on, ...school } })}
        performer={visit.performerRole}
        onPerformer={(performerRole) => onChange({ ...value, visit: { ...visit, performerRole, ...school } })}
      >
        <Choice
          aria-label={t`每学期家访几次`}
          value={String(visit.perTerm)}
          onChange={(times) => onChange({ ...value, visit: { ...visit, perTerm: Number(times), ...school } })}
          options={[1, 2, 3, 4, 5].map((times) => ({
            value: String(times),
            label: sentenceOf(plural(times, { one: '每学期 # 次', other: '每学期 # 次' })),
          }))}
        />
      </Duty>
    </div>
  )
}
