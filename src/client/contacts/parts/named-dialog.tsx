import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { ContactCard, ContactPerson } from '#shared/contacts/schema.ts'
import type { changeNamed } from '#shared/family/api.ts'
import { MOST_NAMED, type NamedKind } from '#shared/kin/schema.ts'
import { ApiError } from '#client/lib/api-error.ts'
import type { CallInput } from '#client/lib/call.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { orNull } from '#client/lib/or-null.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, TextInput } from '#client/ui/text-input.tsx'
import { useAddNamed, useChangeNamed } from '../queries.ts'

interface NamedDialogProps {
  card: ContactCard
  /** Null: a new one. */
  person: ContactPerson | null
  onClose: () => void
}

type Change = Omit<CallInput<typeof changeNamed>['body'], 'version'>

/** Kinds of which there is room on the card. */
const freeKinds = ({ people }: ContactCard): NamedKind[] =>
  (['second', 'villageDirector'] as const).filter(
    (kind) => people.filter(({ named }) => named?.kind === kind).length < MOST_NAMED[kind],
  )

function useNamed({ card, person, onClose }: NamedDialogProps) {
  const free = freeKinds(card)
  const [id] = useState(() => newId())
  const [kind, setKind] = useState<NamedKind>(person?.named?.kind ?? free[0] ?? 'second')
  const ofDirector = person?.relation === 'villageDirector'
  const [text, setText] = useState({
    name: person?.name ?? '',
    relation: person === null || ofDirector ? '' : person.relation,
    phone: '',
    verifiedOn: person?.verifiedOn ?? '',
    bestTime: person?.bestTime ?? '',
  })
  const [wholeVillage, setWholeVillage] = useState(true)
  const add = useAddNamed()
  const change = useChangeNamed()
  const sent = person === null ? add : change
  const body = {
    name: text.name.trim(),
    relation: orNull(text.relation),
    phoneVerifiedOn: orNull(text.verifiedOn),
    bestTime: orNull(text.bestTime),
  }
  const save = (): void => {
    const phone = orNull(text.phone)
    if (person === null)
      add.mutate(
        { params: { id: card.child.id }, body: { id, kind, ...body, phone, wholeVillage } },
        { onSuccess: onClose },
      )
    else send({ ...body, ...(phone !== null && { phone }) })
  }
  const send = (what: Change): void => {
    if (person?.named == null) return
    change.mutate(
      {
        params: { id: card.child.id, recordId: person.id },
        body: { version: person.named.version, ...what },
      },
      { onSuccess: onClose },
    )
  }
  return {
    free, kind, setKind, text, setText, wholeVillage, setWholeVillage, sent, save, takeOff: () => send({ ended: true }),
  } // prettier-ignore
}

/** Who it is, at which number, and when it was confirmed. */
function Fields({ named, masked }: { named: ReturnType<typeof useNamed>; masked: string }) {
  const { today } = useSession().school
  const { kind, text, sent } = named
  const errors = fieldErrors(sent.error)
  const set = (key: keyof typeof text) => (value: string) => named.setText({ ...text, [key]: value })
  return (
    <>
      <Field label={<Trans>姓名</Trans>} required error={errors['name']}>
        <TextInput value={text.name} onChange={set('name')} maxLength={60} />
      </Field>
      {kind === 'second' && (
        <Field label={<Trans>是孩子的什么人，或什么职务</Trans>} required error={errors['relation']}>
          <TextInput value={text.relation} onChange={set('relation')} maxLength={60} />
        </Field>
      )}
      <Field
        label={<Trans>电话</Trans>}
        help={masked === '' ? undefined : <Trans>现在是 {masked}。要换才填，空着不变。</Trans>}
        error={errors['phone']}
      >
        <TextInput type="tel" inputMode="tel" value={text.phone} onChange={set('phone')} maxLength={30} />
      </Field>
      <Field label={<Trans>哪天核对过</Trans>} error={errors['phoneVerifiedOn']}>
        <DateInput value={text.verifiedOn} onChange={set('verifiedOn')} max={today} />
      </Field>
      <Field label={<Trans>方便的时间</Trans>} error={errors['bestTime']}>
        <TextInput value={text.bestTime} onChange={set('bestTime')} maxLength={60} />
      </Field>
    </>
  )
}

/** A second contact, or the village children's director: for when nobody of the family answers (H-27). */
export function NamedDialog(props: NamedDialogProps) {
  const { card, person, onClose } = props
  const { t } = useLingui()
  const named = useNamed(props)
  const { kind, text, sent, free } = named
  const errors = fieldErrors(sent.error)
  const fieldsOnly = sent.error instanceof ApiError && sent.error.fields.length > 0
  const village = card.child.village ?? ''
  const full = person === null && free.length === 0
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={kind === 'villageDirector' ? <Trans>村儿童主任</Trans> : <Trans>另一个联系人</Trans>}
      description={<Trans>家里人都找不到时打给谁。号码加密保存，看一次留一次记录。</Trans>}
      actions={
        !full && (
          <Button
            tone="primary"
            size="lg"
            disabled={text.name.trim() === ''}
            busy={sent.isPending}
            onClick={named.save}
          >
            <Trans>保存</Trans>
          </Button>
        )
      }
    >
      {full ? (
        <Banner>
          <Trans>村儿童主任和两个联系人都写好了。要换人，先拿掉一个。</Trans>
        </Banner>
      ) : (
        <div className="space-y-4">
          {person === null && free.length > 1 && (
            <Field label={<Trans>是谁</Trans>} group error={errors['kind']}>
              <Choice
                value={kind}
                onChange={named.setKind}
                options={free.map((value) => ({
                  value,
                  label: value === 'second' ? t`另一个联系人` : t`村儿童主任`,
                }))}
              />
            </Field>
          )}
          <Fields named={named} masked={person?.phoneMasked ?? ''} />
          {person === null && kind === 'villageDirector' && village !== '' && (
            <Checkbox
              checked={named.wholeVillage}
              onChange={named.setWholeVillage}
              label={t`${village}还没有写的孩子，也一起写上`}
            />
          )}
          {person !== null && (
            <Button tone="danger" busy={sent.isPending} onClick={named.takeOff}>
              <Trans>从联系卡上拿掉</Trans>
            </Button>
          )}
          {sent.isError && !fieldsOnly && <Banner tone="danger">{errorText(sent.error)}</Banner>}
        </div>
      )}
    </Dialog>
  )
}
