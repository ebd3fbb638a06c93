import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { PairingDetail } from '#shared/pairing/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { formatDate } from '#client/lib/format.ts'
import { newId } from '#client/lib/id.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select } from '#client/ui/text-input.tsx'
import { useConsent } from '../queries.ts'
import { ConsentMany, unasked } from './consent-many.tsx'

type Consent = PairingDetail['consents'][number]

function AskDialog({
  pairing,
  consent,
  onClose,
}: {
  pairing: PairingDetail
  consent: Consent
  onClose: () => void
}) {
  const { t } = useLingui()
  const { today } = useSession().school
  const member = pairing.members.find(({ id }) => id === consent.memberId)
  const guardians = pairing.guardians.filter(({ pupilId }) => pupilId === member?.personId)
  const [guardianId, setGuardianId] = useState(guardians.length === 1 ? (guardians[0]?.id ?? '') : '')
  const [givenOn, setGivenOn] = useState(today)
  const [wanting, setWanting] = useState(false)
  const record = useConsent(pairing.id)
  const forChild = consent.party === 'guardian'
  const errors = fieldErrors(record.error)
  const send = (agreed: boolean): void => {
    if (forChild && agreed && guardianId === '') return setWanting(true)
    const { memberId, party } = consent
    record.mutate(
      { id: newId(), memberId, party, agreed, givenOn, guardianId: guardianId === '' ? null : guardianId },
      { onSuccess: onClose },
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={forChild ? <Trans>{member?.name}的监护人</Trans> : <Trans>{member?.name}同意吗？</Trans>}
      {...(pairing.state !== 'proposed' && { description: t`有人不同意，结对就马上结束。` })}
      actions={
        <>
          <Button busy={record.isPending} onClick={() => send(false)}>
            <Trans>不同意</Trans>
          </Button>
          <Button tone="primary" busy={record.isPending} onClick={() => send(true)}>
            <Trans>同意</Trans>
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {forChild &&
          (guardians.length === 0 ? (
            <Banner tone="due">
              <Trans>档案里还没有能替孩子作决定的人。请先在孩子的页面补上父母或法定监护人。</Trans>
            </Banner>
          ) : (
            <Field
              label={<Trans>谁回答的</Trans>}
              required
              help={<Trans>只有父母或法定监护人能替孩子决定，帮手和代理家长不能。</Trans>}
              error={errors['guardianId'] ?? (wanting ? t`请选一位。` : undefined)}
            >
              <Select
                value={guardianId}
                onChange={setGuardianId}
                placeholder={t`请选择`}
                options={guardians.map(({ id, name, relation }) => ({
                  value: id,
                  label: `${kinText(relation)} ${name}`,
                }))}
              />
            </Field>
          ))}
        <Field label={<Trans>哪天问的</Trans>} error={errors['givenOn']}>
          <DateInput value={givenOn} max={today} onChange={setGivenOn} />
        </Field>
        {record.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(record.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}

/** Whose yes is wanted, and who has answered. */
export function ConsentList({ pairing }: { pairing: PairingDetail }) {
  const [asking, setAsking] = useState<Consent | null>(null)
  const [many, setMany] = useState(false)
  const open = unasked(pairing).length
  return (
    <Card pad="sides">
      {pairing.may.change && pairing.state !== 'ended' && open > 1 && (
        <div className="border-b border-line py-2.5">
          <Button icon="check" onClick={() => setMany(true)}>
            <Trans>一起记下同意（还有 {open} 个）</Trans>
          </Button>
        </div>
      )}
      <ul className="divide-y divide-line">
        {pairing.consents.map((consent) => {
          const { memberId, party, agreed, givenOn, byName } = consent
          const member = pairing.members.find(({ id }) => id === memberId)
          return (
            <li key={`${memberId}${party}`} className="flex items-center justify-between gap-3 py-2.5">
              <span className="min-w-0 flex-1">
                {party === 'guardian' ? <Trans>{member?.name}的监护人</Trans> : member?.name}
                <span className="block text-sm text-soft">
                  {[byName === null ? null : kinText(byName), givenOn === null ? null : formatDate(givenOn)]
                    .filter((part) => part !== null)
                    .join(' · ')}
                </span>
              </span>
              <span className="flex shrink-0 items-center gap-2.5">
                {agreed === true && (
                  <Chip tone="done">
                    <Trans context="consent">同意</Trans>
                  </Chip>
                )}
                {agreed === false && (
                  <Chip tone="due">
                    <Trans context="consent">不同意</Trans>
                  </Chip>
                )}
                {pairing.may.change && pairing.state !== 'ended' && (
                  <Button tone={agreed === null ? 'quiet' : 'plain'} onClick={() => setAsking(consent)}>
                    {agreed === null ? <Trans>问过了</Trans> : <Trans>改</Trans>}
                    <span className="visually-hidden"> {member?.name}</span>
                  </Button>
                )}
              </span>
            </li>
          )
        })}
      </ul>
      {asking !== null && <AskDialog pairing={pairing} consent={asking} onClose={() => setAsking(null)} />}
      {many && <ConsentMany pairing={pairing} onClose={() => setMany(false)} />}
    </Card>
  )
}
