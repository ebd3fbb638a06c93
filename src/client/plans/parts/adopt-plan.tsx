import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { DEFINITION_PRESETS } from '#shared/children/rules/definitions.ts'
import type { PlanDuties } from '#shared/duties/rules/alternatives.ts'
import type { CarePlan, PlanInput, PlanParams } from '#shared/duties/schema.ts'
import { planText } from '#client/lib/plan-text.ts'
import { useDebounced } from '#client/lib/debounce.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { previewQuery, useAdoptPlan } from '../queries.ts'
import { type Choosable, ofInUse } from './choosable.ts'
import { DutySettings } from './duty-settings.tsx'
import { OtherRules } from './other-rules.tsx'
import { Outlook } from './outlook.tsx'
import { CategoriesField } from './people-fields.tsx'
import { RuleSettings } from './rule-settings.tsx'

type Others = Pick<PlanParams, 'otherTargets'>

/** Only what the school sets otherwise than the plan. */
function settingsOf(
  own: PlanDuties,
  others: Others,
  plan: PlanParams,
  rules: PlanParams['rules'],
): NonNullable<PlanInput['settings']> {
  const set = { ...own, ...others }
  const differs = (key: keyof typeof set): boolean => JSON.stringify(set[key]) !== JSON.stringify(plan[key])
  return {
    ...(differs('talk') && { talk: own.talk }),
    ...(differs('parentContact') && { parentContact: own.parentContact }),
    ...(differs('visit') && { visit: own.visit }),
    ...(differs('otherTargets') && { otherTargets: [...others.otherTargets] }),
    rules: rules.filter(({ on }) => on),
  }
}

/** Where the current plan came from this one, its own settings are the start. */
function basisOf(plan: Choosable, current: CarePlan | null): PlanParams {
  const isSame = plan.own === null && current?.ownPlanId === null && current.preset === plan.preset
  return isSame ? ofInUse(current).params : plan.params
}

/** What the school is about to promise, and what the server says to it before. */
function useWanted(plan: Choosable, current: CarePlan | null) {
  const { today } = useSession().school
  const basis = basisOf(plan, current)
  const [definition, setDefinition] = useState(basis.definition)
  const [own, setOwn] = useState<PlanDuties>({
    talk: basis.talk,
    parentContact: basis.parentContact,
    visit: basis.visit,
  })
  const [others, setOthers] = useState<Others>({ otherTargets: basis.otherTargets })
  const [rules, setRules] = useState(basis.rules)
  const [from, setFrom] = useState(today)
  const wanted = {
    preset: plan.preset,
    ...(plan.own !== null && { own: plan.own.id }),
    definition,
    effectiveFrom: from,
    settings: settingsOf(own, others, plan.params, rules),
  }
  const hasDuty = own.talk.on || own.parentContact.on || own.visit.on
  const asked = useDebounced(JSON.stringify(wanted))
  const preview = useQuery({
    ...previewQuery(JSON.parse(asked) as typeof wanted),
    enabled: hasDuty && from !== '',
  })
  const values = { definition, setDefinition, own, setOwn, others, setOthers, rules, setRules, from, setFrom }
  return { ...values, wanted, hasDuty, preview }
}

/** Whom else the plan looks after: each group surveyed, filed, visited, or not. */
function OtherTargets({ form: { others, setOthers } }: { form: ReturnType<typeof useWanted> }) {
  return (
    <section>
      <h3 className="mb-2 font-semibold">
        <Trans>还照顾谁</Trans>
      </h3>
      <div className="space-y-3">
        <CategoriesField value={others} onChange={setOthers} />
      </div>
    </section>
  )
}

interface AdoptPlanProps {
  plan: Choosable
  current: CarePlan | null
  onAdopted: () => void
  onClose: () => void
}

/** The last look before a plan is promised: who, what, how often, from when, what happens, what it costs. */
export function AdoptPlan({ plan, current, onAdopted, onClose }: AdoptPlanProps) {
  const { t } = useLingui()
  const [id] = useState(newId)
  const form = useWanted(plan, current)
  const { own, setOwn, rules, setRules, definition, setDefinition, from, setFrom, hasDuty, preview } = form
  const adopt = useAdoptPlan()
  const failure = adopt.error ?? preview.error
  const errors = fieldErrors(failure)
  const adopted = ({ opened }: { opened: number }): void => {
    toast({
      tone: 'done',
      text:
        opened > 0
          ? plural(opened, { one: '方案已采用，安排了 # 件事', other: '方案已采用，安排了 # 件事' })
          : t`方案已采用。导入名册后就会安排到每位老师。`,
    })
    onClose()
    onAdopted()
  }
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={plan.name}
      description={<Trans>看一看，改成学校做得到的，再采用。</Trans>}
      actions={
        <Button
          tone="primary"
          busy={adopt.isPending}
          disabled={!hasDuty || from === '' || preview.isError}
          onClick={() => adopt.mutate({ id, ...form.wanted }, { onSuccess: adopted })}
        >
          <Trans>采用这个方案</Trans>
        </Button>
      }
    >
      <div className="space-y-5">
        <DutySettings value={own} onChange={setOwn} />
        <RuleSettings value={rules} onChange={setRules} />
        <OtherRules value={rules} onChange={setRules} />
        {plan.params.otherTargets.length > 0 && <OtherTargets form={form} />}
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
          help={
            <Trans>
              从这一天以后的第一个整周或整月算起，之前的不补。一学期或一年一次的事，剩下的日子还有一半以上，就从这一天开始。
            </Trans>
          }
          error={errors['effectiveFrom']}
        >
          <DateInput value={from} onChange={setFrom} />
        </Field>
        {hasDuty ? (
          <>
            {failure !== null && Object.keys(errors).length === 0 && (
              <Banner tone="danger">{errorText(failure)}</Banner>
            )}
            <Outlook preview={preview} definition={definition} onTry={setOwn} own={own} />
          </>
        ) : (
          <p role="alert" className="text-danger">
            <Trans>至少留一件事，不然没有孩子会被看望到。</Trans>
          </p>
        )}
      </div>
    </Dialog>
  )
}
