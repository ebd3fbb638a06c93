import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { DEFAULT_LIMITS } from '#shared/incidents/rules/clocks.ts'
import type { EmergencyLimits } from '#shared/incidents/schema.ts'
import type { School } from '#shared/organisation/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { organisationQuery } from '#client/lib/organisation.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { useChangeSchool } from '../queries.ts'
import { Managed } from './managed.tsx'

const PARTIES = ['carer', 'parent', 'authority', 'town'] as const
type Party = (typeof PARTIES)[number]
type Minutes = Record<Party, string>

const typed = (limits: EmergencyLimits): Minutes => ({
  carer: String(limits.carer),
  parent: String(limits.parent),
  authority: String(limits.authority),
  town: String(limits.town),
})

/** Anything but a whole number is left to the server to refuse. */
const wholeNumber = (text: string): number => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN)

interface MinutesProps {
  minutes: Minutes
  setMinutes: (minutes: Minutes) => void
  errors: Record<string, string>
}

function MinuteFields({ minutes, setMinutes, errors }: MinutesProps) {
  const { t } = useLingui()
  const labels: Record<Party, string> = {
    carer: t`照顾孩子的人`,
    parent: t`父母或监护人`,
    authority: t`上级教育部门`,
    town: t`镇党委、政府`,
  }
  return (
    <Card>
      <div className="grid gap-4 sm:grid-cols-2">
        {PARTIES.map((party) => (
          <Field
            key={party}
            label={<Trans>{labels[party]}：几分钟内</Trans>}
            error={errors[`settings.emergency.${party}`]}
          >
            <TextInput
              value={minutes[party]}
              onChange={(value) => setMinutes({ ...minutes, [party]: value })}
              inputMode="numeric"
              maxLength={4}
            />
          </Field>
        ))}
      </div>
    </Card>
  )
}

function Form({ school }: { school: School }) {
  const { t } = useLingui()
  const { emergency } = school.settings
  const [minutes, setMinutes] = useState<Minutes>(typed(emergency))
  const [from, setFrom] = useState(emergency.from)
  const [outsideSchool, setOutsideSchool] = useState(emergency.outsideSchool)
  const save = useChangeSchool()
  const submit = (): void =>
    save.mutate(
      {
        version: school.version,
        settings: {
          emergency: {
            carer: wholeNumber(minutes.carer),
            parent: wholeNumber(minutes.parent),
            authority: wholeNumber(minutes.authority),
            town: wholeNumber(minutes.town),
            from,
            outsideSchool,
          },
        },
      },
      { onSuccess: () => toast({ tone: 'done', text: t`已保存。从下一件突发事件起照这样。` }) },
    )
  const setDefaults = (): void => {
    setMinutes(typed(DEFAULT_LIMITS))
    setFrom(DEFAULT_LIMITS.from)
    setOutsideSchool(DEFAULT_LIMITS.outsideSchool)
  }
  return (
    <div className="space-y-5">
      <MinuteFields minutes={minutes} setMinutes={setMinutes} errors={fieldErrors(save.error)} />
      <Field
        label={<Trans>从什么时候算起</Trans>}
        group
        help={<Trans>发生的时间不清楚时，总是从学校知道时算起。</Trans>}
      >
        <Choice
          value={from}
          onChange={setFrom}
          options={[
            { value: 'discovery', label: t`学校知道时` },
            { value: 'event', label: t`事情发生时` },
          ]}
        />
      </Field>
      <Checkbox
        checked={outsideSchool}
        onChange={setOutsideSchool}
        label={<Trans>不在校时发生的，也计时</Trans>}
        help={<Trans>不打勾，放学后、假期里的事照样记下，只是不算时限。</Trans>}
      />
      {save.isError && <Banner tone="danger">{errorText(save.error)}</Banner>}
      <div className="flex flex-wrap gap-2.5">
        <Button tone="primary" size="lg" busy={save.isPending} onClick={submit}>
          <Trans>保存</Trans>
        </Button>
        <Button tone="plain" size="lg" onClick={setDefaults}>
          <Trans>用默认的</Trans>
        </Button>
      </div>
    </div>
  )
}

/** By when family and authorities are told that something has happened (X-29, K-40, K-42). */
export function EmergencyPage() {
  const query = useQuery(organisationQuery)
  return (
    <Page>
      <PageHeader
        title={<Trans>突发事件的时限</Trans>}
        below={<Trans>正在处理的事照它开始时的时限，不跟着改。</Trans>}
        back={{ link: { to: '/organisation' }, label: <Trans>学校设置</Trans> }}
      />
      <Managed>
        {query.data === undefined ? (
          query.isError ? (
            <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
          ) : (
            <Skeleton />
          )
        ) : (
          <Form key={query.data.school.version} school={query.data.school} />
        )}
      </Managed>
    </Page>
  )
}
