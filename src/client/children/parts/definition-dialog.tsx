import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { DefinitionInfo } from '#shared/children/api.ts'
import type { DefinitionParams } from '#shared/children/schema.ts'
import { definitionName } from '#client/lib/definitions.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select, TextInput } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { useChooseDefinition } from '../queries.ts'

const noLimit = 'none'
const ages = [14, 16, 18]

/** Whole numbers as typed; empty or anything else is left to the server to refuse. */
const numberOf = (text: string): number => (/^\d{1,3}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN)

function useChoice({ key, version, params, isPrimary }: DefinitionInfo) {
  const { today } = useSession().school
  const [months, setMonths] = useState(String(params.minMonthsAway))
  const [gap, setGap] = useState(String(params.allowedGapDays))
  const [age, setAge] = useState(params.ageBelow === null ? noLimit : String(params.ageBelow))
  const [residence, setResidence] = useState<DefinitionParams['residence']>(params.residence)
  const [from, setFrom] = useState(today)
  const [primary, setPrimary] = useState(isPrimary)
  const body = {
    key,
    version,
    primary,
    effectiveFrom: from,
    params: {
      minMonthsAway: numberOf(months),
      allowedGapDays: numberOf(gap),
      ageBelow: age === noLimit ? null : Number(age),
      residence,
    },
  }
  const fields = { months, setMonths, gap, setGap, age, setAge, residence, setResidence, from, setFrom }
  return { body, fields, primary, setPrimary, today }
}

/** Another number in a definition is a new version from a day on; what was decided before keeps its version. */
export function DefinitionDialog({
  definition,
  onClose,
}: {
  definition: DefinitionInfo
  onClose: () => void
}) {
  const { t } = useLingui()
  const choose = useChooseDefinition()
  const { body, fields, primary, setPrimary, today } = useChoice(definition)
  const errors = fieldErrors(choose.error)
  const submit = (): void =>
    choose.mutate(body, {
      onSuccess: () => {
        onClose()
        toast({ tone: 'done', text: t`已按新口径重新判定。` })
      },
    })
  const ageOptions = [...new Set([...ages, definition.params.ageBelow ?? ages[0] ?? 16])]
    .sort((a, b) => a - b)
    .map((one) => ({ value: String(one), label: t`未满 ${one} 周岁` }))
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>改这条口径</Trans>}
      description={definitionName(definition.key)}
      actions={
        <Button tone="primary" size="lg" busy={choose.isPending} onClick={submit}>
          <Trans>保存并重新判定</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field
          label={<Trans>外出满几个月才算</Trans>}
          help={<Trans>写 0 就是外出第一天起就算。</Trans>}
          error={errors['params.minMonthsAway']}
        >
          <TextInput inputMode="numeric" value={fields.months} onChange={fields.setMonths} maxLength={2} />
        </Field>
        <Field
          label={<Trans>回家几天以内不算中断</Trans>}
          help={<Trans>比如春节回家 15 天，仍算连续外出。写 0 就是一回家就中断。</Trans>}
          error={errors['params.allowedGapDays']}
        >
          <TextInput inputMode="numeric" value={fields.gap} onChange={fields.setGap} maxLength={2} />
        </Field>
        <Field label={<Trans>年龄</Trans>} error={errors['params.ageBelow']}>
          <Select
            value={fields.age}
            onChange={fields.setAge}
            options={[...ageOptions, { value: noLimit, label: t`不限年龄` }]}
          />
        </Field>
        <Field label={<Trans>户口</Trans>} error={errors['params.residence']}>
          <Select
            value={fields.residence}
            onChange={fields.setResidence}
            options={[
              { value: 'rural', label: t`农村户口` },
              { value: 'any', label: t`不论户口` },
            ]}
          />
        </Field>
        <Field label={<Trans>从哪天起</Trans>} error={errors['effectiveFrom']}>
          <DateInput value={fields.from} max={today} onChange={fields.setFrom} />
        </Field>
        {!definition.isPrimary && (
          <Checkbox checked={primary} onChange={setPrimary} label={<Trans>学校的名单改用这一条</Trans>} />
        )}
        {choose.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(choose.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}
