import { Trans, useLingui } from '@lingui/react/macro'
import { NoContactReason } from '#shared/kin/schema.ts'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select, TextInput } from '#client/ui/text-input.tsx'
import { noContactText } from '#client/lib/kin-facts.ts'
import type { MemberForm } from './member-form.ts'
import { PhoneField } from './phone-field.tsx'

interface Masks {
  phone: string | null
  workPhone: string | null
  workAddress: string | null
  address: string | null
}

interface PartProps {
  form: MemberForm
  set: (part: Partial<MemberForm>) => void
  errors: Readonly<Record<string, string>>
  masks: Masks
}

/** A value on file is never sent to be shown: empty keeps it. */
const keptHelp = (masked: string | null) =>
  masked === null ? undefined : <Trans>现在是 {masked}。要换才填，空着不变。</Trans>

/** Name, number, when to call: what one needs to ring somebody. */
export function PhoneFields({ form, set, errors, masks }: PartProps) {
  return (
    <>
      <PhoneField
        value={form.phone}
        onChange={(phone) => set({ phone })}
        masked={masks.phone}
        error={errors['phone']}
      />
      {masks.phone !== null && form.phone === '' && (
        <Checkbox
          checked={form.dead}
          onChange={(dead) => set({ dead })}
          label={<Trans>这个号码打不通了</Trans>}
        />
      )}
      <Field
        label={<Trans>什么时候方便</Trans>}
        help={<Trans>比如“晚上 8 点后”。</Trans>}
        error={errors['bestTime']}
      >
        <TextInput value={form.bestTime} onChange={(bestTime) => set({ bestTime })} maxLength={60} />
      </Field>
      <Field label={<Trans>住在哪里</Trans>} help={keptHelp(masks.address)} error={errors['address']}>
        <TextInput
          value={form.address}
          onChange={(address) => set({ address })}
          maxLength={200}
          autoComplete="off"
        />
      </Field>
    </>
  )
}

/** Where one works, and how to reach one there. */
export function WorkFields({ form, set, errors, masks }: PartProps) {
  return (
    <>
      <Field label={<Trans>职业</Trans>} error={errors['occupation']}>
        <TextInput value={form.occupation} onChange={(occupation) => set({ occupation })} maxLength={60} />
      </Field>
      <Field label={<Trans>在哪里做事或读书</Trans>} error={errors['workUnit']}>
        <TextInput value={form.workUnit} onChange={(workUnit) => set({ workUnit })} maxLength={200} />
      </Field>
      <Field label={<Trans>单位电话</Trans>} help={keptHelp(masks.workPhone)} error={errors['workPhone']}>
        <TextInput
          type="tel"
          inputMode="tel"
          value={form.workPhone}
          onChange={(workPhone) => set({ workPhone })}
          maxLength={30}
          autoComplete="off"
        />
      </Field>
      <Field label={<Trans>单位地址</Trans>} help={keptHelp(masks.workAddress)} error={errors['workAddress']}>
        <TextInput
          value={form.workAddress}
          onChange={(workAddress) => set({ workAddress })}
          maxLength={200}
          autoComplete="off"
        />
      </Field>
    </>
  )
}

/** Age and health, and who may decide for the child. */
export function PersonFields({ form, set, errors }: PartProps) {
  return (
    <>
      <Field label={<Trans>出生日期</Trans>} error={errors['bornOn']}>
        <DateInput value={form.bornOn} onChange={(bornOn) => set({ bornOn })} />
      </Field>
      <Field label={<Trans>身体怎么样</Trans>} error={errors['health']}>
        <TextInput value={form.health} onChange={(health) => set({ health })} maxLength={200} />
      </Field>
      <Checkbox
        checked={form.incapable}
        onChange={(incapable) => set({ incapable })}
        label={<Trans>没有能力照顾孩子</Trans>}
        help={<Trans>比如重病、重度残疾。会影响算不算在名单上。</Trans>}
      />
      <Guardian form={form} set={set} error={errors['isGuardian']} />
    </>
  )
}

function Guardian({ form, set, error }: Pick<PartProps, 'form' | 'set'> & { error: string | undefined }) {
  const { t } = useLingui()
  return (
    <Field
      label={<Trans>是不是法定监护人</Trans>}
      help={<Trans>父母健在又有能力时，父母就是。别人要法院或村（居）委会指定过才是。</Trans>}
      error={error}
    >
      <Select
        value={form.guardian}
        onChange={(guardian) => set({ guardian })}
        options={[
          { value: 'unknown', label: t`按法律规定` },
          { value: 'yes', label: t`是` },
          { value: 'no', label: t`不是，已被撤销` },
        ]}
      />
    </Field>
  )
}

/** A person whom nobody of the school contacts, and on what that rests. */
export function NoContactFields({ form, set, errors }: PartProps) {
  const { t } = useLingui()
  return (
    <>
      <Field
        label={<Trans>能不能联系</Trans>}
        help={<Trans>选了不能，拨打、联系卡和核对链接里都不会再出现这个号码。</Trans>}
        error={errors['noContact']}
      >
        <Select
          value={form.noContact}
          onChange={(noContact) => set({ noContact })}
          options={[
            { value: 'may', label: t`可以联系` },
            ...NoContactReason.options.map((value) => ({ value, label: noContactText(value) })),
          ]}
        />
      </Field>
      {form.noContact !== 'may' && (
        <Field
          label={<Trans>依据</Trans>}
          help={<Trans>哪份文书、谁在哪天说的。会加密保存。</Trans>}
          error={errors['noContact.note']}
        >
          <TextInput
            value={form.noContactNote}
            onChange={(noContactNote) => set({ noContactNote })}
            maxLength={200}
            autoComplete="off"
          />
        </Field>
      )}
    </>
  )
}
