import { plural, t as text } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { DEFINITION_PRESETS } from '#shared/children/rules/definitions.ts'
import { planRules } from '#shared/duties/rules/plan-rules.ts'
import type { CarePlan, PlanInput, PlanParams, PlanPreset, PlanRule } from '#shared/duties/schema.ts'
import { errorText, fieldErrors } from '#client/lib/error-text.ts'
import { newId } from '#client/lib/id.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { planLoadQuery, useAdoptPlan } from '../queries.ts'
import { PlanCost } from './plan-cost.tsx'
import { DutySettings } from './duty-settings.tsx'
import { RuleSettings } from './rule-settings.tsx'
import { planText } from './plan-words.ts'

type Duties = Pick<PlanParams, 'talk' | 'parentContact' | 'visit'>

/** Only what the school sets otherwise than the preset. */
function settingsOf(
  own: Duties,
  preset: PlanParams,
  rules: readonly PlanRule[],
): NonNullable<PlanInput['settings']> {
  const differs = (key: keyof Duties): boolean => JSON.stringify(own[key]) !== JSON.stringify(preset[key])
  return {
    ...(differs('talk') && { talk: own.talk }),
    ...(differs('parentContact') && { parentContact: own.parentContact }),
    ...(differs('visit') && { visit: own.visit }),
    rules: rules.filter(({ on }) => on).map(({ key, on, period }) => ({ key, on, period })),
  }
}

/** The plan's further duties as it proposes them, or as the school has them where it follows the plan already. */
function rulesFor(preset: PlanPreset, current: CarePlan | null): readonly PlanRule[] {
  const proposed = planRules(preset.key)
  if (current?.preset !== preset.key) return proposed
  const own = current.params.rules
  return proposed.map((rule) => own.find(({ key }) => key === rule.key) ?? { ...rule, on: false })
}

function adoptedText(opened: number): string {
  if (opened === 0) return text`方案已采用。导入名册后就会安排到每位老师。`
  return plural(opened, { one: '方案已采用，安排了 # 件事', other: '方案已采用，安排了 # 件事' })
}

interface AdoptPlanProps {
  preset: PlanPreset
  current: CarePlan | null
  onAdopted: () => void
  onClose: () => void
}

/** The last look before a plan is promised: who is on the list, what is due how often, from when. */
export function AdoptPlan({ preset, current, onAdopted, onClose }: AdoptPlanProps) {
  const { today } = useSession().school
  const basis = current?.preset === preset.key ? current.params : preset.params
  const [id] = useState(newId)
  const [definition, setDefinition] = useState<string>(
    current?.preset === preset.key ? current.definition.key : preset.params.definition,
  )
  const [own, setOwn] = useState<Duties>({
    talk: basis.talk,
    parentContact: basis.parentContact,
    visit: basis.visit,
  })
  const [rules, setRules] = useState(() => rulesFor(preset, current))
  const [from, setFrom] = useState(today)
  const load = useQuery(planLoadQuery(preset.key, definition))
  const adopt = useAdoptPlan()
  const errors = fieldErrors(adopt.error)
  const hasDuty = own.talk.on || own.parentContact.on || own.visit.on
  const submit = (): void =>
    adopt.mutate(
      {
        id,
        preset: preset.key,
        definition,
        effectiveFrom: from,
        settings: settingsOf(own, preset.params, rules),
      },
      {
        onSuccess: ({ opened }) => {
          toast({ tone: 'done', text: adoptedText(opened) })
          onClose()
          onAdopted()
        },
      },
    )
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={planText(preset.name)}
      description={<Trans>看一看，改成学校做得到的，再采用。</Trans>}
      actions={
        <Button tone="primary" busy={adopt.isPending} disabled={!hasDuty} onClick={submit}>
          <Trans>采用这个方案</Trans>
        </Button>
      }
    >
      <div className="space-y-5">
        <DutySettings value={own} onChange={setOwn} />
        <RuleSettings value={rules} onChange={setRules} />
        <Field
          label={<Trans>名单上是谁</Trans>}
          help={<Trans>决定哪些孩子算在名单里。各种口径的人数，导入名册后都看得到。</Trans>}
          error={errors['definition']}
        >
          <Select
            value={definition}
            onChange={setDefinition}
            options={DEFINITION_PRESETS.map(({ key, name }) => ({ value: key, label: planText(name) }))}
          />
        </Field>
        <Field
          label={<Trans>从哪天开始</Trans>}
          help={<Trans>从这一天以后的第一个整周或整月算起，之前的不补。</Trans>}
          error={errors['effectiveFrom']}
        >
          <DateInput value={from} onChange={setFrom} />
        </Field>
        {load.data !== undefined && <PlanCost load={load.data} />}
        {!hasDuty && (
          <p role="alert" className="text-danger">
            <Trans>至少留一件事，不然没有孩子会被看望到。</Trans>
          </p>
        )}
        {adopt.isError && <Banner tone="danger">{errorText(adopt.error)}</Banner>}
      </div>
    </Dialog>
  )
}
