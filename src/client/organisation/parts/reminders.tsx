import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { DEFAULT_ESCALATION } from '#shared/notices/rules/escalation.ts'
import type { EscalationStep } from '#shared/notices/schema.ts'
import type { School } from '#shared/organisation/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { organisationQuery } from '#client/lib/organisation.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button, IconButton } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Field } from '#client/ui/field.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { Select, TextInput } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { useChangeSchool } from '../queries.ts'
import { Managed } from './managed.tsx'

/** As it is being typed. */
interface Draft {
  afterDays: string
  to: EscalationStep['to']
}

const most = 5
const latest = 60
const daysOf = ({ afterDays }: Draft): number => (/^\d{1,2}$/.test(afterDays.trim()) ? Number(afterDays) : 0)

/** Anything but a whole number is left to the server to refuse. */
const wholeNumber = (text: string): number => (/^\d{1,2}$/.test(text.trim()) ? Number(text) : Number.NaN)

interface StepRowProps {
  draft: Draft
  /** Days of the step before. */
  after: number
  checked: boolean
  onChange: (draft: Draft) => void
  onRemove: () => void
}

function StepRow({ draft, after, checked, onChange, onRemove }: StepRowProps) {
  const { t } = useLingui()
  const days = daysOf(draft)
  const wrong =
    days < 1 || days > latest ? t`请写 1 到 ${latest} 之间的整数。` : days <= after && t`要比上一步晚。`
  return (
    <Card as="li">
      <div className="flex items-start gap-2">
        <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-2">
          <Field label={<Trans>逾期几天以后</Trans>} error={checked && wrong}>
            <TextInput
              value={draft.afterDays}
              onChange={(afterDays) => onChange({ ...draft, afterDays })}
              inputMode="numeric"
              maxLength={2}
            />
          </Field>
          <Field label={<Trans>告诉谁</Trans>}>
            <Select
              value={draft.to}
              onChange={(to) => onChange({ ...draft, to })}
              options={[
                { value: 'performer', label: t`负责的老师（再提醒一次）` },
                { value: 'principal', label: t`校长` },
              ]}
            />
          </Field>
        </div>
        <IconButton icon="trash" label={t`去掉这一步`} onClick={onRemove} className="mt-7" />
      </div>
    </Card>
  )
}

interface LimitsProps {
  late: string
  setLate: (late: string) => void
  limit: string
  setLimit: (limit: string) => void
  months: string
  setMonths: (months: string) => void
  errors: Record<string, string>
}

/** From when a record needs a reason, and from how many reasons on somebody else has a look (H-13). */
function Limits({ late, setLate, limit, setLimit, months, setMonths, errors }: LimitsProps) {
  return (
    <Section title={<Trans>补记和说明</Trans>}>
      <Card>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={<Trans>隔几天补记要写原因</Trans>}
            help={<Trans>当天没记、过几天才记，很正常；隔得久了请写一句为什么。</Trans>}
            error={errors['settings.lateEntryDays']}
          >
            <TextInput value={late} onChange={setLate} inputMode="numeric" maxLength={2} />
          </Field>
          <Field
            label={<Trans>一学期说明几次不用别人同意</Trans>}
            help={<Trans>同一个孩子、同一件事。再多就请校长或心理老师看一看。</Trans>}
            error={errors['settings.excuseLimit']}
          >
            <TextInput value={limit} onChange={setLimit} inputMode="numeric" maxLength={2} />
          </Field>
          <Field
            label={<Trans>电话几个月没核对要再核对</Trans>}
            help={<Trans>超过这么久没人核对过的号码，联系卡上会标出来。</Trans>}
            error={errors['settings.contactMonths']}
          >
            <TextInput value={months} onChange={setMonths} inputMode="numeric" maxLength={2} />
          </Field>
        </div>
      </Card>
    </Section>
  )
}

interface StepsProps {
  drafts: Draft[]
  setDrafts: (drafts: Draft[]) => void
  checked: boolean
  /** Days of the step before. */
  before: (at: number) => number
}

function Steps({ drafts, setDrafts, checked, before }: StepsProps) {
  return (
    <>
      <ul className="space-y-2.5">
        {drafts.map((draft, at) => (
          <StepRow
            key={at}
            draft={draft}
            after={before(at)}
            checked={checked}
            onChange={(next) => setDrafts(drafts.map((one, index) => (index === at ? next : one)))}
            onRemove={() => setDrafts(drafts.filter((_, index) => index !== at))}
          />
        ))}
      </ul>
      <div className="flex flex-wrap gap-2.5">
        {drafts.length < most && (
          <Button
            icon="plus"
            onClick={() =>
              setDrafts([...drafts, { afterDays: String(before(drafts.length) + 7), to: 'principal' }])
            }
          >
            <Trans>加一步</Trans>
          </Button>
        )}
        <Button
          tone="plain"
          onClick={() =>
            setDrafts(
              DEFAULT_ESCALATION.steps.map(({ afterDays, to }) => ({ afterDays: String(afterDays), to })),
            )
          }
        >
          <Trans>用默认的</Trans>
        </Button>
      </div>
    </>
  )
}

function Form({ school }: { school: School }) {
  const { t } = useLingui()
  const { escalation } = school.settings
  const [on, setOn] = useState(escalation.on)
  const [drafts, setDrafts] = useState<Draft[]>(
    escalation.steps.map(({ afterDays, to }) => ({ afterDays: String(afterDays), to })),
  )
  const [checked, setChecked] = useState(false)
  const [late, setLate] = useState(String(school.settings.lateEntryDays))
  const [limit, setLimit] = useState(String(school.settings.excuseLimit))
  const [months, setMonths] = useState(String(school.settings.contactMonths))
  const save = useChangeSchool()
  const steps = drafts.map((draft) => ({ afterDays: daysOf(draft), to: draft.to }))
  const before = (at: number): number => steps[at - 1]?.afterDays ?? 0
  const wrong = steps.some(({ afterDays }, at) => afterDays > latest || afterDays <= before(at))
  const errors = fieldErrors(save.error)
  const submit = (): void => {
    setChecked(true)
    if (on && wrong) return
    save.mutate(
      {
        version: school.version,
        settings: {
          escalation: { on, steps },
          lateEntryDays: wholeNumber(late),
          excuseLimit: wholeNumber(limit),
          contactMonths: wholeNumber(months),
        },
      },
      { onSuccess: () => toast({ tone: 'done', text: t`已保存。提醒从下一个上课日起照这样。` }) },
    )
  }
  return (
    <div className="space-y-4">
      <Checkbox
        checked={on}
        onChange={setOn}
        label={<Trans>逾期久了，一级一级提醒</Trans>}
        help={<Trans>为的是孩子不被忘掉，不是追究谁。每一步只提醒一次；没有老师负责的，直接告诉校长。</Trans>}
      />
      {on && <Steps drafts={drafts} setDrafts={setDrafts} checked={checked} before={before} />}
      <Limits
        late={late}
        setLate={setLate}
        limit={limit}
        setLimit={setLimit}
        months={months}
        setMonths={setMonths}
        errors={errors}
      />
      {save.isError && <Banner tone="danger">{errorText(save.error)}</Banner>}
      <Button tone="primary" size="lg" busy={save.isPending} onClick={submit}>
        <Trans>保存</Trans>
      </Button>
    </div>
  )
}

/** Whom a long overdue duty goes up to, and after how many days. */
export function RemindersPage() {
  const query = useQuery(organisationQuery)
  return (
    <Page>
      <PageHeader
        title={<Trans>提醒、补记和说明</Trans>}
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
