import { Trans, useLingui } from '@lingui/react/macro'
import type { Agreed } from '#shared/pairing/schema.ts'
import { Field } from '#client/ui/field.tsx'
import { Select, TextInput } from '#client/ui/text-input.tsx'

interface AgreedFieldsProps {
  agreed: Agreed
  onAgreed: (agreed: Agreed) => void
  supervisorId: string
  onSupervisor: (id: string) => void
  staff: readonly { id: string; name: string }[]
  /** Somebody takes part who sees these lines only. */
  shared: boolean
  /** One of them comes from outside. */
  outside: boolean
  needsSupervisor: boolean
  errors: Readonly<Record<string, string | undefined>>
}

/** What the two sides do together, where, and who looks on. The helper sees this and no more. */
export function AgreedFields(props: AgreedFieldsProps) {
  const { t } = useLingui()
  const { agreed, onAgreed, supervisorId, onSupervisor, staff, shared, outside, needsSupervisor, errors } =
    props
  const set = (part: Partial<Agreed>): void => onAgreed({ ...agreed, ...part })
  return (
    <>
      <Field
        label={<Trans>一起做什么</Trans>}
        help={shared && <Trans>同学和志愿者只看得到这几行，请不要写孩子家里的事。</Trans>}
      >
        <TextInput value={agreed.activity} maxLength={200} onChange={(activity) => set({ activity })} />
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={<Trans>什么时候</Trans>}>
          <TextInput value={agreed.time} maxLength={100} onChange={(time) => set({ time })} />
        </Field>
        <Field label={<Trans>在哪里</Trans>}>
          <TextInput value={agreed.place} maxLength={100} onChange={(place) => set({ place })} />
        </Field>
      </div>
      {shared && (
        <>
          <Field
            label={<Trans>谁在旁边照看</Trans>}
            required={needsSupervisor}
            error={errors['supervisorId']}
            help={
              outside ? (
                <Trans>校外人士不单独和孩子在一起，学校总有一位老师在场。</Trans>
              ) : (
                <Trans>同学帮同学，旁边有学校的大人照看。</Trans>
              )
            }
          >
            <Select
              value={supervisorId}
              onChange={onSupervisor}
              placeholder={t`请选择`}
              options={staff.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
          <Field label={<Trans>有事打给学校谁</Trans>}>
            <TextInput value={agreed.call} maxLength={60} onChange={(call) => set({ call })} />
          </Field>
        </>
      )}
    </>
  )
}
