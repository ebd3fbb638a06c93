import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { DEFINITION_PRESETS } from '#shared/children/rules/definitions.ts'
import type { PlanParams } from '#shared/duties/schema.ts'
import { planText } from '#client/lib/plan-text.ts'
import { roleText } from '#client/lib/role-text.ts'
import { Card, Section } from '#client/ui/card.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Choice, Choices } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { Select } from '#client/ui/text-input.tsx'
import { DutySettings } from './duty-settings.tsx'
import { OtherRules } from './other-rules.tsx'
import { TargetsField } from './targets-field.tsx'
import { RuleSettings } from './rule-settings.tsx'
import { CategoriesField, PairingField } from './people-fields.tsx'
import * as words from './param-words.ts'
import { sentenceOf } from './rule-words.ts'

export interface ParamsProps {
  value: PlanParams
  onChange: (value: PlanParams) => void
}

/** Who is at it, who keeps the files, what comes first. */
function WaysFields({ value, onChange }: ParamsProps) {
  const { t } = useLingui()
  const keepers = (['archiveKeeper', 'classTeacher', 'helpingTeacher'] as const).map((role) => ({
    value: role,
    label: roleText(role),
  }))
  return (
    <>
      <Field group label={<Trans>谁来做</Trans>}>
        <Choice
          value={value.unit}
          onChange={(unit) => onChange({ ...value, unit })}
          options={words.unitOptions()}
        />
      </Field>
      <Field group label={<Trans>谁管档案</Trans>}>
        <Choice
          value={value.keeperRole ?? 'school'}
          onChange={(role) => onChange({ ...value, keeperRole: role === 'school' ? null : role })}
          options={[{ value: 'school', label: sentenceOf(t`由学校指定`) }, ...keepers]}
        />
      </Field>
      <Field group label={<Trans>优先</Trans>}>
        <Choices
          value={value.priorities}
          onChange={(priorities) => onChange({ ...value, priorities })}
          options={words.priorityOptions()}
        />
      </Field>
      <Field group label={<Trans>什么情况做个别方案</Trans>}>
        <Choices
          value={value.planCriteria}
          onChange={(planCriteria) => onChange({ ...value, planCriteria })}
          options={words.criterionOptions()}
        />
      </Field>
      <Field group label={<Trans>考核</Trans>}>
        <Choice
          value={value.appraisal ?? 'none'}
          onChange={(one) => onChange({ ...value, appraisal: one === 'none' ? null : one })}
          options={[{ value: 'none', label: sentenceOf(t`没有规定`) }, ...words.appraisalOptions()]}
        />
      </Field>
      <Field group label={<Trans>签什么</Trans>}>
        <Choices
          value={value.agreements}
          onChange={(agreements) => onChange({ ...value, agreements })}
          options={words.agreementOptions()}
        />
      </Field>
    </>
  )
}

const Group = ({ title, children }: { title: ReactNode; children: ReactNode }) => (
  <Section title={title}>
    <Card className="space-y-4">{children}</Card>
  </Section>
)

/** Every setting of a plan. */
export function OwnFields({ value, onChange, error }: ParamsProps & { error: string | undefined }) {
  const both = { value, onChange }
  return (
    <>
      <Field
        label={<Trans>名单上是谁</Trans>}
        help={<Trans>决定哪些孩子算在名单里。各种口径的人数，导入名册后都看得到。</Trans>}
        error={error}
      >
        <Select
          value={value.definition}
          onChange={(definition) => onChange({ ...value, definition })}
          options={DEFINITION_PRESETS.map(({ key, name }) => ({ value: key, label: planText(name) }))}
        />
      </Field>
      <Section title={<Trans>要做什么</Trans>}>
        <DutySettings value={value} onChange={(duties) => onChange({ ...value, ...duties })} />
        <div className="mt-2.5">
          <RuleSettings value={value.rules} onChange={(rules) => onChange({ ...value, rules })} />
        </div>
        <div className="mt-2.5">
          <OtherRules value={value.rules} onChange={(rules) => onChange({ ...value, rules })} />
        </div>
        <Card className="mt-2.5">
          <Checkbox
            checked={value.talk.cardRequired}
            onChange={(cardRequired) => onChange({ ...value, talk: { ...value.talk, cardRequired } })}
            label={<Trans>每次谈心写谈心记录卡</Trans>}
          />
        </Card>
      </Section>
      <Group title={<Trans>还照顾谁，怎么结对</Trans>}>
        <CategoriesField {...both} />
        <PairingField {...both} />
      </Group>
      <Group title={<Trans>做法</Trans>}>
        <WaysFields {...both} />
      </Group>
      <Group title={<Trans>目标</Trans>}>
        <TargetsField {...both} />
      </Group>
    </>
  )
}
