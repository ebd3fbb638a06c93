import { t } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ContactPerson } from '#shared/contacts/schema.ts'
import { legalActText, legalBasisName } from '#client/lib/alert-words.ts'
import { AskFirst } from '#client/lib/ask-first.tsx'
import { CallRow } from '#client/lib/call-row.tsx'
import { joinWords } from '#client/lib/card-words.ts'
import { formatDate } from '#client/lib/format.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { homeOftenText, noContactText } from '#client/lib/kin-facts.ts'

function Chips({ person }: { person: ContactPerson }) {
  const place = person.place ?? ''
  return (
    <>
      {person.caresNow && (
        <Chip tone="done">
          <Trans>现在照顾</Trans>
        </Chip>
      )}
      {person.awayNow && <Chip>{place === '' ? <Trans>在外</Trans> : <Trans>在{place}</Trans>}</Chip>}
      {person.deadOn !== null && (
        <Chip tone="danger">
          <Trans>打不通</Trans>
        </Chip>
      )}
      {person.stale && person.deadOn === null && person.noContact === null && (
        <Chip tone="due">
          <Trans>很久没核对</Trans>
        </Chip>
      )}
    </>
  )
}

const joined = (...parts: (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(' · ')

function verifiedText({ phoneMasked, deadOn, verifiedOn }: ContactPerson): string {
  if (phoneMasked === null) return t`还没有电话`
  if (deadOn !== null) {
    const day = formatDate(deadOn, 'full')
    return t`${day} 发现打不通`
  }
  if (verifiedOn === null) return t`没有核对过`
  const day = formatDate(verifiedOn, 'full')
  return t`${day}核对过`
}

/** The number to ring, or why it is not rung. */
function Reach({ childId, person }: { childId: string; person: ContactPerson }) {
  return person.noContact !== null ? (
    <p className="mt-1 flex items-start gap-2 rounded-control bg-danger-soft px-3 py-2 text-danger">
      <Icon name="warning" className="mt-0.5 shrink-0" />
      <span>
        {noContactText(person.noContact.reason)}
        {person.noContact.note !== null && `（${person.noContact.note}）`}
      </span>
    </p>
  ) : person.askFirst ? (
    <AskFirst />
  ) : person.mayRing ? (
    <div className="mt-1">
      <CallRow pupilId={childId} person={person} />
    </div>
  ) : (
    person.phoneMasked !== null && <p className="mt-1 text-lg text-soft line-through">{person.phoneMasked}</p>
  )
}

/** One of the card: whom, at which number, when it suits, and what this person may decide (H-21). */
export function PersonCard({
  childId,
  person,
  onEdit,
}: {
  childId: string
  person: ContactPerson
  /** Of somebody named by hand, for who may change it. */
  onEdit?: (() => void) | undefined
}) {
  const { t: say } = useLingui()
  const age = person.age
  const who = person.name ?? kinText(person.relation)
  const acts = joinWords(person.acts.map(legalActText))
  const name = person.basis === null ? '' : legalBasisName(person.basis)
  return (
    <Card as="li">
      <p className="flex flex-wrap items-center gap-2">
        <b className="text-lg font-semibold">{kinText(person.relation)}</b>
        {person.name}
        <Chips person={person} />
      </p>
      <Reach childId={childId} person={person} />
      <p className="mt-1 text-soft">
        {joined(person.noContact === null ? verifiedText(person) : null, person.bestTime)}
      </p>
      <p className="text-soft">
        {joined(
          age === null ? null : say`${age} 岁`,
          person.occupation,
          person.workUnit,
          person.homeOften === null ? null : homeOftenText(person.homeOften),
          person.health,
        )}
      </p>
      {person.workPhoneMasked !== null && (
        <p className="text-soft">
          <Trans>单位电话 {person.workPhoneMasked}</Trans>
        </p>
      )}
      {person.workAddressMasked !== null && <p className="text-soft">{person.workAddressMasked}</p>}
      {person.addressMasked !== null && (
        <p className="text-soft">
          <Trans>住在 {person.addressMasked}</Trans>
        </p>
      )}
      {onEdit !== undefined && person.named !== null && (
        <Button tone="plain" icon="edit" aria-label={say`修改${who}`} onClick={onEdit}>
          <Trans>修改</Trans>
        </Button>
      )}
      {name !== '' && (
        <p className="mt-1 text-sm text-soft">
          <Trans>
            {name}，可以{acts}
          </Trans>
        </p>
      )}
    </Card>
  )
}
