import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { PairingDetail } from '#shared/pairing/schema.ts'
import { ApiError } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select } from '#client/ui/text-input.tsx'
import { useConsents } from '../queries.ts'

type Consent = PairingDetail['consents'][number]

const nameOf = ({ memberId, party }: Pick<Consent, 'memberId' | 'party'>): string => `${memberId} ${party}`

/** Who of the group has not been asked yet, or has not answered. */
export const unasked = ({ consents }: PairingDetail): Consent[] =>
  consents.filter(({ agreed }) => agreed === null)

/** Who may decide for a child: of several the teacher says which one answered. */
function guardiansFor(pairing: PairingDetail, memberId: string) {
  const member = pairing.members.find(({ id }) => id === memberId)
  return pairing.guardians.filter(({ pupilId }) => pupilId === member?.personId)
}

function useYes(pairing: PairingDetail, onClose: () => void) {
  const { today } = useSession().school
  const [said, setSaid] = useState<ReadonlySet<string>>(new Set())
  const [guardians, setGuardians] = useState<Readonly<Record<string, string>>>({})
  const [givenOn, setGivenOn] = useState(today)
  const [wanting, setWanting] = useState(false)
  const record = useConsents(pairing.id)
  const open = unasked(pairing)
  const guardianOf = ({ memberId }: Consent): string => {
    const lawful = guardiansFor(pairing, memberId)
    return guardians[memberId] ?? (lawful.length === 1 ? (lawful[0]?.id ?? '') : '')
  }
  const chosen = open.filter((one) => said.has(nameOf(one)))
  const lacks = (one: Consent): boolean => one.party === 'guardian' && guardianOf(one) === ''
  const save = (): void => {
    if (chosen.some(lacks)) return setWanting(true)
    const answers = chosen.map((one) => ({
      id: newId(),
      memberId: one.memberId,
      party: one.party,
      agreed: true as const,
      givenOn,
      guardianId: one.party === 'guardian' ? guardianOf(one) : null,
    }))
    record.mutate({ answers }, { onSuccess: onClose })
  }
  const toggle = (one: Consent, on: boolean): void => {
    const next = new Set(said)
    if (on) next.add(nameOf(one))
    else next.delete(nameOf(one))
    setSaid(next)
  }
  const all = (): void => setSaid(new Set(open.map(nameOf)))
  return {
    open, chosen, said, toggle, all, guardianOf, guardians, setGuardians, givenOn, setGivenOn, wanting, lacks, save, record,
  } // prettier-ignore
}

function Line({
  pairing,
  one,
  yes,
}: {
  pairing: PairingDetail
  one: Consent
  yes: ReturnType<typeof useYes>
}) {
  const { t } = useLingui()
  const member = pairing.members.find(({ id }) => id === one.memberId)
  const name = member?.name ?? ''
  const on = yes.said.has(nameOf(one))
  const lawful = guardiansFor(pairing, one.memberId)
  const nobody = one.party === 'guardian' && lawful.length === 0
  return (
    <li className="py-1">
      <Checkbox
        checked={on}
        onChange={(next) => yes.toggle(one, next)}
        disabled={nobody}
        label={one.party === 'guardian' ? t`${name}的监护人` : name}
        {...(nobody && { help: t`档案里还没有能替孩子作决定的人。` })}
      />
      {on && one.party === 'guardian' && lawful.length > 1 && (
        <div className="pb-2 ps-9">
          <Field
            label={t`${name}：谁回答的`}
            {...(yes.wanting && yes.lacks(one) && { error: t`请选一位。` })}
          >
            <Select
              value={yes.guardianOf(one)}
              onChange={(id) => yes.setGuardians({ ...yes.guardians, [one.memberId]: id })}
              placeholder={t`请选择`}
              options={lawful.map(({ id, name: who, relation }) => ({
                value: id,
                label: `${kinText(relation)} ${who}`,
              }))}
            />
          </Field>
        </div>
      )}
    </li>
  )
}

/** Several who said yes on one day, written down at once; who says no is written down alone. */
export function ConsentMany({ pairing, onClose }: { pairing: PairingDetail; onClose: () => void }) {
  const { t } = useLingui()
  const { today } = useSession().school
  const yes = useYes(pairing, onClose)
  const { record, chosen } = yes
  const wrongDay = Object.entries(fieldErrors(record.error)).find(([path]) => path.endsWith('givenOn'))?.[1]
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>一起记下谁同意</Trans>}
      description={<Trans>只勾真的问过、说同意的人。每个人还是各记一条，谁说的、哪天说的都在。</Trans>}
      actions={
        <Button
          tone="primary"
          size="lg"
          disabled={chosen.length === 0}
          busy={record.isPending}
          onClick={yes.save}
        >
          {plural(chosen.length, { one: '记下 # 个同意', other: '记下 # 个同意' })}
        </Button>
      }
    >
      <div className="space-y-3">
        <Field label={<Trans>哪天问的</Trans>} {...(wrongDay !== undefined && { error: wrongDay })}>
          <DateInput value={yes.givenOn} max={today} onChange={yes.setGivenOn} />
        </Field>
        <Button tone="plain" onClick={yes.all}>
          <Trans>都问过了，都同意</Trans>
        </Button>
        <ul className="divide-y divide-line" aria-label={t`还没有回答的人`}>
          {yes.open.map((one) => (
            <Line key={nameOf(one)} pairing={pairing} one={one} yes={yes} />
          ))}
        </ul>
        {record.isError && wrongDay === undefined && (
          <Banner tone="danger">
            {record.error instanceof ApiError && record.error.fields.length > 0 ? (
              <Trans>有一位现在不能替孩子决定了。请关上再看一遍。</Trans>
            ) : (
              errorText(record.error)
            )}
          </Banner>
        )}
      </div>
    </Dialog>
  )
}
